// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus} from "../interfaces/IAuctions.sol";
import {Listing} from "../interfaces/IListings.sol";
import {Withdrawal} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

/// @notice Pause stops new business and traps nothing (MECHANISM.md 36).
contract MarketplacePauseTest is MarketplaceFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
    }

    // New business

    function test_rule36_Paused_NothingIsListed() public {
        uint256 item = newItem(seller);
        uint256 stack = newStack(seller, 5);
        pause();
        vm.startPrank(seller);
        items.approve(address(marketplace), item);
        stacks.setApprovalForAll(address(marketplace), true);
        vm.expectRevert(Pausable.EnforcedPause.selector);
        marketplace.list(address(items), item, 1, listingParams());
        vm.expectRevert(Pausable.EnforcedPause.selector);
        items.safeTransferFrom(seller, address(marketplace), item, listingData(listingParams()));
        vm.expectRevert(Pausable.EnforcedPause.selector);
        stacks.safeTransferFrom(seller, address(marketplace), stack, 5, listingData(listingParams()));
        vm.stopPrank();
        assertEq(items.ownerOf(item), seller);
        assertEq(stacks.balanceOf(seller, stack), 5);
    }

    function test_rule36_Paused_NothingIsAuctioned() public {
        uint256 item = newItem(seller);
        uint256 stack = newStack(seller, 5);
        pause();
        vm.startPrank(seller);
        items.approve(address(marketplace), item);
        vm.expectRevert(Pausable.EnforcedPause.selector);
        marketplace.createAuction(address(items), item, 1, auctionParams());
        vm.expectRevert(Pausable.EnforcedPause.selector);
        items.safeTransferFrom(seller, address(marketplace), item, auctionData(auctionParams()));
        vm.expectRevert(Pausable.EnforcedPause.selector);
        stacks.safeTransferFrom(seller, address(marketplace), stack, 5, auctionData(auctionParams()));
        vm.stopPrank();
    }

    function test_rule36_Paused_NothingIsBought() public {
        (Listing memory terms, ) = listItem(listingParams());
        fund(bob, PRICE);
        pause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(bob);
        marketplace.buy(terms, 1, PRICE, bob);
    }

    // Ways out

    function test_rule36_Paused_DepositIsOpen() public {
        pause();
        deposit(bob, 1 ether);
        assertVault(bob, 1 ether, 0, 0);
    }

    function test_rule36_Paused_WithdrawIsOpen() public {
        pause();
        Withdrawal memory consent = consentTo(1_000 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
        assertEq(currency.balanceOf(alice), 1_000 ether);
    }

    function test_rule36_Paused_ExitsAreOpen() public {
        pause();
        vm.startPrank(alice);
        marketplace.requestExit(1_000 ether);
        marketplace.cancelExit();
        marketplace.requestExit(1_000 ether);
        vm.stopPrank();
        vm.warp(NOW + EXIT_DELAY);
        vm.prank(alice);
        marketplace.executeExit(alice);
        assertEq(currency.balanceOf(alice), 1_000 ether);
    }

    function test_rule36_Paused_CancelsAreOpen() public {
        (Listing memory listing, ) = listItem(listingParams());
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        (Auction memory auction, ) = auctionItem(params);
        pause();
        vm.prank(seller);
        marketplace.cancelListing(listing);
        vm.prank(seller);
        marketplace.cancelAuction(auction);
        assertEq(items.ownerOf(listing.tokenId), seller);
        assertEq(items.ownerOf(auction.tokenId), seller);
    }

    function test_rule36_Paused_SettlementAndCreditAreOpen() public {
        (Auction memory terms, bytes32 id) = auctionItem(auctionParams());
        BlacklistERC20(address(currency)).setListed(seller, true);
        pause();
        warpToSettlement(terms);
        settleForAlice(terms, 100 ether);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Settled));
        vm.prank(seller);
        marketplace.withdrawCredit(carol);
        assertEq(currency.balanceOf(carol), 95 ether);
        assertEq(marketplace.collectFees(), 5 ether);
    }

    function test_rule36_Paused_FinalizeIsOpen() public {
        (Auction memory terms, ) = auctionItem(auctionParams());
        pause();
        finalize(terms);
        assertEq(items.ownerOf(terms.tokenId), seller);
    }

    function test_rule36_Paused_ClaimsAreOpen() public {
        (Listing memory terms, bytes32 id) = listStack(3, listingParams());
        RefusingReceiver wallet = new RefusingReceiver();
        fund(address(wallet), 3 * PRICE);
        vm.prank(address(wallet));
        marketplace.buy(terms, 3, 3 * PRICE, address(wallet));
        pause();
        vm.prank(address(wallet));
        marketplace.claimItem(id, bob);
        assertEq(stacks.balanceOf(bob, terms.tokenId), 3);
    }

    function test_rule36_Paused_SettlersCanBeReplaced() public {
        pause();
        vm.startPrank(admin);
        marketplace.addSettler(abi.encodePacked(bob));
        marketplace.removeSettler(abi.encodePacked(settler));
        vm.stopPrank();
        vm.warp(NOW + SETTLER_DELAY);
        assertTrue(marketplace.isSettler(abi.encodePacked(bob)));
    }

    /// @dev No relayer, no admin, paused for ever: money and items still come out, by their owners alone.
    function test_rule36_Paused_ForEverAndWithNoRelayerTrapsNothing() public {
        (Listing memory listing, ) = listStack(5, listingParams());
        (Auction memory auction, ) = auctionItem(auctionParams());
        vm.prank(admin);
        marketplace.removeSettler(abi.encodePacked(settler));
        pause();

        vm.prank(seller);
        marketplace.cancelListing(listing);
        vm.prank(alice);
        marketplace.requestExit(1_000 ether);
        finalize(auction);
        vm.warp(NOW + EXIT_DELAY);
        vm.prank(alice);
        marketplace.executeExit(alice);

        assertEq(stacks.balanceOf(seller, listing.tokenId), 5);
        assertEq(items.ownerOf(auction.tokenId), seller);
        assertEq(currency.balanceOf(alice), 1_000 ether);
        assertEq(currency.balanceOf(address(marketplace)), 0);
        assertEq(marketplace.totalOwed(), 0);
    }
}
