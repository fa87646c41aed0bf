// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKinds, Traits} from "./IKinds.sol";

/// @notice Units of one kind to mint.
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
    function defineResources(Traits[] calldata traits) external;

    /// @notice Mints stacks of defined kinds. Only the minter.
    function mintBatch(address to, ResourceMint[] calldata mints) external;

    /// @notice A kind's traits.
    function traitsOf(uint256 tokenId) external view returns (Traits memory);
}
