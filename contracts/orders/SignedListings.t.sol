// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {TokenStandard} from "../interfaces/IItems.sol";
import {IOrderNonces} from "../interfaces/IOrderNonces.sol";
import {IOrderTrades} from "../interfaces/IOrderTrades.sol";
import {ISignedListings, SignedListing} from "../interfaces/ISignedListings.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {Vm} from "../test-support/Vm.sol";
import {IERC1155Errors, IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract SignedListingsTest is OrdersFixture {
    function test_rule36_Buy_RevertWhen_Paused() public {
        SignedListing memory listing = itemListing();
        pause();
        expectBuyRevert(listing, 1, abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(admin);
        orders.unpause();
        buy(listing, 1);
    }

    function test_Buy_RevertWhen_Expired() public {
        SignedListing memory listing = stackListing(2);
        listing.expiry = NOW + 1 hours;
        vm.warp(NOW + 1 hours - 1);
        buy(listing, 1);
        vm.warp(NOW + 1 hours);
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(IOrderTrades.OrderExpired.selector, idOf(listing), NOW + 1 hours)
        );
    }

    function test_Buy_RevertWhen_TheItemIsTheCurrency() public {
        // An allowance to pay with is no permission to be sold.
        SignedListing memory listing = listingOf(address(currency), TokenStandard.ERC721, 5 ether, 1);
        fund(seller, 5 ether);
        expectBuyRevert(listing, 1, abi.encodeWithSelector(IOrderTrades.UnsupportedToken.selector, address(currency)));
    }

    function test_Buy_RevertWhen_TheTokenHasNoCode() public {
        SignedListing memory listing = listingOf(carol, TokenStandard.ERC721, 1, 1);
        bytes memory signed = sign(listing);
        vm.expectRevert();
        vm.prank(alice);
        orders.buySigned(listing, 1, signed);
        assertEq(currency.balanceOf(seller), 0);
    }

    function test_Buy_RevertWhen_TheStandardIsTheOther() public {
        SignedListing memory listing = itemListing();
        listing.standard = TokenStandard.ERC1155;
        bytes memory signed = sign(listing);
        vm.expectRevert();
        vm.prank(alice);
        orders.buySigned(listing, 1, signed);
        listing = stackListing(1);
        listing.standard = TokenStandard.ERC721;
        signed = sign(listing);
        vm.expectRevert();
        vm.prank(alice);
        orders.buySigned(listing, 1, signed);
    }

    function test_rule35_Buy_RevertWhen_TheCallerIsNotTheTaker() public {
        SignedListing memory listing = itemListing();
        listing.taker = bob;
        bytes memory signed = sign(listing);
        expectBuyRevert(listing, 1, abi.encodeWithSelector(ISignedListings.NotTaker.selector, idOf(listing), alice));
        vm.prank(bob);
        orders.buySigned(listing, 1, signed);
        assertEq(items.ownerOf(listing.tokenId), bob);
    }

    function testFuzz_Buy_RevertWhen_AnItemIsListedMoreThanOnce(uint256 quantity) public {
        vm.assume(quantity != 1);
        SignedListing memory listing = itemListing();
        listing.quantity = quantity;
        expectBuyRevert(listing, 1, abi.encodeWithSelector(IOrderTrades.NotASingleItem.selector, quantity));
    }

    function testFuzz_rule34_Buy_RevertWhen_TheFeeIsAboveTheMaximum(uint256 feeBps, uint256 maxFeeBps) public {
        feeBps = bound(feeBps, 1, 1_000);
        maxFeeBps = bound(maxFeeBps, 0, feeBps - 1);
        vm.prank(admin);
        orders.setFee(feeBps);
        SignedListing memory listing = itemListing();
        listing.maxFeeBps = maxFeeBps;
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(ISignedListings.FeeAboveMaximum.selector, feeBps, maxFeeBps)
        );
        listing.maxFeeBps = feeBps;
        buy(listing, 1);
    }

    function test_Buy_RevertWhen_ThePriceIsOutOfRange() public {
        SignedListing memory listing = itemListing();
        listing.price = 0;
        expectBuyRevert(listing, 1, abi.encodeWithSelector(ICommonErrors.ZeroPrice.selector));
        listing.price = MAX_AMOUNT + 1;
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, MAX_AMOUNT + 1, MAX_AMOUNT)
        );
    }

    function testFuzz_Buy_RevertWhen_TheListedQuantityIsTooLarge(uint256 quantity) public {
        quantity = bound(quantity, uint256(type(uint64).max) + 1, type(uint256).max);
        SignedListing memory listing = stackListing(1);
        listing.quantity = quantity;
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, quantity, type(uint64).max)
        );
    }

    function test_Buy_RevertWhen_ZeroQuantity() public {
        expectBuyRevert(itemListing(), 0, abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector));
        expectBuyRevert(stackListing(5), 0, abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector));
    }

    function testFuzz_Buy_RevertWhen_MoreThanIsLeft(uint256 quantity) public {
        SignedListing memory listing = stackListing(5);
        buy(listing, 2);
        quantity = bound(quantity, 4, type(uint256).max);
        expectBuyRevert(
            listing,
            quantity,
            abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(listing), quantity, 3)
        );
        SignedListing memory single = itemListing();
        quantity = bound(quantity, 2, type(uint256).max);
        expectBuyRevert(
            single,
            quantity,
            abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(single), quantity, 1)
        );
    }

    function test_Buy_RevertWhen_TheBuyerCannotPay() public {
        SignedListing memory listing = itemListing();
        bytes memory signed = sign(listing);
        currency.mint(carol, PRICE);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(orders), 0, PRICE - FEE)
        );
        vm.prank(carol);
        orders.buySigned(listing, 1, signed);

        vm.prank(carol);
        currency.approve(address(orders), PRICE - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(orders), FEE - 1, FEE)
        );
        vm.prank(carol);
        orders.buySigned(listing, 1, signed);
        assertEq(currency.balanceOf(seller), 0);
    }

    function test_Buy_RevertWhen_TheSellerDoesNotOwnOrApprove() public {
        SignedListing memory listing = itemListing();
        vm.prank(seller);
        items.setApprovalForAll(address(orders), false);
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(orders), listing.tokenId)
        );
        approveItems(seller);
        approveItems(bob);
        vm.prank(seller);
        items.transferFrom(seller, bob, listing.tokenId);
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, seller, listing.tokenId, bob)
        );
        listing = stackListing(3);
        listing.quantity = 4;
        expectBuyRevert(
            listing,
            4,
            abi.encodeWithSelector(IERC1155Errors.ERC1155InsufficientBalance.selector, seller, 3, 4, listing.tokenId)
        );
    }

    function test_Buy_AnItem() public {
        SignedListing memory listing = itemListing();
        vm.expectEmit(address(orders));
        emit ISignedListings.SignedListingBought(
            idOf(listing),
            seller,
            alice,
            address(items),
            listing.tokenId,
            1,
            PRICE,
            FEE,
            0,
            listing.nonce
        );
        assertEq(buy(listing, 1), PRICE);
        assertEq(items.ownerOf(listing.tokenId), alice);
        assertEq(currency.balanceOf(seller), PRICE - FEE);
        assertEq(currency.balanceOf(address(orders)), FEE);
        assertEq(currency.balanceOf(alice), 1_000_000 ether - PRICE);
        assertEq(orders.totalOwed(), 0);
        assertTrue(orders.isOrderNonceUsed(seller, listing.nonce));
    }

    function testFuzz_Buy_PartOfAStack(uint256 price, uint256 quantity, uint256 bought) public {
        SignedListing memory listing = stackListing(quantity = bound(quantity, 2, type(uint64).max));
        listing.price = price = bound(price, 1, MAX_AMOUNT);
        bought = bound(bought, 1, quantity - 1);
        currency.mint(alice, price * quantity);
        uint256 before = currency.balanceOf(alice);
        uint256 total = price * bought;
        uint256 fee = (total * FEE_BPS + 9_999) / 10_000;

        vm.expectEmit(address(orders));
        emit IOrderNonces.OrderPartlyFilled(idOf(listing), seller, listing.nonce, quantity - bought);
        assertEq(buy(listing, bought), total);
        assertEq(stacks.balanceOf(alice, listing.tokenId), bought);
        assertEq(currency.balanceOf(alice), before - total);
        assertEq(currency.balanceOf(seller), total - fee);
        assertEq(surplus(), fee);
        assertEq(orders.filledOf(seller, listing.nonce), bought);
        assertFalse(orders.isOrderNonceUsed(seller, listing.nonce));

        buy(listing, quantity - bought);
        assertEq(stacks.balanceOf(alice, listing.tokenId), quantity);
        assertTrue(orders.isOrderNonceUsed(seller, listing.nonce));
        expectUsed(listing);
    }

    function test_Buy_TheSmallestPriceLeavesTheSellerNothingAndNobodyLoses() public {
        SignedListing memory listing = itemListing();
        listing.price = 1;
        buy(listing, 1);
        assertEq(currency.balanceOf(seller), 0);
        assertEq(surplus(), 1);
    }

    function test_Buy_WithoutAFee() public {
        vm.prank(admin);
        orders.setFee(0);
        buy(itemListing(), 1);
        assertEq(currency.balanceOf(seller), PRICE);
        assertEq(currency.balanceOf(address(orders)), 0);
    }

    // Whom it goes to

    function buyFor(SignedListing memory listing, uint256 quantity, address recipient) internal returns (uint256) {
        bytes memory signed = sign(listing);
        vm.prank(alice);
        return orders.buySignedFor(listing, quantity, recipient, signed);
    }

    function test_BuyFor_HandsTheItemToTheRecipient() public {
        SignedListing memory listing = itemListing();
        bytes32 id = idOf(listing);
        vm.expectEmit(address(orders));
        emit ISignedListings.SignedListingBought(
            id,
            seller,
            alice,
            address(items),
            listing.tokenId,
            1,
            PRICE,
            FEE,
            0,
            listing.nonce
        );
        vm.expectEmit(address(orders));
        emit ISignedListings.OrderSentOn(id, carol);
        assertEq(buyFor(listing, 1, carol), PRICE);
        assertEq(items.ownerOf(listing.tokenId), carol);
        assertEq(currency.balanceOf(alice), 1_000_000 ether - PRICE);
        assertTrue(orders.isOrderNonceUsed(seller, listing.nonce));

        listing = stackListing(5);
        buyFor(listing, 2, carol);
        assertEq(stacks.balanceOf(carol, listing.tokenId), 2);
    }

    function test_BuyFor_TheCallerIsToldOnce() public {
        SignedListing memory listing = itemListing();
        vm.recordLogs();
        buyFor(listing, 1, alice);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            assertNotEq(logs[i].topics[0], ISignedListings.OrderSentOn.selector);
        }
        assertEq(items.ownerOf(listing.tokenId), alice);
    }

    function test_BuyFor_RevertWhen_NobodyCouldTakeItOut() public {
        SignedListing memory listing = itemListing();
        bytes memory signed = sign(listing);
        address[2] memory recipients = [address(0), address(orders)];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, recipients[i]));
            vm.prank(alice);
            orders.buySignedFor(listing, 1, recipients[i], signed);
        }
    }

    /// @dev Who may buy is who pays, not who receives.
    function test_rule35_BuyFor_RevertWhen_OnlyTheRecipientIsTheTaker() public {
        SignedListing memory listing = itemListing();
        listing.taker = bob;
        bytes memory signed = sign(listing);
        vm.expectRevert(abi.encodeWithSelector(ISignedListings.NotTaker.selector, idOf(listing), alice));
        vm.prank(alice);
        orders.buySignedFor(listing, 1, bob, signed);
        vm.prank(bob);
        orders.buySignedFor(listing, 1, carol, signed);
        assertEq(items.ownerOf(listing.tokenId), carol);
    }

    function test_rule36_BuyFor_RevertWhen_Paused() public {
        SignedListing memory listing = itemListing();
        bytes memory signed = sign(listing);
        pause();
        vm.expectRevert(abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(alice);
        orders.buySignedFor(listing, 1, carol, signed);
    }

    function test_BuyFor_RevertWhen_TheRecipientRefusesUnits() public {
        SignedListing memory listing = stackListing(3);
        bytes memory signed = sign(listing);
        address refusing = address(new RefusingReceiver());
        vm.expectRevert(RefusingReceiver.Refused.selector);
        vm.prank(alice);
        orders.buySignedFor(listing, 1, refusing, signed);
        assertEq(orders.filledOf(seller, listing.nonce), 0);
    }

    // Prices that fall

    function testFuzz_Buy_PaysWhatTheFallHasReached(
        uint256 price,
        uint256 endPrice,
        uint256 start,
        uint256 duration,
        uint256 time_
    ) public {
        SignedListing memory listing = fallingListing(5);
        listing.endPrice = endPrice = bound(endPrice, 1, MAX_AMOUNT - 1);
        listing.price = price = bound(price, endPrice + 1, MAX_AMOUNT);
        listing.fallStart = start = bound(start, 0, NOW + 1 days);
        listing.fallEnd = start + (duration = bound(duration, 1, 3650 days));
        time_ = bound(time_, NOW, NOW + 3650 days);
        vm.warp(time_);

        uint256 expected = price;
        if (time_ >= start + duration) {
            expected = endPrice;
        } else if (time_ > start) {
            // The exact price is a fraction over `duration`, rounded up.
            expected = (price * (start + duration - time_) + endPrice * (time_ - start) + duration - 1) / duration;
        }
        assertEq(orders.signedPriceOf(listing), expected);
        currency.mint(alice, 2 * expected);
        uint256 before = currency.balanceOf(alice);
        assertEq(buy(listing, 2), 2 * expected);
        assertEq(currency.balanceOf(alice), before - 2 * expected);
    }

    function test_Buy_PartsOfAFallingStackEachAtTheirPrice() public {
        SignedListing memory listing = fallingListing(5);
        assertEq(buy(listing, 1), PRICE);
        vm.warp(NOW + 12 hours);
        assertEq(buy(listing, 1), PRICE - (PRICE - PRICE / 5) / 2);
        vm.warp(NOW + 30 days);
        assertEq(buy(listing, 3), (3 * PRICE) / 5);
        expectUsed(listing);
    }

    function test_Buy_AFixedPriceDoesNotFall() public {
        SignedListing memory listing = itemListing();
        vm.warp(NOW + 3650 days);
        assertEq(orders.signedPriceOf(listing), PRICE);
        assertEq(buy(listing, 1), PRICE);
    }

    function test_Buy_RevertWhen_TheFallIsNotWhole() public {
        uint256[3][6] memory falls = [
            // To nothing, to the same, upwards.
            [uint256(0), NOW, NOW + 1 days],
            [PRICE, NOW, NOW + 1 days],
            [PRICE + 1, NOW, NOW + 1 days],
            // In no time, backwards, at no time.
            [PRICE / 5, NOW, NOW],
            [PRICE / 5, NOW + 1 days, NOW],
            [PRICE / 5, 0, 0]
        ];
        for (uint256 i = 0; i < falls.length; i++) {
            SignedListing memory listing = fallingListing(1);
            (listing.endPrice, listing.fallStart, listing.fallEnd) = (falls[i][0], falls[i][1], falls[i][2]);
            bytes memory reason = abi.encodeWithSelector(
                ISignedListings.InvalidFall.selector,
                PRICE,
                falls[i][0],
                falls[i][1],
                falls[i][2]
            );
            expectBuyRevert(listing, 1, reason);
            vm.expectRevert(reason);
            orders.signedPriceOf(listing);
        }
    }

    function testFuzz_Buy_RevertWhen_AFallStartsOutOfRange(uint256 price) public {
        SignedListing memory listing = fallingListing(1);
        listing.price = price = bound(price, MAX_AMOUNT + 1, type(uint256).max);
        vm.warp(listing.fallEnd);
        expectBuyRevert(listing, 1, abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, price, MAX_AMOUNT));
    }

    // What never revives

    function expectUsed(SignedListing memory listing) internal {
        expectBuyRevert(
            listing,
            1,
            abi.encodeWithSelector(IOrderNonces.OrderNonceUsed.selector, listing.seller, listing.nonce)
        );
    }

    function test_Buy_AFilledListingDoesNotReviveWhenTheItemComesBack() public {
        SignedListing memory listing = itemListing();
        buy(listing, 1);
        vm.prank(alice);
        items.transferFrom(alice, seller, listing.tokenId);
        expectUsed(listing);

        listing = stackListing(3);
        buy(listing, 3);
        vm.prank(alice);
        stacks.safeTransferFrom(alice, seller, listing.tokenId, 3, "");
        expectUsed(listing);
    }

    function test_Buy_ACancelledListingDoesNotReviveWhenTheItemComesBack() public {
        SignedListing memory listing = itemListing();
        vm.startPrank(seller);
        orders.cancelOrders(nonces(listing.nonce));
        items.transferFrom(seller, bob, listing.tokenId);
        vm.stopPrank();
        vm.prank(bob);
        items.transferFrom(bob, seller, listing.tokenId);
        expectUsed(listing);

        listing = stackListing(3);
        buy(listing, 1);
        vm.prank(seller);
        orders.cancelOrders(nonces(listing.nonce));
        expectUsed(listing);
    }

    function test_Buy_ListingsOfAnOldCounterDoNotRevive() public {
        SignedListing memory listing = itemListing();
        SignedListing memory stack = stackListing(3);
        buy(stack, 1);
        vm.prank(seller);
        uint256 counter = orders.bumpCounter();
        bytes memory reason = abi.encodeWithSelector(IOrderNonces.CounterMismatch.selector, seller, 0, counter);
        expectBuyRevert(listing, 1, reason);
        expectBuyRevert(stack, 1, reason);
        listing.counter = counter;
        buy(listing, 1);
        // The same nonce stays filled as far as it was.
        stack.counter = counter;
        expectBuyRevert(stack, 3, abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(stack), 3, 2));
    }

    /// @dev A new price under the same nonce: whoever buys at which of the two, no more is sold than was for sale.
    function test_Buy_TwoListingsOfOneNonceShareTheirUnits() public {
        SignedListing memory listing = stackListing(10);
        SignedListing memory cheaper = listing;
        buy(listing, 6);
        cheaper.price = PRICE / 2;
        expectBuyRevert(
            cheaper,
            5,
            abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(cheaper), 5, 4)
        );
        buy(cheaper, 4);
        expectUsed(cheaper);

        listing = stackListing(10);
        buy(listing, 6);
        SignedListing memory smaller = stackListing(5);
        smaller.nonce = listing.nonce;
        expectBuyRevert(
            smaller,
            1,
            abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(smaller), 1, 0)
        );
    }
}
