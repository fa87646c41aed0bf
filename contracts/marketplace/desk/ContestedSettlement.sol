// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../../interfaces/IAuctions.sol";
import {IBids, Post, Presented} from "../../interfaces/IBids.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {Bidders} from "./Bidders.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title ContestedSettlement
/// @notice Settlement of an auction with posted or presented bids (MECHANISM.md 19 and 22).
abstract contract ContestedSettlement is OnlyDelegated, Bidders {
    /// @dev See {IAuctions-settleAuction}. The Marketplace settles an auction without such bids itself, and holds the reentrancy
    /// lock while it runs this.
    function settleAuction(
        Auction calldata terms,
        Settlement calldata settlement,
        uint256 maxAmount,
        bytes calldata settlerSignature,
        bytes calldata bidSignature
    ) external onlyDelegated {
        (bytes32 id, AuctionSlot slot) = _openAuctionOf(terms);
        _checkSettleable(id, slot);
        (address winner, uint256 amount) = (settlement.winner, settlement.amount);
        Post memory post = _posts[id];
        bool byPost = amount != 0 && winner == post.bidder && amount == post.amount;
        if (!byPost) {
            _checkOutcome(terms, winner, amount, maxAmount);
            if (amount <= post.amount) revert IBids.AmountBelowPost(amount, post.amount);
        }
        _checkPresentedReached(id, winner, amount);
        bytes32 settler = _useSettlement(id, settlement, settlerSignature);
        _releaseBids(id, slot, byPost);
        // Who posted a bid has paid it: that is more than a signature.
        if (!byPost) {
            (, bytes32 keyHash) = _checkBid(id, winner, maxAmount, bidSignature);
            _spendBidKey(winner, keyHash, amount);
        }
        _sell(id, slot, terms, winner, amount, settler, settlement.nonce);
        _checkPresentedCovered(winner);
        _deliver(id, _itemOf(terms, slot), winner, winner);
    }

    /// @dev The winner's own presented bid sets no floor for him.
    function _checkPresentedReached(bytes32 id, address winner, uint256 amount) private view {
        for (uint256 i = 0; i < 2; ++i) {
            Presented memory bid = _presented[id][i];
            if (bid.bidder != winner && amount < bid.maxAmount) {
                revert IBids.AmountBelowPresented(amount, bid.bidder, bid.maxAmount);
            }
        }
    }
}
