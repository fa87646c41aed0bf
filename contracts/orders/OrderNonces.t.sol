// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOrderNonces} from "../interfaces/IOrderNonces.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {Vm} from "../test-support/Vm.sol";

contract OrderNoncesTest is OrdersFixture {
    /// @dev The highest nonce that has a bit.
    uint256 internal constant LAST = type(uint256).max - 64;

    function test_Cancel_EndsManyAndPassesOverTheUsed() public {
        SignedListing memory listing = itemListing();
        buy(listing, 1);
        uint256[] memory many = new uint256[](4);
        (many[0], many[1], many[2], many[3]) = (listing.nonce, 191, 192, 191);
        vm.recordLogs();
        vm.prank(seller);
        orders.cancelOrders(many);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 2);
        for (uint256 i = 0; i < 2; i++) {
            assertEq(logs[i].topics[0], IOrderNonces.OrderCancelled.selector);
            assertEq(logs[i].topics[1], bytes32(uint256(uint160(seller))));
            assertEq(uint256(logs[i].topics[2]), 191 + i);
        }
    }

    function test_rule36_Cancel_WorksWhilePaused() public {
        pause();
        vm.expectEmit(address(orders));
        emit IOrderNonces.OrderCancelled(seller, 3);
        vm.prank(seller);
        orders.cancelOrders(nonces(3));
        assertTrue(orders.isOrderNonceUsed(seller, 3));
        vm.prank(seller);
        assertGt(orders.bumpCounter(), 0);
    }

    function testFuzz_Cancel_IsOneAccountsAndOneNonces(uint256 nonce, uint256 other) public {
        nonce = bound(nonce, 0, LAST);
        other = bound(other, 0, LAST);
        vm.assume(nonce != other);
        vm.prank(seller);
        orders.cancelOrders(nonces(nonce));
        assertTrue(orders.isOrderNonceUsed(seller, nonce));
        assertFalse(orders.isOrderNonceUsed(seller, other));
        assertFalse(orders.isOrderNonceUsed(alice, nonce));
        assertEq(orders.counterOf(seller), 0);
    }

    function testFuzz_Cancel_RevertWhen_TheNonceHasNoBit(uint256 nonce) public {
        nonce = bound(nonce, LAST + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        vm.prank(seller);
        orders.cancelOrders(nonces(nonce));
        assertEq(orders.counterOf(seller), 0);
    }

    function testFuzz_Buy_EveryNonceIsSpentOnce(uint256 nonce) public {
        nonce = bound(nonce, 0, LAST);
        SignedListing memory listing = itemListing();
        listing.nonce = nonce;
        buy(listing, 1);
        assertTrue(orders.isOrderNonceUsed(seller, nonce));
        assertEq(orders.counterOf(seller), 0);
        SignedListing memory next = itemListing();
        next.nonce = nonce;
        expectBuyRevert(next, 1, abi.encodeWithSelector(IOrderNonces.OrderNonceUsed.selector, seller, nonce));
    }

    /// @dev The first word of an account holds 192 nonces, each other 256: nonces a word apart have the same bit.
    function test_Buy_NoncesAWordApartAreTwo() public {
        uint256[4] memory apart = [uint256(191), 192, 448, 704];
        for (uint256 i = 0; i < apart.length; i++) {
            SignedListing memory listing = itemListing();
            listing.nonce = apart[i];
            buy(listing, 1);
            SignedListing memory next = itemListing();
            next.nonce = apart[i];
            expectBuyRevert(next, 1, abi.encodeWithSelector(IOrderNonces.OrderNonceUsed.selector, seller, apart[i]));
            assertFalse(orders.isOrderNonceUsed(seller, apart[i] + 256));
        }
    }

    /// @dev An order of one unit has no count to look up: beside a larger one, partly filled, it ends their nonce.
    function test_Buy_AnOrderOfOneUnitEndsANonceThatIsPartlyFilled() public {
        SignedListing memory stack = stackListing(10);
        buy(stack, 4);
        SignedListing memory single = itemListing();
        single.nonce = stack.nonce;
        buy(single, 1);
        assertTrue(orders.isOrderNonceUsed(seller, stack.nonce));
        expectBuyRevert(stack, 1, abi.encodeWithSelector(IOrderNonces.OrderNonceUsed.selector, seller, stack.nonce));
    }

    function testFuzz_Bump_RisesAndKeepsTheNonces(uint256 nonce, bytes32 hash) public {
        nonce = bound(nonce, 0, LAST);
        vm.prank(seller);
        orders.cancelOrders(nonces(nonce));
        uint256 last;
        for (uint256 i = 0; i < 3; i++) {
            vm.roll(vm.getBlockNumber() + 1);
            vm.setBlockhash(vm.getBlockNumber() - 1, keccak256(abi.encode(hash, i)));
            vm.prank(seller);
            uint256 counter = orders.bumpCounter();
            assertEq(counter, last + 1 + uint32(uint256(keccak256(abi.encode(hash, i)))));
            assertEq(orders.counterOf(seller), counter);
            last = counter;
        }
        assertTrue(orders.isOrderNonceUsed(seller, nonce));
        assertEq(orders.counterOf(alice), 0);
    }

    function test_Bump_TellsTheNewCounter() public {
        vm.setBlockhash(vm.getBlockNumber() - 1, bytes32(uint256(41)));
        vm.expectEmit(address(orders));
        emit IOrderNonces.CounterBumped(seller, 42);
        vm.prank(seller);
        assertEq(orders.bumpCounter(), 42);
    }

    /// @dev A counter that ran over would run into the nonces: it stops before.
    function test_Bump_RevertWhen_TheCounterIsFull() public {
        bytes32 first = keccak256(abi.encode(uint256(0), keccak256(abi.encode(seller, counterSlot()))));
        vm.store(address(orders), first, bytes32(uint256(type(uint64).max)));
        assertEq(orders.counterOf(seller), type(uint64).max);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        vm.prank(seller);
        orders.bumpCounter();
        assertFalse(orders.isOrderNonceUsed(seller, 0));
    }

    /// @dev The slot of the mapping of words, found by what a cancel writes.
    function counterSlot() internal returns (uint256 slot) {
        uint256 snapshot = vm.snapshotState();
        vm.prank(seller);
        orders.cancelOrders(nonces(0));
        while (
            vm.load(address(orders), keccak256(abi.encode(uint256(0), keccak256(abi.encode(seller, slot))))) !=
            bytes32(uint256(1) << 64)
        ) slot++;
        vm.revertToState(snapshot);
    }
}
