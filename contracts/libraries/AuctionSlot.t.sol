// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionState, AuctionStatus} from "../interfaces/IAuctions.sol";
import {TokenStandard} from "../interfaces/IItems.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {AuctionSlot, AuctionSlotLib} from "./AuctionSlot.sol";

contract AuctionSlotTest is TestBase {
    function assertState(AuctionSlot slot, AuctionState memory expected) internal pure {
        AuctionState memory state = slot.unpack();
        assertEq(uint256(slot.status()), uint256(expected.status));
        assertEq(uint256(state.status), uint256(expected.status));
        assertEq(uint256(state.standard), uint256(expected.standard));
        assertEq(state.feeBps, expected.feeBps);
        assertEq(state.endsAt, expected.endsAt);
        assertEq(state.finalizableAt, expected.finalizableAt);
        assertEq(state.winner, expected.winner);
        assertEq(state.amount, expected.amount);
    }

    function standardOf(bool isStack) internal pure returns (TokenStandard) {
        return isStack ? TokenStandard.ERC1155 : TokenStandard.ERC721;
    }

    function test_AnEmptySlotIsNoAuction() public pure {
        AuctionState memory none;
        assertState(AuctionSlot.wrap(0), none);
    }

    function testFuzz_Open_IsLive(bool isStack, uint16 feeBps, uint40 endsAt) public pure {
        AuctionSlot slot = AuctionSlotLib.open(standardOf(isStack), feeBps, endsAt);
        assertEq(slot.clock(), endsAt);
        AuctionState memory expected;
        expected.status = AuctionStatus.Live;
        expected.standard = standardOf(isStack);
        (expected.feeBps, expected.endsAt) = (feeBps, endsAt);
        assertState(slot, expected);
    }

    function testFuzz_MoveTo_KeepsStandardAndFee(bool isStack, uint16 feeBps, uint40 endsAt, uint40 clock) public pure {
        AuctionSlot open = AuctionSlotLib.open(standardOf(isStack), feeBps, endsAt);
        AuctionState memory expected;
        expected.standard = standardOf(isStack);
        expected.feeBps = feeBps;

        expected.status = AuctionStatus.Cancelled;
        assertState(open.moveTo(AuctionStatus.Cancelled, clock), expected);
        expected.status = AuctionStatus.Finalizing;
        expected.finalizableAt = clock;
        AuctionSlot finalizing = open.moveTo(AuctionStatus.Finalizing, clock);
        assertState(finalizing, expected);
        assertEq(finalizing.clock(), clock);
        expected.status = AuctionStatus.Returned;
        expected.finalizableAt = 0;
        assertState(finalizing.moveTo(AuctionStatus.Returned, 0), expected);
    }

    /// @dev As the drawing of the slot says.
    function testFuzz_BidsHaveABitEach(uint16 feeBps, uint40 endsAt) public pure {
        AuctionSlot open = AuctionSlotLib.open(TokenStandard.ERC721, feeBps, endsAt);
        AuctionSlot posted = open.withPost();
        AuctionSlot presented = open.withPresented();
        assertEq(AuctionSlot.unwrap(posted), AuctionSlot.unwrap(open) | (1 << 72));
        assertEq(AuctionSlot.unwrap(presented), AuctionSlot.unwrap(open) | (1 << 73));
        assertTrue(posted.isContested() && presented.isContested() && !open.isContested());
        assertTrue(presented.hasPresented() && !posted.hasPresented() && !open.hasPresented());
    }

    function testFuzz_Settle_KeepsWinnerAndAmount(address winner, uint96 amount) public pure {
        vm.assume(winner != address(0));
        AuctionSlot slot = AuctionSlotLib.settle(winner, amount);
        assertEq(slot.winner(), winner);
        assertEq(slot.amount(), amount);
        AuctionState memory expected;
        expected.status = AuctionStatus.Settled;
        (expected.winner, expected.amount) = (winner, amount);
        assertState(slot, expected);
    }

    function testFuzz_Settle_IsSettledWhateverItsLowestBits(uint8 lowest) public pure {
        assertEq(uint256(AuctionSlotLib.settle(address(1), lowest).status()), uint256(AuctionStatus.Settled));
    }
}
