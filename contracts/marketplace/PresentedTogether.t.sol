// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction} from "../interfaces/IAuctions.sol";
import {IBids, Presentation} from "../interfaces/IBids.sol";
import {IBidKeys} from "../interfaces/IBidKeys.sol";
import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {IVault} from "../interfaces/IVault.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

/// @dev Bids as a relayer took them that reserves what its top bids need, and no more: alice has 500, bob 510 and erin 600. At W
/// alice's 500 was outbid by bob's 510; at U bob's 90 was outbid by alice's 300.
contract PresentedTogetherTest is BidsFixture {
    Auction private _w;
    Auction private _u;

    function setUp() public override {
        super.setUp();
        _w = terms;
        (_u, ) = auctionItem(auctionParams());
        deposit(alice, 500 ether);
        deposit(bob, 510 ether);
        deposit(erin, 600 ether);
        vm.warp(terms.rules.end());
    }

    function goTo(Auction memory auction) internal {
        (terms, id) = (auction, marketplace.auctionId(auction));
    }

    function lacks(address account, uint256 funds, uint256 required) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IVault.InsufficientFunds.selector, account, funds, required);
    }

    /// @dev What outbid the two, in the order of the auctions.
    function topBids() internal returns (Presentation[] memory tops) {
        tops = new Presentation[](2);
        goTo(_w);
        tops[0] = presentation(bobKey, 510 ether, receiptOf(510 ether, 2));
        goTo(_u);
        tops[1] = presentation(aliceKey, 300 ether, receiptOf(120 ether, 2));
    }

    /// @dev Each outbid bid, presented, keeps what outbid the other from being covered.
    function presentOutbid() internal {
        goTo(_w);
        present(aliceKey, 500 ether, receiptOf(100 ether, 1));
        goTo(_u);
        present(bobKey, 90 ether, receiptOf(90 ether, 1));
        expectPresentRevert(aliceKey, 300 ether, receiptOf(120 ether, 2), lacks(alice, 500 ether, 800 ether));
        goTo(_w);
        expectPresentRevert(bobKey, 510 ether, receiptOf(510 ether, 2), lacks(bob, 510 ether, 600 ether));
    }

    function test_rule22_Present_WhatOutbidThemTogetherFreesBoth() public {
        presentOutbid();
        marketplace.presentBids(topBids());
        assertPresented(alice, 300 ether);
        assertPresented(bob, 510 ether);
        warpToSettlement(_w);
        goTo(_w);
        settleFor(bobKey, 510 ether);
        goTo(_u);
        settleFor(aliceKey, 120 ether);
        assertVault(alice, 380 ether, 0, 0);
        assertVault(bob, 0, 0, 0);
    }

    function test_rule22_Present_TheOrderDoesNotMatter() public {
        presentOutbid();
        Presentation[] memory tops = topBids();
        (tops[0], tops[1]) = (tops[1], tops[0]);
        marketplace.presentBids(tops);
        assertPresented(alice, 300 ether);
        assertPresented(bob, 510 ether);
    }

    /// @dev Whoever bluffs is asked for his money all the same, whatever place is left for him.
    function test_rule21_PresentTogether_RevertWhen_OneIsNotCovered() public {
        Presentation[] memory bids = new Presentation[](2);
        goTo(_w);
        bids[0] = presentation(aliceKey, 501 ether, receiptOf(RESERVE, 1));
        bids[1] = presentation(bobKey, 510 ether, receiptOf(RESERVE, 2));
        vm.expectRevert(lacks(alice, 500 ether, 501 ether));
        marketplace.presentBids(bids);
        // Nor does the next best count where its bidder's money is bound elsewhere.
        bids[0] = presentation(aliceKey, 500 ether, receiptOf(RESERVE, 1));
        goTo(_u);
        bids[1] = presentation(aliceKey, 1 ether + RESERVE, receiptOf(RESERVE, 2));
        vm.expectRevert(lacks(alice, 500 ether, 501 ether + RESERVE));
        marketplace.presentBids(bids);
        assertPresented(alice, 0);
    }

    /// @dev What a bluff would have put in the second place is not left there as a floor.
    function test_rule21_PresentTogether_RevertWhen_ABluffIsOutbidInTheSameCall() public {
        Presentation[] memory bids = new Presentation[](3);
        goTo(_w);
        bids[0] = presentation(aliceKey, 505 ether, receiptOf(RESERVE, 1));
        bids[1] = presentation(bobKey, 508 ether, receiptOf(RESERVE, 2));
        bids[2] = presentation(erinKey, 600 ether, receiptOf(RESERVE, 3));
        vm.expectRevert(lacks(alice, 500 ether, 505 ether));
        marketplace.presentBids(bids);
    }

    function test_rule10_PresentTogether_CapsAreAskedAtTheEnd() public {
        uint256 session = 77;
        vm.prank(alice);
        marketplace.setBidKey(abi.encodePacked(vm.addr(session)), 400 ether);
        goTo(_w);
        Presentation[] memory bids = new Presentation[](2);
        bids[0] = byKey(presentation(aliceKey, 300 ether, receiptOf(RESERVE, 1)), session);
        goTo(_u);
        bids[1] = byKey(presentation(aliceKey, 101 ether, receiptOf(RESERVE, 1)), session);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBidKeys.BidKeyCapExceeded.selector,
                alice,
                keccak256(abi.encodePacked(vm.addr(session))),
                299 ether,
                300 ether
            )
        );
        marketplace.presentBids(bids);
        bids[1] = byKey(presentation(aliceKey, 100 ether, receiptOf(RESERVE, 1)), session);
        marketplace.presentBids(bids);
        assertPresented(alice, 400 ether);
    }

    function byKey(Presentation memory bid, uint256 session) internal view returns (Presentation memory) {
        bid.bidSignature = signBidOf(session, bid.bid.bidder, bid.bid.maxAmount);
        return bid;
    }

    function signBidOf(uint256 key, address bidder, uint256 maxAmount) internal view returns (bytes memory) {
        return signature(key, digestOf(Digests.bid(id, bidder, maxAmount)));
    }

    function test_PresentTogether_NothingIsNothing() public {
        vm.recordLogs();
        marketplace.presentBids(new Presentation[](0));
        assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_rule21_PresentTogether_EachIsCheckedAsAlone() public {
        Presentation[] memory bids = topBids();
        bids[1].receipt.sequence += 1;
        vm.expectPartialRevert(IReceiptKeys.UnauthorizedReceiptKey.selector);
        marketplace.presentBids(bids);
        bids = topBids();
        marketplace.presentBids(bids);
        vm.expectRevert(abi.encodeWithSelector(IBids.NotAmongTheBest.selector, idOf(_w), bob, 510 ether));
        marketplace.presentBids(bids);
    }

    function idOf(Auction memory auction) internal view returns (bytes32) {
        return marketplace.auctionId(auction);
    }
}
