// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IVault} from "../interfaces/IVault.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract VaultExitTest is MarketplaceFixture {
    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
    }

    function requestExit(uint256 amount) internal {
        vm.prank(alice);
        marketplace.requestExit(amount);
    }

    function executeExit(address recipient) internal {
        vm.prank(alice);
        marketplace.executeExit(recipient);
    }

    function expectNoExit(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IVault.NoExit.selector, account));
    }

    function expectNotReady(uint256 exitableAt) internal {
        vm.expectRevert(abi.encodeWithSelector(IVault.ExitNotReady.selector, alice, exitableAt));
        executeExit(alice);
    }

    // requestExit

    function test_RequestExit_RevertWhen_TheAmountIsZero() public {
        vm.expectRevert(ICommonErrors.ZeroQuantity.selector);
        requestExit(0);
    }

    function testFuzz_rule14_RequestExit_RevertWhen_AboveFree(uint256 amount) public {
        amount = bound(amount, 1_000 ether + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientFree.selector, alice, 1_000 ether, amount));
        requestExit(amount);
        vm.expectRevert(abi.encodeWithSelector(IVault.InsufficientFree.selector, bob, 0, amount));
        vm.prank(bob);
        marketplace.requestExit(amount);
    }

    function testFuzz_rule14_RequestExit_MovesFreeToExiting(uint256 amount) public {
        amount = bound(amount, 1, 1_000 ether);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitRequested(alice, amount, NOW + EXIT_DELAY);
        requestExit(amount);
        assertVault(alice, 1_000 ether - amount, amount, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, NOW + EXIT_DELAY);
        assertEq(marketplace.totalOwed(), 1_000 ether);
    }

    function testFuzz_rule14_RequestExit_ReplacesTheLastAndRestartsTheClock(uint256 first, uint256 second) public {
        first = bound(first, 1, 1_000 ether);
        second = bound(second, 1, 1_000 ether);
        requestExit(first);
        // Ripe, and yet not banked.
        vm.warp(NOW + EXIT_DELAY);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitCancelled(alice, first);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitRequested(alice, second, NOW + 2 * EXIT_DELAY);
        requestExit(second);
        assertVault(alice, 1_000 ether - second, second, 0);
        expectNotReady(NOW + 2 * EXIT_DELAY);
    }

    // cancelExit

    function test_CancelExit_RevertWhen_ThereIsNone() public {
        expectNoExit(alice);
        vm.prank(alice);
        marketplace.cancelExit();
        requestExit(1 ether);
        expectNoExit(bob);
        vm.prank(bob);
        marketplace.cancelExit();
    }

    function testFuzz_rule14_CancelExit_ReturnsItToFree(uint256 amount) public {
        amount = bound(amount, 1, 1_000 ether);
        requestExit(amount);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitCancelled(alice, amount);
        vm.prank(alice);
        marketplace.cancelExit();
        assertVault(alice, 1_000 ether, 0, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, 0);
        vm.warp(NOW + EXIT_DELAY);
        expectNoExit(alice);
        executeExit(alice);
    }

    // executeExit

    function test_ExecuteExit_RevertWhen_ThereIsNone() public {
        expectNoExit(alice);
        executeExit(alice);
        requestExit(1 ether);
        vm.warp(NOW + EXIT_DELAY);
        // Only the account itself.
        expectNoExit(bob);
        vm.prank(bob);
        marketplace.executeExit(bob);
        executeExit(alice);
        expectNoExit(alice);
        executeExit(alice);
    }

    function test_rule14_ExecuteExit_RevertWhen_TheDelayHasNotPassed() public {
        requestExit(1 ether);
        expectNotReady(NOW + EXIT_DELAY);
        vm.warp(NOW + EXIT_DELAY - 1);
        expectNotReady(NOW + EXIT_DELAY);
        vm.warp(NOW + EXIT_DELAY);
        executeExit(alice);
    }

    function test_ExecuteExit_RevertWhen_TheRecipientIsInvalid() public {
        requestExit(1 ether);
        vm.warp(NOW + EXIT_DELAY);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        executeExit(address(0));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        executeExit(address(marketplace));
        assertVault(alice, 999 ether, 1 ether, 0);
    }

    function testFuzz_rule14_ExecuteExit_PaysAnyRecipientWithoutAnybodysConsent(uint256 amount) public {
        amount = bound(amount, 1, 1_000 ether);
        requestExit(amount);
        vm.warp(NOW + EXIT_DELAY);
        vm.expectEmit(address(marketplace));
        emit IVault.ExitExecuted(alice, carol, amount);
        executeExit(carol);
        assertEq(currency.balanceOf(carol), amount);
        assertVault(alice, 1_000 ether - amount, 0, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, 0);
        assertEq(marketplace.totalOwed(), 1_000 ether - amount);
        assertEq(surplus(), 0);
    }

    function test_rule14_ExecuteExit_LaterDepositsNeverJoin() public {
        requestExit(400 ether);
        vm.warp(NOW + EXIT_DELAY - 1);
        deposit(alice, 50 ether);
        assertEq(marketplace.vaultOf(alice).exitableAt, NOW + EXIT_DELAY);
        vm.warp(NOW + EXIT_DELAY);
        executeExit(alice);
        assertEq(currency.balanceOf(alice), 400 ether);
        assertVault(alice, 650 ether, 0, 0);
    }

    function test_rule13_ExecuteExit_PaysWhatASettlementLeft() public {
        requestExit(900 ether);
        (Auction memory terms, ) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, 300 ether);
        assertVault(alice, 0, 700 ether, 0);
        vm.warp(NOW + EXIT_DELAY);
        executeExit(alice);
        assertEq(currency.balanceOf(alice), 700 ether);
        assertEq(marketplace.totalOwed(), 0);
    }

    /// @dev A bidder bids in the first second of the longest auction, asks for all his money in the next, and the relayer
    /// is silent until the very end. The cover is still there, and is there for EXIT_MARGIN more.
    function test_rule08_ExitOutlastsTheLongestAuction() public {
        AuctionParams memory params = auctionParams();
        setEnd(params, params.rules.start() + MAX_AUCTION - EXTENSION_LIMIT);
        (Auction memory terms, ) = auctionItem(params);
        requestExit(1_000 ether);

        uint256 hardEnd = NOW + MAX_AUCTION;
        vm.warp(hardEnd + GRACE);
        marketplace.finalizeAuction(terms);
        expectNotReady(NOW + EXIT_DELAY);
        vm.warp(hardEnd + GRACE + EXIT_MARGIN - 1);
        expectNotReady(NOW + EXIT_DELAY);
        settleForAlice(terms, 1_000 ether);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertVault(alice, 0, 0, 0);
        vm.warp(NOW + EXIT_DELAY);
        expectNoExit(alice);
        executeExit(alice);
    }

    function test_rule13_Settle_AnExitThatIsAllSpentIsNoExitAnyMore() public {
        requestExit(900 ether);
        (Auction memory terms, ) = auctionItem(auctionParams());
        (Auction memory later, ) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, 400 ether);
        assertVault(alice, 0, 600 ether, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, NOW + EXIT_DELAY);
        settleForAlice(later, 600 ether);
        assertVault(alice, 0, 0, 0);
        assertEq(marketplace.vaultOf(alice).exitableAt, 0);
        expectNoExit(alice);
        vm.prank(alice);
        marketplace.cancelExit();
    }

    function test_rule13_Exit_IsNoWayAroundASettlement() public {
        // Asking again and again only restarts the clock; what is exiting pays all the while.
        (Auction memory terms, ) = auctionItem(auctionParams());
        requestExit(1_000 ether);
        vm.warp(NOW + 1 hours);
        requestExit(1_000 ether);
        vm.prank(alice);
        marketplace.cancelExit();
        requestExit(999 ether);
        warpToSettlement(terms);
        settleForAlice(terms, 1_000 ether);
        assertVault(alice, 0, 0, 0);
    }
}
