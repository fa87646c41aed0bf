// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IListings, Listing, ListingParams, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {ListingSchedule, ListingScheduleLib} from "../libraries/ListingSchedule.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract ListingsBuyTest is MarketplaceFixture {
    function setUp() public override {
        super.setUp();
        fund(alice, 1_000_000 ether);
    }

    function expectBuyRevert(
        Listing memory terms,
        uint256 quantity,
        uint256 maxTotal,
        address recipient,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(alice);
        marketplace.buy(terms, quantity, maxTotal, recipient);
    }

    function expectNotActive(Listing memory terms) internal {
        bytes32 id = marketplace.listingId(terms);
        bytes memory reason = abi.encodeWithSelector(IListings.ListingNotActive.selector, id);
        expectBuyRevert(terms, 1, type(uint256).max, alice, reason);
    }

    function test_Buy_RevertWhen_Paused() public {
        (Listing memory terms, ) = listItem(listingParams());
        pause();
        expectBuyRevert(terms, 1, PRICE, alice, abi.encodeWithSelector(Pausable.EnforcedPause.selector));
        vm.prank(admin);
        marketplace.unpause();
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
    }

    function test_Buy_RevertWhen_SoldOrCancelled() public {
        (Listing memory terms, ) = listItem(listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        expectNotActive(terms);

        (terms, ) = listItem(listingParams());
        vm.prank(seller);
        marketplace.cancelListing(terms);
        expectNotActive(terms);
    }

    function test_rule01_Buy_RevertWhen_AnyTermDiffers() public {
        (Listing memory terms, ) = listStack(5, fixedPrice(PRICE, NOW + 1 days, 3));
        address token = terms.token;
        terms.seller = bob;
        expectNotActive(terms);
        terms.seller = seller;
        terms.token = address(items);
        expectNotActive(terms);
        terms.token = token;
        terms.tokenId += 1;
        expectNotActive(terms);
        terms.tokenId -= 1;
        terms.quantity = 6;
        expectNotActive(terms);
        terms.quantity = 5;
        ListingSchedule schedule = terms.schedule;
        terms.schedule = ListingScheduleLib.pack(0, 0, 0, 0).listed(NOW);
        expectNotActive(terms);
        terms.schedule = ListingScheduleLib.pack(0, 0, 0, uint40(NOW + 1 days)).listed(NOW + 1);
        expectNotActive(terms);
        terms.schedule = schedule;
        terms.taker = alice;
        expectNotActive(terms);
        terms.taker = address(0);
        terms.salt = 4;
        expectNotActive(terms);
        terms.salt = 3;
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
    }

    function test_Buy_RevertWhen_Expired() public {
        (Listing memory terms, bytes32 id) = listStack(2, fixedPrice(PRICE, NOW + 1 hours, 0));
        vm.warp(NOW + 1 hours - 1);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        vm.warp(NOW + 1 hours);
        bytes memory reason = abi.encodeWithSelector(IListings.ListingExpired.selector, id, NOW + 1 hours);
        expectBuyRevert(terms, 1, PRICE, alice, reason);
        vm.warp(NOW + 9 days);
        expectBuyRevert(terms, 1, PRICE, alice, reason);
    }

    function test_Buy_RevertWhen_ZeroQuantity() public {
        (Listing memory terms, ) = listStack(5, listingParams());
        expectBuyRevert(terms, 0, PRICE, alice, abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector));
    }

    function testFuzz_Buy_RevertWhen_MoreThanIsLeft(uint256 quantity) public {
        (Listing memory terms, bytes32 id) = listStack(5, listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 2, 2 * PRICE, alice);
        quantity = bound(quantity, 4, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(IListings.QuantityUnavailable.selector, id, quantity, 3);
        expectBuyRevert(terms, quantity, type(uint256).max, alice, reason);
    }

    function testFuzz_Buy_RevertWhen_PriceAboveMaximum(uint256 price, uint256 quantity, uint256 maxTotal) public {
        price = bound(price, 1, MAX_AMOUNT);
        quantity = bound(quantity, 1, type(uint64).max);
        (Listing memory terms, bytes32 id) = listStack(quantity, fixedPrice(price, 0, 0));
        uint256 total = price * quantity;
        maxTotal = bound(maxTotal, 0, total - 1);
        bytes memory reason = abi.encodeWithSelector(IListings.PriceAboveMaximum.selector, id, total, maxTotal);
        expectBuyRevert(terms, quantity, maxTotal, alice, reason);
    }

    function test_Buy_RevertWhen_PriceRoseSinceTheBuyerSawIt() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.prank(seller);
        marketplace.updatePrice(terms, PRICE + 1);
        bytes memory reason = abi.encodeWithSelector(IListings.PriceAboveMaximum.selector, id, PRICE + 1, PRICE);
        expectBuyRevert(terms, 1, PRICE, alice, reason);

        vm.prank(seller);
        marketplace.updatePrice(terms, PRICE - 1);
        vm.prank(alice);
        assertEq(marketplace.buy(terms, 1, PRICE, alice), PRICE - 1);
    }

    function test_Buy_RevertWhen_RecipientIsInvalid() public {
        (Listing memory terms, ) = listItem(listingParams());
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0));
        expectBuyRevert(terms, 1, PRICE, address(0), reason);
        reason = abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace));
        expectBuyRevert(terms, 1, PRICE, address(marketplace), reason);
    }

    function test_Buy_RevertWhen_TheBuyerCannotPay() public {
        (Listing memory terms, ) = listItem(listingParams());
        uint256 proceeds = PRICE - PRICE / 20;
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(marketplace), 0, proceeds)
        );
        vm.prank(bob);
        marketplace.buy(terms, 1, PRICE, bob);

        // Enough for the seller, one unit short of the fee.
        fund(bob, PRICE - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, bob, PRICE / 20 - 1, PRICE / 20)
        );
        vm.prank(bob);
        marketplace.buy(terms, 1, PRICE, bob);
        assertEq(currency.balanceOf(seller), 0);
        assertEq(items.ownerOf(terms.tokenId), address(marketplace));
    }

    function test_rule31_Buy_RevertWhen_TheItemCannotMove() public {
        RevertingERC721 frozen = new RevertingERC721();
        frozen.mint(seller, 1);
        vm.prank(seller);
        frozen.safeTransferFrom(seller, address(marketplace), 1, listingData(listingParams()));
        frozen.setFrozen(true);
        Listing memory terms = listingTerms(address(frozen), 1, 1, listingParams());
        bytes32 id = marketplace.listingId(terms);

        uint256 before = currency.balanceOf(alice);
        expectBuyRevert(terms, 1, PRICE, alice, abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        assertEq(currency.balanceOf(alice), before);
        assertEq(currency.balanceOf(seller), 0);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Active));

        frozen.setFrozen(false);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertEq(frozen.ownerOf(1), alice);
    }

    function test_Buy_AnItemForSomebodyElse() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        uint256 fee = PRICE / 20;
        vm.expectEmit(address(marketplace));
        emit IListings.ListingBought(id, alice, bob, 1, PRICE, fee, 0);
        vm.prank(alice);
        assertEq(marketplace.buy(terms, 1, PRICE, bob), PRICE);

        assertEq(items.ownerOf(terms.tokenId), bob);
        assertEq(currency.balanceOf(seller), PRICE - fee);
        assertEq(currency.balanceOf(address(marketplace)), fee);
        assertEq(marketplace.totalOwed(), 0);
        ListingState memory state = marketplace.getListing(id);
        assertEq(uint256(state.status), uint256(ListingStatus.Ended));
        assertEq(state.remaining, 0);
    }

    function testFuzz_Buy_PartOfAStack(uint256 price, uint256 quantity, uint256 bought) public {
        price = bound(price, 1, MAX_AMOUNT);
        quantity = bound(quantity, 2, type(uint64).max);
        bought = bound(bought, 1, quantity - 1);
        uint256 total = price * bought;
        uint256 fee = (total * FEE_BPS + 9_999) / 10_000;
        fund(bob, price * quantity);
        (Listing memory terms, bytes32 id) = listStack(quantity, fixedPrice(price, 0, 0));

        vm.expectEmit(address(marketplace));
        emit IListings.ListingBought(id, bob, bob, bought, total, fee, 0);
        vm.prank(bob);
        assertEq(marketplace.buy(terms, bought, total, bob), total);

        assertEq(stacks.balanceOf(bob, terms.tokenId), bought);
        assertEq(currency.balanceOf(bob), price * (quantity - bought));
        assertEq(currency.balanceOf(seller), total - fee);
        assertEq(surplus(), fee);
        ListingState memory state = marketplace.getListing(id);
        assertEq(uint256(state.status), uint256(ListingStatus.Active));
        assertEq(state.remaining, quantity - bought);

        vm.prank(bob);
        marketplace.buy(terms, quantity - bought, type(uint256).max, bob);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Ended));
        assertEq(currency.balanceOf(bob), 0);
        assertEq(stacks.balanceOf(bob, terms.tokenId), quantity);
    }

    function test_Buy_TheSellerMayBuyHisOwn() public {
        (Listing memory terms, ) = listItem(listingParams());
        fund(seller, PRICE);
        vm.prank(seller);
        marketplace.buy(terms, 1, PRICE, seller);
        assertEq(items.ownerOf(terms.tokenId), seller);
        assertEq(currency.balanceOf(seller), PRICE - PRICE / 20);
    }

    function test_Buy_TwoListingsOfOneStackKeepApart() public {
        (Listing memory first, ) = listStack(5, listingParams());
        stacks.mint(seller, first.tokenId, 5);
        ListingParams memory params = fixedPrice(PRICE, 0, 1);
        vm.prank(seller);
        stacks.safeTransferFrom(seller, address(marketplace), first.tokenId, 5, listingData(params));
        Listing memory second = listingTerms(address(stacks), first.tokenId, 5, params);

        vm.prank(alice);
        marketplace.buy(first, 5, 5 * PRICE, alice);
        expectNotActive(first);
        assertEq(marketplace.getListing(marketplace.listingId(second)).remaining, 5);
        vm.prank(seller);
        marketplace.cancelListing(second);
        assertEq(stacks.balanceOf(seller, first.tokenId), 5);
    }
}
