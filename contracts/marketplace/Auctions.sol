// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {AuctionRules} from "../libraries/AuctionRules.sol";
import {AuctionSlot, AuctionSlotLib} from "../libraries/AuctionSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {Desks} from "./Desks.sol";
import {Fees} from "./Fees.sol";
import {Item} from "./Items.sol";
import {Sales} from "./Sales.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Auctions
/// @notice An auction's usual way: created by its seller, bid for off chain, settled by two signatures.
abstract contract Auctions is Sales, Fees, Desks, IAuctions {
    /// @notice Least increment: 1 %.
    uint256 public constant MIN_INCREMENT_BPS = 100;
    /// @notice Seconds that an auction's start may lie ahead.
    uint256 public constant MAX_START_AHEAD = 30 days;

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
    function settleAuction(
        Auction calldata terms,
        Settlement calldata settlement,
        uint256 maxAmount,
        bytes calldata settlerSignature,
        bytes calldata bidSignature
    ) external nonReentrant {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        // Posted and presented bids are rare: what settling has to ask of them is the desk's.
        if (slot.isContested()) {
            _runAt(AUCTION_DESK);
            return;
        }
        _checkSettleable(id, slot);
        (address winner, uint256 amount) = (settlement.winner, settlement.amount);
        _checkOutcome(terms, winner, amount, maxAmount);
        bytes32 settler = _useSettlement(id, settlement, settlerSignature);
        (, bytes32 keyHash) = _checkBid(id, winner, maxAmount, bidSignature);
        _spendBidKey(winner, keyHash, amount);
        _sell(id, slot, terms, winner, amount, settler, settlement.nonce);
        _checkPresentedCovered(winner);
        _deliver(id, _itemOf(terms, slot), winner, winner);
    }

    /// @dev Puts up an item that is in escrow, or will be before this transaction ends.
    function _openAuction(
        Item memory item,
        address seller,
        AuctionParams calldata params
    ) internal returns (bytes32 id) {
        _checkQuantity(item.standard, item.quantity);
        _checkParams(params);
        Auction memory terms = Auction({
            tokenId: item.tokenId,
            quantity: item.quantity,
            startPrice: params.startPrice,
            reservePrice: params.reservePrice,
            rules: params.rules,
            seller: seller,
            token: item.token,
            salt: params.salt
        });
        id = _hashTypedDataV4(OrderHash.hash(terms));
        if (_auctions[id].status() != AuctionStatus.None) revert IdAlreadyUsed(id);
        uint16 bps = feeBps();
        _auctions[id] = AuctionSlotLib.open(item.standard, bps, uint40(params.rules.end()));
        emit AuctionCreated(
            id,
            seller,
            item.token,
            item.tokenId,
            item.quantity,
            params.startPrice,
            params.reservePrice,
            params.rules,
            params.salt,
            bps,
            item.standard
        );
    }

    /// @dev MECHANISM.md 4, 11 and 12.
    function _checkParams(AuctionParams calldata params) private view {
        AuctionRules rules = params.rules;
        (uint256 start, uint256 end) = (rules.start(), rules.end());
        if (end <= start || end <= block.timestamp) revert InvalidAuctionTimes(start, end);
        uint256 latest = block.timestamp + MAX_START_AHEAD;
        if (start > latest) revert StartTooFar(start, latest);
        uint256 longest = MAX_AUCTION - EXTENSION_LIMIT;
        if (end - start > longest) revert AuctionTooLong(end - start, longest);
        if (params.startPrice == 0 && params.reservePrice == 0) revert ZeroPrice();
        _checkAmount(params.startPrice);
        _checkAmount(params.reservePrice);
        uint256 incrementBps = rules.incrementBps();
        if (incrementBps < MIN_INCREMENT_BPS || incrementBps > SaleSplit.BPS) revert InvalidIncrement(incrementBps);
        uint256 maxRoyaltyBps = rules.maxRoyaltyBps();
        if (maxRoyaltyBps > SaleSplit.BPS) revert RoyaltyAboveMaximum(maxRoyaltyBps, SaleSplit.BPS);
        uint256 buyoutPrice = rules.buyoutPrice();
        if (buyoutPrice != 0) {
            _checkAmount(buyoutPrice);
            uint256 firstBid = Math.max(params.startPrice, params.reservePrice);
            if (buyoutPrice <= firstBid) revert BuyoutTooLow(buyoutPrice, firstBid);
        }
    }
}
