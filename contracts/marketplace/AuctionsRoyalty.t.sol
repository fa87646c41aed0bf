// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {IVault} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RoyaltyERC721, RoyaltyMood} from "../mocks/RoyaltyERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract AuctionsRoyaltyTest is MarketplaceFixture {
    RoyaltyERC721 internal art;
    address internal artist;
    uint256 private _lastArt;

    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setUp() public override {
        super.setUp();
        art = new RoyaltyERC721();
        artist = makeAddr("artist");
        deposit(alice, 10 * PRICE);
        fund(alice, 10 * PRICE);
    }

    /// @dev The seller auctions a new work with a buyout, and allows a royalty of `maxRoyaltyBps`.
    function auctionArt(uint256 maxRoyaltyBps) internal returns (Auction memory terms, bytes32 id) {
        AuctionParams memory params = auctionParams();
        setMaxRoyalty(params, maxRoyaltyBps);
        setBuyout(params, PRICE);
        uint256 tokenId = ++_lastArt;
        art.mint(seller, tokenId);
        terms = auctionTerms(address(art), tokenId, 1, params);
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        art.safeTransferFrom(seller, address(marketplace), tokenId, auctionData(params));
    }

    function expectedRoyalty(uint256 amount, uint256 asked, uint256 maxBps) internal pure returns (uint256 royalty) {
        royalty = (amount * maxBps) / 10_000;
        if (asked < royalty) royalty = asked;
        uint256 rest = amount - feeOf(amount);
        if (rest < royalty) royalty = rest;
    }

    function feeOf(uint256 amount) internal pure returns (uint256) {
        return (amount * FEE_BPS + 9_999) / 10_000;
    }

    function assertShared(uint256 amount, uint256 royalty) internal view {
        assertEq(currency.balanceOf(artist), royalty);
        assertEq(currency.balanceOf(seller), amount - feeOf(amount) - royalty);
        assertEq(surplus(), feeOf(amount));
    }

    function testFuzz_rule34_Settle_PaysTheRoyaltyWithinTheSellersTerms(
        uint256 amount,
        uint256 asked,
        uint256 maxBps
    ) public {
        amount = bound(amount, RESERVE, 10 * PRICE);
        maxBps = bound(maxBps, 0, 10_000);
        art.ask(artist, asked);
        (Auction memory terms, bytes32 id) = auctionArt(maxBps);
        warpToSettlement(terms);
        uint256 royalty = expectedRoyalty(amount, asked, maxBps);
        Settlement memory outcome = outcomeOf(alice, amount);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionSettled(
            id,
            alice,
            amount,
            feeOf(amount),
            royalty,
            keccak256(abi.encodePacked(settler)),
            outcome.nonce
        );
        settleForAlice(terms, amount, outcome);
        assertShared(amount, royalty);
        assertEq(art.ownerOf(terms.tokenId), alice);
    }

    function testFuzz_rule34_Finalize_PaysTheRoyaltyWithinTheSellersTerms(uint256 asked, uint256 maxBps) public {
        maxBps = bound(maxBps, 0, 10_000);
        art.ask(artist, asked);
        (Auction memory terms, ) = auctionArt(maxBps);
        vm.prank(alice);
        marketplace.postBid(terms, RESERVE, false);
        finalize(terms);
        assertShared(RESERVE, expectedRoyalty(RESERVE, asked, maxBps));
        assertEq(art.ownerOf(terms.tokenId), alice);
    }

    function testFuzz_rule34_Buyout_PaysTheRoyaltyWithinTheSellersTerms(uint256 asked, uint256 maxBps) public {
        maxBps = bound(maxBps, 0, 10_000);
        art.ask(artist, asked);
        (Auction memory terms, bytes32 id) = auctionArt(maxBps);
        uint256 royalty = expectedRoyalty(PRICE, asked, maxBps);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionBoughtOut(id, alice, alice, PRICE, feeOf(PRICE), royalty);
        vm.prank(alice);
        marketplace.buyoutAuction(terms, alice, false);
        assertShared(PRICE, royalty);
    }

    /// @dev A collection that raises its royalty after the item went into escrow gets no more than the seller agreed to.
    function test_rule34_ARoyaltyRaisedLaterIsStillCapped() public {
        art.ask(artist, 1 ether);
        (Auction memory terms, ) = auctionArt(250);
        art.ask(artist, type(uint256).max);
        warpToSettlement(terms);
        settleForAlice(terms, PRICE);
        assertShared(PRICE, PRICE / 40);
    }

    function test_rule33_WhateverTheCollectionAnswersTheSaleStands() public {
        RoyaltyMood[5] memory moods = [
            RoyaltyMood.Reverts,
            RoyaltyMood.BurnsGas,
            RoyaltyMood.ReturnsTooLittle,
            RoyaltyMood.NamesNoAddress,
            RoyaltyMood.Answers
        ];
        for (uint256 i = 0; i < moods.length; i++) {
            art = new RoyaltyERC721();
            // The one that answers names the Marketplace itself.
            art.ask(moods[i] == RoyaltyMood.Answers ? address(marketplace) : artist, 10 ether);
            art.setMood(moods[i]);
            (Auction memory terms, ) = auctionArt(1_000);
            warpToSettlement(terms);
            settleForAlice(terms, PRICE);
            assertEq(art.ownerOf(terms.tokenId), alice);
            vm.warp(NOW);
        }
        assertEq(currency.balanceOf(artist), 0);
        assertEq(currency.balanceOf(seller), 5 * (PRICE - PRICE / 20));
        assertEq(surplus(), 5 * (PRICE / 20));
    }

    function test_rule16_ARoyaltyThatCannotBePushedBecomesCredit() public {
        BlacklistERC20(address(currency)).setListed(artist, true);
        art.ask(artist, 10 ether);
        (Auction memory terms, bytes32 id) = auctionArt(1_000);
        warpToSettlement(terms);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(artist, id, 10 ether);
        settleForAlice(terms, PRICE);
        assertVault(artist, 0, 0, 10 ether);
        assertEq(currency.balanceOf(seller), PRICE - PRICE / 20 - 10 ether);
        assertEq(surplus(), PRICE / 20);
        vm.prank(artist);
        marketplace.withdrawCredit(carol);
        assertEq(currency.balanceOf(carol), 10 ether);
    }
}
