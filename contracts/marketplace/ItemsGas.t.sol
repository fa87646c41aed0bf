// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionState, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {BoundedCall} from "../libraries/BoundedCall.sol";
import {GasBurningReceiver} from "../mocks/GasBurningReceiver.sol";
import {ReturnBombReceiver} from "../mocks/ReturnBombReceiver.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {SlowReceiver} from "../test-support/SlowReceiver.sol";

/// @notice Anyone may send a settlement, with as little gas as he likes (MECHANISM.md 33).
contract ItemsGasTest is MarketplaceFixture {
    Auction internal terms;
    bytes32 internal id;
    bytes internal settleCall;

    /// @dev Alice, whose wallet has `receiver`'s code, won a stack; `settleCall` settles it.
    function won(address receiver) internal {
        deposit(alice, RESERVE);
        vm.etch(alice, receiver.code);
        (terms, id) = auctionStack(7, auctionParams());
        warpToSettlement(terms);
        Settlement memory outcome = outcomeOf(alice, RESERVE);
        settleCall = abi.encodeCall(
            IAuctions.settleAuction,
            (terms, outcome, RESERVE, signSettlement(settlerKey, id, outcome), signBid(aliceKey, id, RESERVE))
        );
    }

    /// @dev Called by the test itself, so that the gas of the inner call is just what is asked for.
    function settleWith(uint256 gasLimit) external returns (bool success, bytes memory reason, uint256 gasUsed) {
        uint256 before = gasleft();
        (success, reason) = address(marketplace).call{gas: gasLimit}(settleCall);
        gasUsed = before - gasleft();
    }

    function isInsufficientGas(bytes memory reason) internal pure returns (bool) {
        return reason.length == 68 && bytes4(reason) == BoundedCall.InsufficientGas.selector;
    }

    /// @dev Settles with every gas limit from `from` to `to`, undoing it each time. The outcomes must be, in this order and
    /// with nothing in between: out of gas before the capped call, InsufficientGas, success.
    function sweep(uint256 from, uint256 to, uint256 step, bool delivered) internal {
        bool refusedOnce;
        bool succeededOnce;
        for (uint256 gasLimit = from; gasLimit <= to; gasLimit += step) {
            uint256 snapshot = vm.snapshotState();
            (bool success, bytes memory reason, ) = this.settleWith(gasLimit);
            (, , uint256 claimed) = marketplace.claimOf(id, alice);
            AuctionState memory state = marketplace.getAuction(id);
            if (success) {
                succeededOnce = true;
                assertEq(stacks.balanceOf(alice, terms.tokenId), delivered ? 7 : 0);
                assertEq(claimed, delivered ? 0 : 7);
                assertEq(uint256(state.status), uint256(AuctionStatus.Settled));
            } else {
                assertFalse(succeededOnce, "more gas, and it failed");
                if (isInsufficientGas(reason)) refusedOnce = true;
                else assertFalse(refusedOnce, "the check let pass what then ran out of gas");
                assertEq(claimed, 0);
                assertEq(uint256(state.status), uint256(AuctionStatus.Live));
            }
            vm.revertToState(snapshot);
        }
        assertTrue(refusedOnce, "never short of gas");
        assertTrue(succeededOnce, "never enough gas");
    }

    function test_rule33_Gas_AWillingReceiverIsNeverHeldToHaveRefused() public {
        // With the token's own work just within the cap.
        won(address(new SlowReceiver(200_000)));
        sweep(150_000, 700_000, 2_500, true);
    }

    function test_rule33_Gas_AFastReceiverIsNeverHeldToHaveRefused() public {
        won(address(new SlowReceiver(0)));
        sweep(150_000, 700_000, 2_500, true);
    }

    function test_rule33_Gas_WhatFollowsARefusalIsCovered() public {
        won(address(new GasBurningReceiver()));
        sweep(150_000, 700_000, 2_500, false);
    }

    function test_rule33_Gas_TheEdgeOfTheCheckCoversWhatFollows() public {
        won(address(new GasBurningReceiver()));
        // The lowest gas limit at which the check passes, to the unit: it is there that the rest could fall short.
        (uint256 low, uint256 high) = (150_000, 700_000);
        while (low + 1 < high) {
            uint256 middle = (low + high) / 2;
            uint256 snapshot = vm.snapshotState();
            (bool success, bytes memory reason, ) = this.settleWith(middle);
            vm.revertToState(snapshot);
            if (!success && (middle < 200_000 || isInsufficientGas(reason))) low = middle;
            else high = middle;
        }
        sweep(high - 20, high + 20, 1, false);
    }

    function test_rule33_Gas_AHostileReceiverCostsNoMoreThanTheCap() public {
        uint256 cap = marketplace.DELIVERY_GAS();
        won(address(new SlowReceiver(0)));
        uint256 snapshot = vm.snapshotState();
        (, , uint256 usual) = this.settleWith(2_000_000);
        vm.revertToState(snapshot);
        vm.etch(alice, address(new GasBurningReceiver()).code);
        snapshot = vm.snapshotState();
        (bool success, , uint256 burnt) = this.settleWith(2_000_000);
        assertTrue(success);
        assertLt(burnt, usual + cap + 80_000);
        vm.revertToState(snapshot);
        vm.etch(alice, address(new ReturnBombReceiver()).code);
        (success, , burnt) = this.settleWith(2_000_000);
        assertTrue(success);
        assertLt(burnt, usual + cap + 80_000);
    }
}
