// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {AuctionSlot, AuctionSlotLib} from "../libraries/AuctionSlot.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {RoyaltyLookup} from "../libraries/RoyaltyLookup.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Sales
/// @notice What every sale by auction checks and does, at the Marketplace and at its desk.
abstract contract Sales is AuctionBook {
    /// @notice Seconds that a settlement's deadline may lie ahead.
    uint256 public constant MAX_SETTLEMENT_AHEAD = 1 hours;

    /// @dev While somebody finalizes, settlement stays open: the relayer may be back after a halt of the chain.
    function _checkSettleable(bytes32 id, AuctionSlot slot) internal view {
        if (slot.status() == AuctionStatus.Finalizing) return;
        uint256 opensAt = slot.clock() + CHALLENGE;
        if (block.timestamp < opensAt) revert IAuctions.AuctionNotEnded(id, opensAt);
    }

    function _checkOutcome(Auction calldata terms, address winner, uint256 amount, uint256 maxAmount) internal pure {
        if (winner == terms.seller) revert IAuctions.BidderIsSeller(winner);
        uint256 minimum = _firstBid(terms);
        if (amount < minimum) revert IAuctions.AmountBelowReserve(amount, minimum);
        if (amount > maxAmount) revert IAuctions.AmountAboveBid(amount, maxAmount);
        _checkAmount(amount);
    }

    /// @dev Spends the settler's word on an auction.
    function _useSettlement(
        bytes32 id,
        Settlement calldata settlement,
        bytes calldata settlerSignature
    ) internal returns (bytes32 settler) {
        return
            _useSettlerSignature(
                _hashTypedDataV4(OrderHash.hash(settlement, id)),
                settlement.nonce,
                settlement.deadline,
                MAX_SETTLEMENT_AHEAD,
                settlerSignature
            );
    }

    /// @dev Checks that a bidder, or a bid key of his, signed up to `maxAmount` on an auction.
    /// @return digest The bid's digest.
    /// @return keyHash The bid key; zero if it was the bidder's own.
    function _checkBid(
        bytes32 id,
        address bidder,
        uint256 maxAmount,
        bytes calldata bidSignature
    ) internal view returns (bytes32 digest, bytes32 keyHash) {
        digest = _hashTypedDataV4(OrderHash.hashBid(id, bidder, maxAmount));
        keyHash = _checkBidSignature(bidder, digest, bidSignature);
    }

    /// @dev Ends the auction with a sale, paid from the winner's vault. The item is yet to be delivered.
    /// @param settler Who signed it; zero when it is for no settler to say.
    function _sell(
        bytes32 id,
        AuctionSlot slot,
        Auction calldata terms,
        address winner,
        uint256 amount,
        bytes32 settler,
        uint256 nonce
    ) internal {
        _auctions[id] = AuctionSlotLib.settle(winner, uint96(amount));
        (uint256 fee, address receiver, uint256 royalty) = _split(slot, terms, amount);
        emit IAuctions.AuctionSettled(id, winner, amount, fee, royalty, settler, nonce);
        _takeFunds(winner, amount);
        _shareOut(id, terms.seller, amount, fee, receiver, royalty);
    }

    /// @dev Who gets what of a sale; the seller gets the rest.
    function _split(
        AuctionSlot slot,
        Auction calldata terms,
        uint256 amount
    ) internal view returns (uint256 fee, address receiver, uint256 royalty) {
        fee = SaleSplit.feeOf(amount, slot.feeBps());
        (receiver, royalty) = RoyaltyLookup.due(terms.token, terms.tokenId, amount, fee, terms.rules.maxRoyaltyBps());
    }

    /// @dev Pays what was taken for a sale. The fee stays: what the contract holds above `_totalOwed` are fees.
    function _shareOut(
        bytes32 id,
        address seller,
        uint256 amount,
        uint256 fee,
        address receiver,
        uint256 royalty
    ) internal {
        _totalOwed -= amount;
        _payOut(receiver, royalty, id);
        _payOut(seller, amount - fee - royalty, id);
    }

    /// @dev The least first bid (MECHANISM.md 11).
    function _firstBid(Auction calldata terms) internal pure returns (uint256) {
        return Math.max(terms.startPrice, terms.reservePrice);
    }
}
