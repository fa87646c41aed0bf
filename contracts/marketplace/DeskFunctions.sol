// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../interfaces/IAuctions.sol";
import {IBidKeys} from "../interfaces/IBidKeys.sol";
import {Bid, IBids, Receipt} from "../interfaces/IBids.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault} from "../interfaces/IVault.sol";
import {Admin} from "./Admin.sol";
import {Desk} from "./Desk.sol";

/// @title DeskFunctions
/// @notice The Marketplace's functions whose code is the AuctionDesk's, and all of them: there is no fallback.
/// @dev The desk knows this contract's state by the same bases (MarketplaceState). Each function here has a twin of the same
/// name and parameters there, and `settleAuction` of a contested auction has one too.
abstract contract DeskFunctions is Admin, Desk, ISettlers, IReceiptKeys, IBidKeys, IVault, IItems, IAuctions, IBids {
    /// @inheritdoc ISettlers
    function addSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc ISettlers
    function removeSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc ISettlers
    function burnNonce(uint256) external {
        _runAtDesk();
    }

    /// @inheritdoc ISettlers
    function burnNonceFor(bytes32, uint256, bytes calldata) external {
        _runAtDesk();
    }

    /// @inheritdoc IReceiptKeys
    function addReceiptKey(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc IReceiptKeys
    function removeReceiptKey(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc IBidKeys
    function setBidKey(bytes calldata, uint256) external {
        _runAtDesk();
    }

    /// @inheritdoc IBidKeys
    function allowBidVerifier(address) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function requestExit(uint256) external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function cancelExit() external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function executeExit(address) external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function withdrawCredit(address) external {
        _runAtDesk();
    }

    /// @inheritdoc IItems
    function claimItem(bytes32, address) external {
        _runAtDesk();
    }

    /// @inheritdoc IAuctions
    function cancelAuction(Auction calldata) external {
        _runAtDesk();
    }

    /// @inheritdoc IAuctions
    function finalizeAuction(Auction calldata) external {
        _runAtDesk();
    }

    /// @inheritdoc IAuctions
    function cancelRunningAuction(Auction calldata, uint256, bytes calldata) external {
        _runAtDesk();
    }

    /// @inheritdoc IBids
    function postBid(Auction calldata, uint256, bool) external {
        _runAtDesk();
    }

    /// @inheritdoc IBids
    function extendAuction(Auction calldata, uint64, bytes calldata) external {
        _runAtDesk();
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
        _runAtDesk();
    }
}
