// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../interfaces/IAuctions.sol";
import {Bid, Post, Presentation, Presented, Receipt} from "../interfaces/IBids.sol";
import {Digests} from "./Digests.sol";
import {MarketplaceFixture} from "./MarketplaceFixture.sol";

/// @title BidsFixture
/// @notice An auction that runs, three bidders, and short ways to post, present and settle for them.
abstract contract BidsFixture is MarketplaceFixture {
    address internal erin;
    uint256 internal erinKey;

    Auction internal terms;
    bytes32 internal id;

    function setUp() public virtual override {
        super.setUp();
        (erin, erinKey) = makeAddrAndKey("erin");
        (terms, id) = auctionItem(auctionParams());
    }

    // Posts

    function post(address bidder, uint256 amount) internal {
        fund(bidder, amount);
        vm.prank(bidder);
        marketplace.postBid(terms, amount, false);
    }

    function expectPostRevert(address bidder, uint256 amount, bytes memory reason) internal {
        vm.expectRevert(reason);
        vm.prank(bidder);
        marketplace.postBid(terms, amount, false);
    }

    function assertPost(address bidder, uint256 amount) internal view {
        Post memory best = marketplace.postOf(id);
        assertEq(best.bidder, bidder);
        assertEq(best.amount, amount);
    }

    // Extensions

    function signExtension(uint256 key, bytes32 auction, uint64 endsAt) internal view returns (bytes memory) {
        return signature(key, digestOf(Digests.extension(auction, endsAt)));
    }

    function extend(uint64 endsAt) internal {
        marketplace.extendAuction(terms, endsAt, signExtension(receiptKey, id, endsAt));
    }

    // Receipts

    function receiptOf(uint256 amount, uint64 sequence) internal view returns (Receipt memory) {
        return Receipt(amount, sequence, uint64(terms.rules.start()), bytes32(0));
    }

    function receiptDigest(address bidder, uint256 maxAmount, Receipt memory word) internal view returns (bytes32) {
        bytes32 bidHash = digestOf(Digests.bid(id, bidder, maxAmount));
        return digestOf(Digests.receipt(id, bidHash, word));
    }

    /// @dev Presents a bid with everything in order; reverts as the Marketplace does.
    function present(uint256 bidderKey, uint256 maxAmount, Receipt memory word) internal {
        bytes32 digest = receiptDigest(vm.addr(bidderKey), maxAmount, word);
        present(bidderKey, maxAmount, word, signature(receiptKey, digest));
    }

    function present(
        uint256 bidderKey,
        uint256 maxAmount,
        Receipt memory word,
        bytes memory receiptSignature
    ) internal {
        bytes memory bidSignature = signBid(bidderKey, id, maxAmount);
        Bid memory bid = Bid(vm.addr(bidderKey), maxAmount);
        marketplace.presentBid(terms, bid, bidSignature, word, new bytes32[](0), receiptSignature);
    }

    /// @dev The same as an entry of `presentBids`.
    function presentation(
        uint256 bidderKey,
        uint256 maxAmount,
        Receipt memory word
    ) internal view returns (Presentation memory) {
        address bidder = vm.addr(bidderKey);
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(bidder, maxAmount, word));
        bytes memory bidSignature = signBid(bidderKey, id, maxAmount);
        return Presentation(terms, Bid(bidder, maxAmount), bidSignature, word, new bytes32[](0), receiptSignature);
    }

    function expectPresentRevert(
        uint256 bidderKey,
        uint256 maxAmount,
        Receipt memory word,
        bytes memory reason
    ) internal {
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(vm.addr(bidderKey), maxAmount, word));
        bytes memory bidSignature = signBid(bidderKey, id, maxAmount);
        Bid memory bid = Bid(vm.addr(bidderKey), maxAmount);
        vm.expectRevert(reason);
        marketplace.presentBid(terms, bid, bidSignature, word, new bytes32[](0), receiptSignature);
    }

    /// @dev Whether `bidder` is one of the two who are kept, and at which maximum.
    function presentedOf(address bidder) internal view returns (uint256) {
        Presented[2] memory kept = marketplace.presentedOf(id);
        if (kept[0].bidder == bidder) return kept[0].maxAmount;
        return kept[1].bidder == bidder ? kept[1].maxAmount : 0;
    }

    // Ends

    function settleFor(uint256 bidderKey, uint256 amount) internal {
        Settlement memory outcome = outcomeOf(vm.addr(bidderKey), amount);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(bidderKey, id, amount);
        marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature);
    }

    function expectSettleForRevert(uint256 bidderKey, uint256 amount, bytes memory reason) internal {
        Settlement memory outcome = outcomeOf(vm.addr(bidderKey), amount);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(bidderKey, id, amount);
        vm.expectRevert(reason);
        marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature);
    }

    /// @dev What the seller has received in his wallet.
    function proceeds(uint256 amount) internal pure returns (uint256) {
        return amount - (amount * FEE_BPS + 9_999) / 10_000;
    }

    /// @dev Every unit that is owed is there, and belongs to somebody.
    function assertSolvent() internal view {
        assertGe(currency.balanceOf(address(marketplace)), marketplace.totalOwed());
    }

    function assertPresented(address account, uint256 sum) internal view {
        assertEq(marketplace.vaultOf(account).presented, sum);
    }
}
