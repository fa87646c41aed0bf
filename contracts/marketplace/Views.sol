// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionState, IAuctions} from "../interfaces/IAuctions.sol";
import {BidKey, IBidKeys} from "../interfaces/IBidKeys.sol";
import {IBids, Post, Presented} from "../interfaces/IBids.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault, VaultAccount} from "../interfaces/IVault.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {Item} from "./Items.sol";
import {Account} from "./Vault.sol";

/// @title Views
/// @notice What can be read of settlers, vault, claims and auctions.
abstract contract Views is AuctionBook, ISettlers, IReceiptKeys, IBidKeys, IVault, IItems, IAuctions, IBids {
    /// @inheritdoc ISettlers
    function isSettler(bytes calldata signer) external view returns (bool) {
        return _isActive(keccak256(signer));
    }

    /// @inheritdoc ISettlers
    function isNonceUsed(bytes32 signerHash, uint256 nonce) external view returns (bool) {
        return _nonces[signerHash][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IReceiptKeys
    function isReceiptKey(bytes calldata signer) external view returns (bool) {
        return _isReceiptKey(keccak256(signer));
    }

    /// @inheritdoc IBidKeys
    function bidKeyOf(address account, bytes32 keyHash) external view returns (BidKey memory) {
        return _bidKeys[account][keyHash];
    }

    /// @inheritdoc IBidKeys
    function isBidVerifier(address verifier) external view returns (bool) {
        return _bidVerifiers[verifier];
    }

    /// @inheritdoc IVault
    function vaultOf(address account) external view returns (VaultAccount memory) {
        Account storage funds = _accounts[account];
        return VaultAccount(funds.free, funds.exiting, funds.exitableAt, funds.credit, funds.presented);
    }

    /// @inheritdoc IVault
    function totalOwed() external view returns (uint256) {
        return _totalOwed;
    }

    /// @inheritdoc IItems
    function claimOf(
        bytes32 id,
        address owner
    ) external view returns (address token, uint256 tokenId, uint256 quantity) {
        Item storage item = _claims[id][owner];
        return (item.token, item.tokenId, item.quantity);
    }

    /// @inheritdoc IAuctions
    function getAuction(bytes32 id) external view returns (AuctionState memory) {
        return _auctions[id].unpack();
    }

    /// @inheritdoc IAuctions
    function auctionId(Auction calldata terms) external view returns (bytes32) {
        return _auctionId(terms);
    }

    /// @inheritdoc IBids
    function postOf(bytes32 id) external view returns (Post memory) {
        return _posts[id];
    }

    /// @inheritdoc IBids
    function presentedOf(bytes32 id) external view returns (Presented[2] memory) {
        return _presented[id];
    }
}
