// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKinds, Traits} from "./IKinds.sol";

/// @notice Units of one kind to mint.
/// @param tokenId Resource.
/// @param quantity Units to mint.
struct ResourceMint {
    uint256 tokenId;
    uint256 quantity;
}

/// @title IGameResources
/// @notice Stacks of interchangeable goods (ERC-1155). A token's id is its kind; traits belong to the kind.
interface IGameResources is IKinds {
    /// @notice A kind's traits were set, once.
    event ResourceDefined(uint256 indexed tokenId, Traits traits);

    /// @notice Defines the traits of registered kinds; the token id is `traits.kind`. Only the minter, once a kind.
    /// @param traits Traits of each new resource, in the order of their ids.
    function defineResources(Traits[] calldata traits) external;

    /// @notice Mints stacks of defined kinds. Only the minter.
    /// @param to Who receives them.
    /// @param mints Tokens and units.
    function mintBatch(address to, ResourceMint[] calldata mints) external;

    /// @notice A kind's traits.
    /// @param tokenId Token within its contract.
    /// @return Its traits.
    function traitsOf(uint256 tokenId) external view returns (Traits memory);
}
