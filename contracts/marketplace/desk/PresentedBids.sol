// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionStatus, IAuctions} from "../../interfaces/IAuctions.sol";
import {Bid, IBids, Presentation, Presented, Receipt} from "../../interfaces/IBids.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {AuctionSlot} from "../../libraries/AuctionSlot.sol";
import {OrderHash} from "../../libraries/OrderHash.sol";
import {Bidders} from "./Bidders.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title PresentedBids
/// @notice A receipt is a right: after the end anyone presents a bid that the relayer acknowledged (MECHANISM.md 20 to 23).
abstract contract PresentedBids is OnlyDelegated, Bidders {
    using SafeCast for uint256;

    /// @dev See {IBids-presentBid}.
    function presentBid(
        Auction calldata terms,
        Bid calldata bid,
        bytes calldata bidSignature,
        Receipt calldata receipt,
        bytes32[] calldata proof,
        bytes calldata receiptSignature
    ) external onlyDelegated nonReentrant {
        (bytes32 id, bytes32 keyHash) = _present(terms, bid, bidSignature, receipt, proof, receiptSignature);
        _checkCovered(id, bid, keyHash);
    }

    /// @dev See {IBids-presentBids}. All take their places before one is asked for its money: what the later ones outbid is free
    /// by then.
    function presentBids(Presentation[] calldata bids) external onlyDelegated nonReentrant {
        bytes32[] memory ids = new bytes32[](bids.length);
        bytes32[] memory keys = new bytes32[](bids.length);
        for (uint256 i = 0; i < bids.length; ++i) {
            Presentation calldata one = bids[i];
            (ids[i], keys[i]) = _present(
                one.terms,
                one.bid,
                one.bidSignature,
                one.receipt,
                one.proof,
                one.receiptSignature
            );
        }
        for (uint256 i = 0; i < bids.length; ++i) _checkCovered(ids[i], bids[i].bid, keys[i]);
    }

    /// @dev Checks a bid and its receipt and gives it its place; whether it is covered is still to be checked.
    function _present(
        Auction calldata terms,
        Bid calldata bid,
        bytes calldata bidSignature,
        Receipt calldata receipt,
        bytes32[] calldata proof,
        bytes calldata receiptSignature
    ) private returns (bytes32 id, bytes32 keyHash) {
        AuctionSlot slot;
        (id, slot) = _openAuctionOf(terms);
        if (slot.status() == AuctionStatus.Live && block.timestamp < slot.clock()) {
            revert IBids.PresentationNotOpen(id, slot.clock());
        }
        _checkPresentable(id, terms, bid, receipt);
        bytes32 bidHash;
        (bidHash, keyHash) = _checkBid(id, bid.bidder, bid.maxAmount, bidSignature);
        bytes32 digest = _receiptDigest(OrderHash.hash(receipt, id, bidHash), proof);
        uint256 activeFrom = _checkReceiptSignature(digest, receiptSignature);
        (uint256 start, uint256 hardEnd) = (
            Math.max(terms.rules.start(), activeFrom),
            terms.rules.end() + EXTENSION_LIMIT
        );
        if (receipt.receivedAt < start || receipt.receivedAt >= hardEnd) {
            revert IBids.ReceivedOutsideAuction(receipt.receivedAt, start, hardEnd);
        }

        _keep(id, Presented(bid.bidder, uint96(bid.maxAmount), uint96(receipt.amount), receipt.sequence), keyHash);
        _auctions[id] = slot.withPresented();
        emit IBids.BidPresented(id, bid.bidder, bid.maxAmount, receipt.amount, receipt.sequence);
    }

    function _checkPresentable(
        bytes32 id,
        Auction calldata terms,
        Bid calldata bid,
        Receipt calldata receipt
    ) private view {
        if (bid.bidder == terms.seller) revert IAuctions.BidderIsSeller(bid.bidder);
        _checkAmount(bid.maxAmount);
        uint256 minimum = _firstBid(terms);
        if (bid.maxAmount < minimum) revert IAuctions.AmountBelowReserve(bid.maxAmount, minimum);
        // It cannot win, and would bind for nothing.
        uint256 post = _posts[id].amount;
        if (bid.maxAmount <= post) revert IBids.AmountBelowPost(bid.maxAmount, post);
        if (receipt.amount > bid.maxAmount) revert IAuctions.AmountAboveBid(receipt.amount, bid.maxAmount);
    }

    /// @dev What the receipt key signed: the receipt, or the root of a tree in which it is one of several leaves. Leaves are
    /// hashed twice. The root of a batch of one would be the leaf itself, whose proof is as empty as that of no batch.
    function _receiptDigest(bytes32 structHash, bytes32[] calldata proof) private view returns (bytes32) {
        bytes32 digest = _hashTypedDataV4(structHash);
        if (proof.length == 0) return digest;
        bytes32 leaf = keccak256(abi.encode(digest));
        return _hashTypedDataV4(OrderHash.hashReceiptBatch(MerkleProof.processProofCalldata(proof, leaf)));
    }

    /// @dev Gives a bid its place. Only the best one binds its bidder: who was outbid here is free to pay elsewhere, however long this
    /// auction takes to end.
    function _keep(bytes32 id, Presented memory bid, bytes32 keyHash) private {
        (Presented memory best, Presented memory next) = (_presented[id][0], _presented[id][1]);
        bool leads = _beats(bid, best);
        if (!leads && (bid.bidder == best.bidder || !_beats(bid, next))) {
            revert IBids.NotAmongTheBest(id, bid.bidder, bid.maxAmount);
        }
        if (bid.bidder != best.bidder) _presented[id][1] = leads ? best : bid;
        if (!leads) return;
        _unbind(id, best);
        _presented[id][0] = bid;
        _presentedKeys[id] = keyHash;
        _setPresented(bid.bidder, _accounts[bid.bidder].presented + bid.maxAmount);
        _countBidKey(bid.bidder, keyHash, bid.maxAmount);
    }

    /// @dev What presented bids bind must be there, and beside it what this one would take if it binds nothing, not being the best.
    function _checkCovered(bytes32 id, Bid calldata bid, bytes32 keyHash) private view {
        uint256 unbound = _presented[id][0].bidder == bid.bidder ? 0 : bid.maxAmount;
        (uint256 funds, uint256 required) = (_fundsOf(bid.bidder), _accounts[bid.bidder].presented + unbound);
        if (funds < required) revert IVault.InsufficientFunds(bid.bidder, funds, required);
        _checkBidKeyCap(bid.bidder, keyHash, bid.maxAmount, bid.maxAmount - unbound);
    }
}
