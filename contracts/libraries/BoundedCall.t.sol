// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {BoundedCall} from "./BoundedCall.sol";

/// @notice What is called: tells with how much gas, and behaves as it is told.
contract Callee {
    uint256 public gasGiven;

    function accept() external {
        gasGiven = gasleft();
    }

    function refuse() external pure {
        revert("refused");
    }

    function pair() external view returns (uint256, uint256) {
        return (7, gasleft());
    }

    function single() external pure returns (uint256) {
        return 7;
    }

    function bomb(bool reverting) external pure {
        assembly {
            switch reverting
            case 0 {
                return(0, 100000)
            }
            default {
                revert(0, 100000)
            }
        }
    }
}

contract BoundedCallTest is TestBase {
    uint256 internal constant CAP = 100_000;

    Callee internal callee;

    function setUp() public {
        callee = new Callee();
    }

    // External, so that the test can say how much gas there is.

    function tryCall(bytes calldata data) external returns (bool) {
        return BoundedCall.tryCall(address(callee), data);
    }

    function tryCallCapped(bytes calldata data) external returns (bool success, uint256 gasUsed) {
        bytes memory copy = data;
        uint256 before = gasleft();
        success = BoundedCall.tryCallCapped(address(callee), CAP, copy);
        gasUsed = before - gasleft();
    }

    function tryReadCapped(bytes calldata data) external view returns (bool success, uint256 first, uint256 second) {
        return BoundedCall.tryReadCapped(address(callee), CAP, data);
    }

    function accepting() internal pure returns (bytes memory) {
        return abi.encodeCall(Callee.accept, ());
    }

    function test_TryCall_TellsWhetherItSucceeded() public {
        assertTrue(this.tryCall(accepting()));
        assertFalse(this.tryCall(abi.encodeCall(Callee.refuse, ())));
    }

    function test_TryCall_GivesAllTheGas() public {
        this.tryCall{gas: 3_000_000}(accepting());
        assertGt(callee.gasGiven(), 2_900_000);
    }

    /// @dev The EVM keeps 1/64 of what is left; 100,000 are for what follows.
    function test_TryCallCapped_SaysHowMuchGasItTakes() public {
        bytes memory call = abi.encodeCall(this.tryCallCapped, (accepting()));
        (bool success, bytes memory reason) = address(this).call{gas: CAP}(call);
        assertFalse(success);
        uint256 required;
        assembly ("memory-safe") {
            required := mload(add(reason, 0x44))
        }
        assertEq(reason.length, 4 + 2 * 32);
        assertEq(required, CAP + CAP / 63 + 100_000);
    }

    function test_TryCallCapped_TellsWhetherItSucceeded() public {
        (bool success, ) = this.tryCallCapped(accepting());
        assertTrue(success);
        (success, ) = this.tryCallCapped(abi.encodeCall(Callee.refuse, ()));
        assertFalse(success);
    }

    function test_rule33_TryCallCapped_GivesJustTheCap() public {
        this.tryCallCapped(accepting());
        uint256 given = callee.gasGiven();
        // Less what the callee's dispatch took.
        assertLe(given, CAP);
        assertGt(given, CAP - 500);
    }

    /// @dev Whatever gas there is: the callee gets the whole cap, or the caller reverts before it calls.
    function testFuzz_rule33_TryCallCapped_GivesTheCapOrReverts(uint256 gasLimit) public {
        this.tryCallCapped(accepting());
        uint256 usual = callee.gasGiven();
        vm.store(address(callee), bytes32(0), bytes32(0));
        gasLimit = bound(gasLimit, 20_000, 400_000);
        try this.tryCallCapped{gas: gasLimit}(accepting()) returns (bool success, uint256) {
            assertTrue(success);
            assertEq(callee.gasGiven(), usual);
        } catch (bytes memory reason) {
            assertEq(callee.gasGiven(), 0);
            assertEq(bytes32(bytes4(reason)), bytes32(BoundedCall.InsufficientGas.selector));
            (uint256 available, uint256 required) = this.decode(reason);
            assertLt(available, required);
            assertGe(required, CAP + CAP / 63);
        }
    }

    function decode(bytes calldata reason) external pure returns (uint256, uint256) {
        return abi.decode(reason[4:], (uint256, uint256));
    }

    function test_rule33_TryCallCapped_CopiesNothingThatIsReturned() public {
        // 100 kB of memory cost the callee 28,400 gas. Copied, they would cost the caller as much again.
        (bool success, uint256 gasUsed) = this.tryCallCapped(abi.encodeCall(Callee.bomb, (false)));
        assertTrue(success);
        assertLt(gasUsed, 40_000);
        (success, gasUsed) = this.tryCallCapped(abi.encodeCall(Callee.bomb, (true)));
        assertFalse(success);
        assertLt(gasUsed, 40_000);
    }

    /// @dev Whatever gas there is: the callee gets the whole cap, or the caller reverts before it asks.
    function testFuzz_rule33_TryReadCapped_GivesTheCapOrReverts(uint256 gasLimit) public view {
        gasLimit = bound(gasLimit, 20_000, 400_000);
        try this.tryReadCapped{gas: gasLimit}(abi.encodeCall(Callee.pair, ())) returns (
            bool success,
            uint256 first,
            uint256 given
        ) {
            assertTrue(success);
            assertEq(first, 7);
            assertLe(given, CAP);
            assertGt(given, CAP - 1_000);
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(BoundedCall.InsufficientGas.selector));
        }
    }

    function test_TryReadCapped_AnAnswerOfLessThanTwoWordsIsNone() public view {
        bytes4[2] memory selectors = [Callee.single.selector, Callee.refuse.selector];
        for (uint256 i = 0; i < selectors.length; i++) {
            (bool success, uint256 first, uint256 second) = this.tryReadCapped(abi.encodePacked(selectors[i]));
            assertFalse(success);
            assertEq(first, 0);
            assertEq(second, 0);
        }
    }
}
