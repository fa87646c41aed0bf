// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {AuctionSlot, AuctionSlotLib} from "../libraries/AuctionSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {Item, Items} from "./Items.sol";
import {Vault} from "./Vault.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Auctions
/// @notice English auctions whose bids are signed off chain and whose result is settled on chain.
abstract contract Auctions is Vault, Items, IAuctions {
    using SafeCast for uint256;

    /// @notice Least increment: 1 %.
    uint256 public constant MIN_INCREMENT_BPS = 100;
    /// @notice Seconds that an auction's start may lie ahead.
    uint256 public constant MAX_START_AHEAD = 30 days;
    /// @notice Seconds that a settlement's deadline may lie ahead.
    uint256 public constant MAX_SETTLEMENT_AHEAD = 1 hours;

    /// @notice Seconds from the end of bidding to settlement, and between the two finalize calls.
    // solhint-disable-next-line var-name-mixedcase
    uint256 public immutable CHALLENGE;
    /// @notice Seconds from an auction's last possible end to finalize.
    // solhint-disable-next-line var-name-mixedcase
    uint256 public immutable GRACE;
    /// @notice Seconds that the longest auction takes, extension included.
    // solhint-disable-next-line var-name-mixedcase
    uint256 public immutable MAX_AUCTION;
    /// @notice Seconds by which extensions can move an auction's end.
    // solhint-disable-next-line var-name-mixedcase
    uint256 public immutable EXTENSION_LIMIT;

    mapping(bytes32 id => AuctionSlot) private _auctions;

    constructor(uint256 challenge, uint256 grace, uint256 maxAuction, uint256 extensionLimit) {
        CHALLENGE = challenge;
        GRACE = grace;
        MAX_AUCTION = maxAuction;
        EXTENSION_LIMIT = extensionLimit;
    }

    /// @inheritdoc IAuctions
    function createAuction(
        address token,
        uint256 tokenId,
        uint256 quantity,
        AuctionParams calldata params
    ) external nonReentrant whenNotPaused returns (bytes32) {
        Item memory item = Item(_standardOf(token), token, tokenId, quantity);
        bytes32 id = _openAuction(item, msg.sender, params);
        _pull(item);
        return id;
    }

    /// @inheritdoc IAuctions
    function cancelAuction(Auction calldata terms) external nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        if (msg.sender != terms.seller) revert NotSeller(id, msg.sender);
        if (block.timestamp >= terms.start) revert AuctionAlreadyStarted(id, terms.start);
        _auctions[id] = slot.moveTo(AuctionStatus.Cancelled, 0);
        emit AuctionCancelled(id);
        _giveBack(id, _itemOf(terms, slot), terms.seller);
    }

    /// @inheritdoc IAuctions
    function settleAuction(
        Auction calldata terms,
        Settlement calldata settlement,
        uint256 maxAmount,
        bytes calldata settlerSignature,
        bytes calldata bidSignature
    ) external nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        _checkSettleable(id, slot);
        (address winner, uint256 amount) = (settlement.winner, settlement.amount);
        _checkOutcome(terms, winner, amount, maxAmount);
        bytes32 settler = _useSettlerSignature(
            _hashTypedDataV4(OrderHash.hash(settlement, id)),
            settlement.nonce,
            settlement.deadline,
            MAX_SETTLEMENT_AHEAD,
            settlerSignature
        );
        _checkSignature(winner, _hashTypedDataV4(OrderHash.hashBid(id, winner, maxAmount)), bidSignature);

        uint256 fee = _feeOf(amount, slot.feeBps());
        _auctions[id] = AuctionSlotLib.settle(winner, uint96(amount));
        emit AuctionSettled(id, winner, terms.seller, amount, fee, settler, settlement.nonce);

        _payFromVault(winner, terms.seller, amount, fee, id);
        _deliver(id, _itemOf(terms, slot), winner, winner);
    }

    /// @inheritdoc IAuctions
    function finalizeAuction(Auction calldata terms) external nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        bool begun = slot.status() == AuctionStatus.Finalizing;
        uint256 opensAt = begun ? slot.clock() : terms.end + EXTENSION_LIMIT + GRACE;
        if (block.timestamp < opensAt) revert FinalizeNotOpen(id, opensAt);
        if (begun) {
            _auctions[id] = slot.moveTo(AuctionStatus.Returned, 0);
            emit AuctionReturned(id);
            _giveBack(id, _itemOf(terms, slot), terms.seller);
        } else {
            uint256 finalizableAt = block.timestamp + CHALLENGE;
            _auctions[id] = slot.moveTo(AuctionStatus.Finalizing, finalizableAt.toUint40());
            emit FinalizeStarted(id, finalizableAt);
        }
    }

    /// @inheritdoc IAuctions
    function getAuction(bytes32 id) external view returns (AuctionState memory) {
        return _auctions[id].unpack();
    }

    /// @inheritdoc IAuctions
    function auctionId(Auction calldata terms) public view returns (bytes32) {
        return _hashTypedDataV4(OrderHash.hashCalldata(terms));
    }

    /// @dev Puts up an item that is in escrow, or will be before this transaction ends.
    function _openAuction(Item memory item, address seller, AuctionParams memory params) internal returns (bytes32 id) {
        _checkQuantity(item.standard, item.quantity);
        _checkParams(params);
        Auction memory terms = Auction(
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            params.startPrice,
            params.reservePrice,
            params.start,
            params.end,
            params.incrementBps,
            params.salt
        );
        id = _hashTypedDataV4(OrderHash.hash(terms));
        if (_auctions[id].status() != AuctionStatus.None) revert IdAlreadyUsed(id);
        uint16 bps = feeBps();
        _auctions[id] = AuctionSlotLib.open(item.standard, bps, uint40(params.end));
        emit AuctionCreated(
            id,
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            params.startPrice,
            params.reservePrice,
            params.start,
            params.end,
            params.incrementBps,
            params.salt,
            bps,
            item.standard
        );
    }

    /// @dev The auction's id and slot, if it can still be settled or returned.
    function _openAuctionOf(Auction calldata terms) private view returns (bytes32 id, AuctionSlot slot) {
        id = auctionId(terms);
        slot = _auctions[id];
        AuctionStatus status = slot.status();
        if (status == AuctionStatus.Settled) revert AuctionAlreadySettled(id);
        if (status != AuctionStatus.Live && status != AuctionStatus.Finalizing) revert NotInAuction(id);
    }

    /// @dev While somebody finalizes, settlement stays open: the relayer may be back after a halt of the chain.
    function _checkSettleable(bytes32 id, AuctionSlot slot) private view {
        if (slot.status() == AuctionStatus.Finalizing) return;
        uint256 opensAt = slot.clock() + CHALLENGE;
        if (block.timestamp < opensAt) revert AuctionNotEnded(id, opensAt);
    }

    function _checkOutcome(Auction calldata terms, address winner, uint256 amount, uint256 maxAmount) private pure {
        if (winner == terms.seller) revert BidderIsSeller(winner);
        uint256 minimum = Math.max(terms.startPrice, terms.reservePrice);
        if (amount < minimum) revert AmountBelowReserve(amount, minimum);
        if (amount > maxAmount) revert AmountAboveBid(amount, maxAmount);
        _checkAmount(amount);
    }

    /// @dev MECHANISM.md 4 and 11.
    function _checkParams(AuctionParams memory params) private view {
        (uint256 start, uint256 end) = (params.start, params.end);
        if (end <= start || end <= block.timestamp) revert InvalidAuctionTimes(start, end);
        uint256 latest = block.timestamp + MAX_START_AHEAD;
        if (start > latest) revert StartTooFar(start, latest);
        uint256 longest = MAX_AUCTION - EXTENSION_LIMIT;
        if (end - start > longest) revert AuctionTooLong(end - start, longest);
        if (params.startPrice == 0 && params.reservePrice == 0) revert ZeroPrice();
        _checkAmount(params.startPrice);
        _checkAmount(params.reservePrice);
        if (params.incrementBps < MIN_INCREMENT_BPS || params.incrementBps > BPS) {
            revert InvalidIncrement(params.incrementBps);
        }
    }

    function _checkAmount(uint256 amount) private pure {
        if (amount > type(uint96).max) revert AmountTooLarge(amount, type(uint96).max);
    }

    function _itemOf(Auction calldata terms, AuctionSlot slot) private pure returns (Item memory) {
        return Item(slot.standard(), terms.token, terms.tokenId, terms.quantity);
    }
}
