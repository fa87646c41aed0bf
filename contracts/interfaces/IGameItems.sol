// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IKinds, Traits} from "./IKinds.sol";

/// @title IGameItems
/// @notice Unique game items (ERC-721) with typed traits on chain, ERC-2981 royalties and ERC-4906 metadata events.
interface IGameItems is IKinds {
    /// @notice An item was minted. Together with `Transfer` it is all that an indexer needs.
    event ItemMinted(uint256 indexed tokenId, address indexed to, uint32 indexed kind, Traits traits);

    /// @notice A studio (primary) seller was added or removed.
    event StudioSellerSet(address indexed seller, bool isStudio);

    /// @notice Mints items with consecutive ids, from 1. Only the minter.
    /// @param to Who receives them.
    /// @param traits Traits of each new item.
    /// @return firstTokenId Id of the first of them.
    function mintBatch(address to, Traits[] calldata traits) external returns (uint256 firstTokenId);

    /// @notice Adds or removes a studio seller. Only the default admin.
    /// @param seller Account.
    /// @param isStudio Whether the account is a studio.
    function setStudioSeller(address seller, bool isStudio) external;

    /// @notice Whether a seller is the studio itself (a primary sale).
    /// @param seller Account.
    /// @return Whether it is one.
    function isStudioSeller(address seller) external view returns (bool);

    /// @notice An item's traits.
    /// @param tokenId Token within its contract.
    /// @return Its traits.
    function traitsOf(uint256 tokenId) external view returns (Traits memory);

    /// @notice How many items were ever minted.
    /// @return Number of items.
    function totalMinted() external view returns (uint256);
}
