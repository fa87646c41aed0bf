// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../interfaces/IAuctions.sol";
import {IBidKeys} from "../interfaces/IBidKeys.sol";
import {Bid, IBids, Presentation, Receipt} from "../interfaces/IBids.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IListings, Listing, Permit, Purchase} from "../interfaces/IListings.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault} from "../interfaces/IVault.sol";
import {Admin} from "./Admin.sol";
import {Desks} from "./Desks.sol";

/// @title DeskFunctions
/// @notice The Marketplace's functions whose code is a desk's, and all of them: there is no fallback.
/// @dev The desks know this contract's state by the same bases (MarketplaceState). Each function here has a twin of the same
/// name and parameters at its desk, and `settleAuction` of a contested auction has one too. Roles and pause are checked here.
abstract contract DeskFunctions is
    Admin,
    Desks,
    ISettlers,
    IReceiptKeys,
    IBidKeys,
    IVault,
    IItems,
    IListings,
    IAuctions,
    IBids
{
    /// @inheritdoc ISettlers
    function addSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc ISettlers
    function removeSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc ISettlers
    function burnNonce(uint256) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc ISettlers
    function burnNonceFor(bytes32, uint256, bytes calldata) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IReceiptKeys
    function addReceiptKey(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IReceiptKeys
    function removeReceiptKey(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBidKeys
    function setBidKey(bytes calldata, uint256) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBidKeys
    function allowBidVerifier(address) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IVault
    function requestExit(uint256) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IVault
    function cancelExit() external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IVault
    function executeExit(address) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IVault
    function withdrawCredit(address) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IItems
    function claimItem(bytes32, address) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IListings
    function updatePrice(Listing calldata, uint256) external {
        _runAt(LISTING_DESK);
    }

    /// @inheritdoc IListings
    function cancelListing(Listing calldata) external {
        _runAt(LISTING_DESK);
    }

    /// @inheritdoc IListings
    function buyWithPermit(
        Listing calldata,
        uint256,
        uint256,
        address,
        Permit calldata
    ) external whenNotPaused returns (uint256) {
        _returnFrom(LISTING_DESK);
    }

    /// @inheritdoc IListings
    function buyWithCredit(Listing calldata, uint256, uint256, address) external whenNotPaused returns (uint256) {
        _returnFrom(LISTING_DESK);
    }

    /// @inheritdoc IListings
    function buyMany(Purchase[] calldata, uint256, address) external whenNotPaused returns (uint256[] memory, uint256) {
        _returnFrom(LISTING_DESK);
    }

    /// @inheritdoc IAuctions
    function buyoutAuction(Auction calldata, address, bool) external whenNotPaused {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IAuctions
    function cancelAuction(Auction calldata) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IAuctions
    function finalizeAuction(Auction calldata) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IAuctions
    function cancelRunningAuction(Auction calldata, uint256, bytes calldata) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBids
    function postBid(Auction calldata, uint256, bool) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBids
    function extendAuction(Auction calldata, uint64, bytes calldata) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBids
    function presentBid(
        Auction calldata,
        Bid calldata,
        bytes calldata,
        Receipt calldata,
        bytes32[] calldata,
        bytes calldata
    ) external {
        _runAt(AUCTION_DESK);
    }

    /// @inheritdoc IBids
    function presentBids(Presentation[] calldata) external {
        _runAt(AUCTION_DESK);
    }
}
