// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IListings, Listing, ListingParams} from "../interfaces/IListings.sol";
import {RoyaltyERC721, RoyaltyMood} from "../mocks/RoyaltyERC721.sol";
import {PermitERC20} from "../mocks/PermitERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {IVault} from "../interfaces/IVault.sol";

/// @notice Falling prices, private listings and royalties.
contract ListingsTermsTest is MarketplaceFixture {
    RoyaltyERC721 internal art;
    address internal artist;

    function setUp() public override {
        super.setUp();
        fund(alice, 1_000_000 ether);
        fund(bob, 1_000_000 ether);
        art = new RoyaltyERC721();
        artist = makeAddr("artist");
        art.ask(artist, 10 ether);
    }

    function newCurrency() internal override returns (PlainERC20) {
        return new PermitERC20();
    }

    function expectListRevert(ListingParams memory params, bytes memory reason) internal {
        uint256 tokenId = newItem(seller);
        vm.startPrank(seller);
        items.approve(address(marketplace), tokenId);
        vm.expectRevert(reason);
        marketplace.list(address(items), tokenId, 1, params);
        vm.stopPrank();
    }

    function listArt(uint256 maxRoyaltyBps) internal returns (Listing memory terms) {
        ListingParams memory params = listingParams();
        params.maxRoyaltyBps = maxRoyaltyBps;
        art.mint(seller, ++params.salt);
        terms = listingTerms(address(art), params.salt, 1, params);
        vm.prank(seller);
        art.safeTransferFrom(seller, address(marketplace), params.salt, listingData(params));
    }

    // A falling price

    function testFuzz_Buy_PaysThePriceOfTheSecond(
        uint256 price,
        uint256 endPrice,
        uint256 lasts,
        uint256 after_
    ) public {
        endPrice = bound(endPrice, 1, 1_000 ether - 1);
        price = bound(price, endPrice + 1, 1_000 ether);
        lasts = bound(lasts, 1, 365 days);
        ListingParams memory params = fallingPrice(price, endPrice, NOW, NOW + lasts);
        (Listing memory terms, ) = listItem(params);
        vm.warp(NOW + bound(after_, 0, 2 * lasts));
        uint256 passed = time() - NOW < lasts ? time() - NOW : lasts;
        uint256 expected = price - ((price - endPrice) * passed) / lasts;
        assertEq(marketplace.priceOf(terms), expected);

        uint256 before = currency.balanceOf(alice);
        vm.prank(alice);
        assertEq(marketplace.buy(terms, 1, price, alice), expected);
        assertEq(before - currency.balanceOf(alice), expected);
        assertEq(currency.balanceOf(seller) + surplus(), expected);
        assertEq(marketplace.priceOf(terms), 0);
    }

    function test_List_RevertWhen_TheFallIsWrong() public {
        ListingParams[5] memory wrong = [
            fallingPrice(PRICE, 0, NOW, NOW + 1),
            fallingPrice(PRICE, PRICE, NOW, NOW + 1),
            fallingPrice(PRICE, 1, NOW + 5, NOW + 5),
            fallingPrice(PRICE, 1, NOW - 5, NOW),
            fixedPrice(PRICE, 0, 0)
        ];
        wrong[4].schedule = wrong[4].schedule.listed(NOW);
        for (uint256 i = 0; i < wrong.length; i++) {
            bytes4 selector = IListings.InvalidSchedule.selector;
            expectListRevert(wrong[i], abi.encodeWithSelector(selector, wrong[i].schedule, PRICE));
        }
    }

    function test_UpdatePrice_RevertWhen_ItWouldNotFall() public {
        (Listing memory terms, ) = listItem(fallingPrice(PRICE, 50 ether, NOW, NOW + 100));
        bytes4 selector = IListings.InvalidSchedule.selector;
        vm.startPrank(seller);
        vm.expectRevert(abi.encodeWithSelector(selector, terms.schedule, 50 ether));
        marketplace.updatePrice(terms, 50 ether);
        marketplace.updatePrice(terms, 150 ether);
        vm.stopPrank();
        vm.warp(NOW + 50);
        assertEq(marketplace.priceOf(terms), 100 ether);
    }

    function test_rule02_AnIdThatIsForgottenCannotBeMadeAgain() public {
        (Listing memory terms, bytes32 id) = listStack(1, listingParams());
        vm.warp(NOW + 1);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, seller);
        bytes32 slot = keccak256(abi.encode(marketplace.getListing(id)));
        // The same parameters, unit and seller in another second: another listing.
        vm.startPrank(seller);
        stacks.safeTransferFrom(seller, address(marketplace), terms.tokenId, 1, listingData(listingParams()));
        vm.stopPrank();
        assertEq(keccak256(abi.encode(marketplace.getListing(id))), slot);
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingNotActive.selector, id));
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
    }

    // A private listing

    function test_rule35_Buy_RevertWhen_TheCallerIsNotTheTaker() public {
        ListingParams memory params = listingParams();
        params.taker = bob;
        (Listing memory terms, bytes32 id) = listItem(params);
        vm.expectRevert(abi.encodeWithSelector(IListings.NotTaker.selector, id, alice));
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, bob);
        vm.prank(bob);
        marketplace.buy(terms, 1, PRICE, alice);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    // Royalties

    function testFuzz_rule34_Buy_PaysTheRoyaltyWithinItsCap(uint256 asked, uint256 maxRoyaltyBps) public {
        maxRoyaltyBps = bound(maxRoyaltyBps, 0, 10_000);
        art.ask(artist, asked);
        Listing memory terms = listArt(maxRoyaltyBps);
        uint256 royalty = (PRICE * maxRoyaltyBps) / 10_000;
        if (royalty > PRICE - PRICE / 20) royalty = PRICE - PRICE / 20;
        if (asked < royalty) royalty = asked;
        vm.expectEmit(address(marketplace));
        emit IListings.ListingBought(marketplace.listingId(terms), alice, alice, 1, PRICE, PRICE / 20, royalty);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertEq(currency.balanceOf(artist), royalty);
        assertEq(currency.balanceOf(seller), PRICE - PRICE / 20 - royalty);
        assertEq(surplus(), PRICE / 20);
    }

    function test_rule34_List_AllOfThePriceMayBeRoyalty() public {
        Listing memory terms = listArt(10_000);
        assertEq(marketplace.getListing(marketplace.listingId(terms)).maxRoyaltyBps, 10_000);
    }

    function testFuzz_List_RevertWhen_TheRoyaltyIsAboveThePrice(uint256 maxRoyaltyBps) public {
        ListingParams memory params = listingParams();
        params.maxRoyaltyBps = bound(maxRoyaltyBps, 10_001, type(uint256).max);
        bytes4 selector = ICommonErrors.RoyaltyAboveMaximum.selector;
        expectListRevert(params, abi.encodeWithSelector(selector, params.maxRoyaltyBps, 10_000));
    }

    function test_rule33_Buy_WhateverTheCollectionAnswersTheSaleStands() public {
        RoyaltyMood[5] memory moods = [
            RoyaltyMood.Reverts,
            RoyaltyMood.BurnsGas,
            RoyaltyMood.ReturnsTooLittle,
            RoyaltyMood.NamesNoAddress,
            RoyaltyMood.Answers
        ];
        art.ask(address(marketplace), 10 ether);
        for (uint256 i = 0; i < moods.length; i++) {
            RoyaltyERC721 collection = new RoyaltyERC721();
            collection.ask(moods[i] == RoyaltyMood.Answers ? address(marketplace) : artist, 10 ether);
            collection.setMood(moods[i]);
            (art) = collection;
            Listing memory terms = listArt(1_000);
            vm.prank(alice);
            marketplace.buy{gas: 1_000_000}(terms, 1, PRICE, alice);
            assertEq(collection.ownerOf(terms.tokenId), alice);
        }
        assertEq(currency.balanceOf(artist), 0);
        assertEq(currency.balanceOf(seller), 5 * (PRICE - PRICE / 20));
    }

    function test_rule33_Buy_CopiesNoMoreOfAnAnswerThanTwoWords() public {
        art.setMood(RoyaltyMood.ReturnsTooMuch);
        Listing memory terms = listArt(1_000);
        vm.prank(alice);
        marketplace.buy{gas: 500_000}(terms, 1, PRICE, alice);
        assertEq(currency.balanceOf(artist), 10 ether);
    }

    function test_rule16_Buy_MoneyThatCannotBePushedBecomesCredit() public {
        BlacklistERC20(address(currency)).setListed(artist, true);
        BlacklistERC20(address(currency)).setListed(seller, true);
        Listing memory terms = listArt(1_000);
        bytes32 id = marketplace.listingId(terms);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(artist, id, 10 ether);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(seller, id, 85 ether);
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertVault(artist, 0, 0, 10 ether);
        assertVault(seller, 0, 0, 85 ether);
        assertEq(surplus(), 5 ether);
        vm.prank(seller);
        marketplace.withdrawCredit(carol);
        assertEq(currency.balanceOf(carol), 85 ether);
    }
}
