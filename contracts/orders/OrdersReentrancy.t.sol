// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFees} from "../interfaces/IFees.sol";
import {ICredit} from "../interfaces/ICredit.sol";
import {TokenStandard} from "../interfaces/IItems.sol";
import {IOffers, Offer} from "../interfaces/IOffers.sol";
import {IOrderNonces} from "../interfaces/IOrderNonces.sol";
import {ISignedListings, SignedListing} from "../interfaces/ISignedListings.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {Reentrant} from "../mocks/Reentrant.sol";
import {ReentrantERC20} from "../mocks/ReentrantERC20.sol";
import {ReentrantERC721} from "../mocks/ReentrantERC721.sol";
import {ReentrantReceiver} from "../mocks/ReentrantReceiver.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

contract OrdersReentrancyTest is OrdersFixture {
    ReentrantERC721 internal hostile;
    ReentrantReceiver internal receiver;

    function setUp() public override {
        super.setUp();
        hostile = new ReentrantERC721();
        receiver = new ReentrantReceiver();
        vm.prank(seller);
        hostile.setApprovalForAll(address(orders), true);
    }

    function newCurrency() internal override returns (PlainERC20) {
        return new ReentrantERC20();
    }

    /// @dev A call of every guarded function; the trades among them are good ones.
    function guardedCalls() internal returns (bytes[] memory calls) {
        SignedListing memory listing = itemListing();
        Offer memory offer = collectionOffer();
        calls = new bytes[](5);
        calls[0] = abi.encodeCall(ISignedListings.buySigned, (listing, 1, sign(listing)));
        calls[1] = abi.encodeCall(IOffers.acceptOffer, (offer, give(listing.tokenId, 1), sign(offer), noProof()));
        calls[2] = abi.encodeCall(ICredit.withdrawCredit, (alice));
        calls[3] = abi.encodeCall(IFees.collectFees, ());
        calls[4] = abi.encodeCall(ISignedListings.buySignedFor, (listing, 1, bob, sign(listing)));
    }

    function assertGuarded(Reentrant from) internal view {
        assertTrue(from.called());
        assertFalse(from.succeeded());
        assertEq(
            from.returned(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
    }

    function hostileListing(uint256 tokenId) internal returns (SignedListing memory) {
        hostile.mint(seller, tokenId);
        return listingOf(address(hostile), TokenStandard.ERC721, tokenId, 1);
    }

    function test_Reentrancy_FromAnItem() public {
        bytes[] memory calls = guardedCalls();
        for (uint256 i = 0; i < calls.length; i++) {
            SignedListing memory listing = hostileListing(1_000 + i);
            hostile.setCall(address(orders), calls[i]);
            buy(listing, 1);
            assertGuarded(hostile);
            assertEq(hostile.ownerOf(listing.tokenId), alice);
        }
        assertEq(surplus(), calls.length * FEE);
    }

    function test_Reentrancy_FromTheCurrency() public {
        bytes[] memory calls = guardedCalls();
        ReentrantERC20 money = ReentrantERC20(address(currency));
        for (uint256 i = 0; i < calls.length; i++) {
            money.setCall(address(orders), calls[i]);
            buy(itemListing(), 1);
            assertGuarded(money);
            money.setCall(address(orders), calls[i]);
            orders.collectFees();
            assertGuarded(money);
        }
    }

    function test_Reentrancy_FromABuyersHook() public {
        bytes[] memory calls = guardedCalls();
        vm.prank(address(receiver));
        currency.approve(address(orders), type(uint256).max);
        currency.mint(address(receiver), 100 * PRICE);
        for (uint256 i = 0; i < calls.length; i++) {
            SignedListing memory listing = stackListing(3);
            bytes memory signed = sign(listing);
            receiver.setCall(address(orders), calls[i]);
            vm.prank(address(receiver));
            orders.buySigned(listing, 3, signed);
            assertGuarded(receiver);
            assertEq(stacks.balanceOf(address(receiver), listing.tokenId), 3);
        }
    }

    /// @dev The buyer's own hook cannot buy the rest twice, and cancels only what comes after.
    function test_Reentrancy_ACancelFromTheHookChangesOnlyWhatComesAfter() public {
        vm.prank(address(receiver));
        currency.approve(address(orders), type(uint256).max);
        currency.mint(address(receiver), 100 * PRICE);
        SignedListing memory listing = stackListing(3);
        receiver.setCall(address(orders), abi.encodeCall(IOrderNonces.cancelOrders, (nonces(listing.nonce))));
        bytes memory signed = sign(listing);
        vm.prank(address(receiver));
        orders.buySigned(listing, 1, signed);
        assertTrue(receiver.succeeded());
        // The receiver's nonce, not the seller's.
        assertTrue(orders.isOrderNonceUsed(address(receiver), listing.nonce));
        assertFalse(orders.isOrderNonceUsed(seller, listing.nonce));
        buy(listing, 2);

        receiver.setCall(address(orders), abi.encodeCall(IOrderNonces.bumpCounter, ()));
        listing = stackListing(1);
        signed = sign(listing);
        vm.prank(address(receiver));
        orders.buySigned(listing, 1, signed);
        assertGt(orders.counterOf(address(receiver)), 0);
    }

    function test_rule32_ABuyerThatRefusesUnitsUndoesTheTrade() public {
        RefusingReceiver refusing = new RefusingReceiver();
        currency.mint(address(refusing), PRICE);
        vm.prank(address(refusing));
        currency.approve(address(orders), PRICE);
        SignedListing memory listing = stackListing(1);
        bytes memory signed = sign(listing);
        vm.expectRevert(RefusingReceiver.Refused.selector);
        vm.prank(address(refusing));
        orders.buySigned(listing, 1, signed);
        assertEq(currency.balanceOf(address(refusing)), PRICE);
        assertFalse(orders.isOrderNonceUsed(seller, listing.nonce));
        buy(listing, 1);
    }
}
