// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams} from "../interfaces/IAuctions.sol";
import {IListings, Listing, ListingParams, ListingStatus} from "../interfaces/IListings.sol";
import {IVault} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {RoyaltyERC721} from "../mocks/RoyaltyERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract CreditPurchasesTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    /// @dev Gives alice credit: a post of hers that was beaten.
    function giveCredit(uint256 amount) internal {
        AuctionParams memory params = auctionParams();
        (params.startPrice, params.reservePrice) = (1, 0);
        (Auction memory terms, ) = auctionItem(params);
        fund(alice, amount);
        vm.prank(alice);
        marketplace.postBid(terms, amount, false);
        fund(bob, 2 * amount);
        vm.prank(bob);
        marketplace.postBid(terms, 2 * amount, false);
        assertVault(alice, 0, 0, amount);
    }

    function buyWithCredit(Listing memory terms, uint256 quantity, uint256 maxTotal) internal returns (uint256) {
        vm.prank(alice);
        return marketplace.buyWithCredit(terms, quantity, maxTotal, carol);
    }

    function test_rule36_BuyWithCredit_RevertWhen_Paused() public {
        (Listing memory terms, ) = listItem(listingParams());
        pause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        buyWithCredit(terms, 1, PRICE);
    }

    function test_BuyWithCredit_RevertWhen_BuyWould() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        giveCredit(PRICE);
        vm.expectRevert(abi.encodeWithSelector(IListings.PriceAboveMaximum.selector, id, PRICE, PRICE - 1));
        buyWithCredit(terms, 1, PRICE - 1);
        assertEq(buyWithCredit(terms, 1, PRICE), PRICE);
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingNotActive.selector, id));
        buyWithCredit(terms, 1, PRICE);
    }

    /// @dev What is free covers bids: it pays for nothing else.
    function test_rule13_BuyWithCredit_RevertWhen_OnlyTheVaultCouldPay() public {
        (Listing memory terms, ) = listItem(listingParams());
        deposit(alice, PRICE);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 0, PRICE));
        buyWithCredit(terms, 1, PRICE);
    }

    function testFuzz_rule16_BuyWithCredit_CreditPaysFirstAndTheWalletTheRest(uint256 credit) public {
        credit = bound(credit, 1, 2 * PRICE);
        giveCredit(credit);
        (Listing memory terms, bytes32 id) = listStack(5, listingParams());
        uint256 spent = credit < PRICE ? credit : PRICE;
        fund(alice, PRICE - spent);

        vm.expectEmit(address(marketplace));
        emit IListings.ListingBought(id, alice, carol, 1, PRICE, PRICE / 20, 0);
        vm.expectEmit(address(marketplace));
        emit IVault.CreditSpent(alice, id, spent);
        assertEq(buyWithCredit(terms, 1, PRICE), PRICE);

        assertVault(alice, 0, 0, credit - spent);
        assertEq(currency.balanceOf(alice), 0);
        assertEq(currency.balanceOf(seller), PRICE - PRICE / 20);
        assertEq(surplus(), PRICE / 20);
        // Bob's post and what is left of alice's credit.
        assertEq(marketplace.totalOwed(), 3 * credit - spent);
        assertEq(stacks.balanceOf(carol, terms.tokenId), 1);
        assertEq(marketplace.getListing(id).remaining, 4);
    }

    function test_rule34_BuyWithCredit_PaysTheRoyalty() public {
        RoyaltyERC721 art = new RoyaltyERC721();
        address artist = makeAddr("artist");
        art.ask(artist, 10 ether);
        art.mint(seller, 1);
        ListingParams memory params = listingParams();
        params.maxRoyaltyBps = 250;
        Listing memory terms = listingTerms(address(art), 1, 1, params);
        vm.prank(seller);
        art.safeTransferFrom(seller, address(marketplace), 1, listingData(params));
        giveCredit(PRICE);
        buyWithCredit(terms, 1, PRICE);
        assertEq(currency.balanceOf(artist), PRICE / 40);
        assertEq(currency.balanceOf(seller), PRICE - PRICE / 20 - PRICE / 40);
        assertEq(surplus(), PRICE / 20);
        assertEq(art.ownerOf(1), carol);
    }

    function test_rule16_BuyWithCredit_ProceedsThatCannotBePushedBecomeCredit() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        giveCredit(PRICE);
        BlacklistERC20(address(currency)).setListed(seller, true);
        vm.expectEmit(address(marketplace));
        emit IVault.Credited(seller, id, PRICE - PRICE / 20);
        buyWithCredit(terms, 1, PRICE);
        assertVault(seller, 0, 0, PRICE - PRICE / 20);
        assertEq(surplus(), PRICE / 20);
    }

    function test_rule32_BuyWithCredit_RefusedUnitsWaitAsTheBuyersClaim() public {
        (Listing memory terms, bytes32 id) = listStack(5, listingParams());
        giveCredit(PRICE);
        RefusingReceiver refuser = new RefusingReceiver();
        vm.prank(alice);
        marketplace.buyWithCredit(terms, 1, PRICE, address(refuser));
        (, , uint256 quantity) = marketplace.claimOf(id, alice);
        assertEq(quantity, 1);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Active));
    }
}
