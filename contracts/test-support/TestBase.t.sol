// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "./TestBase.sol";
import {Vm} from "./Vm.sol";

/// @notice Something to call: it tells who called, when and where, emits and reverts.
contract Probe {
    event Told(address indexed caller, uint256 value);

    error Refused(uint256 value);
    error RefusedBare();

    function tell(uint256 value) external returns (address) {
        emit Told(msg.sender, value);
        return msg.sender;
    }

    function refuse(uint256 value) external pure {
        revert Refused(value);
    }

    function refuseBare() external pure {
        revert RefusedBare();
    }

    function whereAndWhen() external view returns (uint256, uint256, uint256) {
        return (block.timestamp, block.number, block.chainid);
    }
}

contract TestBaseTest is TestBase {
    Probe internal probe;
    address internal alice;

    function setUp() public {
        probe = new Probe();
        alice = makeAddr("alice");
    }

    // Internal assertions are called through this, so that the test can expect their revert.
    function checkEq(uint256 actual, uint256 expected) external pure {
        assertEq(actual, expected);
    }

    function checkEqString(string calldata actual, string calldata expected) external pure {
        assertEq(actual, expected);
    }

    function checkOrder(uint256 smaller, uint256 greater) external pure {
        assertLt(smaller, greater);
        assertLe(smaller, greater);
        assertLe(smaller, smaller);
        assertGt(greater, smaller);
        assertGe(greater, smaller);
        assertGe(greater, greater);
    }

    function test_AssertionsRevertWithBothValues() public {
        vm.expectRevert(abi.encodeWithSelector(NotEqual.selector, 1, 2));
        this.checkEq(1, 2);
        vm.expectRevert(abi.encodeWithSelector(NotEqualString.selector, "a", "b"));
        this.checkEqString("a", "b");
        vm.expectRevert(abi.encodeWithSelector(NotLess.selector, 2, 2));
        this.checkOrder(2, 2);
        this.checkEq(3, 3);
        this.checkEqString("same", "same");
        this.checkOrder(1, 2);
    }

    function test_AssertionsOfEveryTypePass() public view {
        assertEq(address(probe), address(probe));
        assertEq(bytes32("a"), bytes32("a"));
        assertEq(true, true);
        assertEq(int256(-1), int256(-1));
        assertEq(hex"0102", abi.encodePacked(uint16(0x0102)));
        assertNotEq(1, 2);
        assertNotEq(alice, address(probe));
        assertNotEq(bytes32("a"), bytes32("b"));
        assertTrue(true);
        assertFalse(false);
    }

    function test_PrankActsOnOneCall() public {
        vm.prank(alice);
        assertEq(probe.tell(1), alice);
        assertEq(probe.tell(1), address(this));
        vm.startPrank(alice);
        assertEq(probe.tell(1), alice);
        assertEq(probe.tell(1), alice);
        vm.stopPrank();
        assertEq(probe.tell(1), address(this));
    }

    function test_ExpectRevertMatchesSelectorOrData() public {
        vm.expectRevert();
        probe.refuse(7);
        vm.expectRevert(Probe.RefusedBare.selector);
        probe.refuseBare();
        vm.expectPartialRevert(Probe.Refused.selector);
        probe.refuse(7);
        vm.expectRevert(abi.encodeWithSelector(Probe.Refused.selector, 7));
        probe.refuse(7);
    }

    function test_ExpectEmit() public {
        vm.expectEmit(address(probe));
        emit Probe.Told(address(this), 5);
        probe.tell(5);
        vm.recordLogs();
        probe.tell(6);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        assertEq(logs.length, 1);
        assertEq(logs[0].emitter, address(probe));
        assertEq(abi.decode(logs[0].data, (uint256)), 6);
    }

    function test_TimeBlockChainAndBalance() public {
        vm.warp(1_000);
        vm.roll(2_000);
        vm.chainId(3_000);
        (uint256 time, uint256 number, uint256 chain) = probe.whereAndWhen();
        assertEq(time, 1_000);
        assertEq(number, 2_000);
        assertEq(chain, 3_000);
        vm.deal(alice, 5 ether);
        assertEq(alice.balance, 5 ether);
    }

    function test_CodeStorageAndMocks() public {
        vm.etch(alice, address(probe).code);
        assertEq(Probe(alice).tell(1), address(this));
        vm.store(alice, bytes32(uint256(1)), bytes32("kept"));
        assertEq(vm.load(alice, bytes32(uint256(1))), bytes32("kept"));
        vm.mockCall(address(probe), abi.encodeCall(Probe.tell, (9)), abi.encode(alice));
        vm.expectCall(address(probe), abi.encodeCall(Probe.tell, (9)));
        assertEq(probe.tell(9), alice);
        vm.mockCallRevert(address(probe), abi.encodeCall(Probe.tell, (8)), "no");
        try probe.tell(8) {
            assertTrue(false, "the mocked call did not revert");
        } catch (bytes memory reason) {
            assertEq(reason, "no");
        }
        vm.clearMockedCalls();
        assertEq(probe.tell(9), address(this));
    }

    function test_SnapshotAndRevert() public {
        vm.deal(alice, 1);
        uint256 id = vm.snapshotState();
        vm.deal(alice, 2);
        assertTrue(vm.revertToState(id));
        assertEq(alice.balance, 1);
    }

    function testFuzz_SignatureRecovers(uint256 key, bytes32 digest) public pure {
        key = bound(key, 1, type(uint128).max);
        bytes memory signed = signature(key, digest);
        assertEq(signed.length, 65);
        (bytes32 r, bytes32 s) = abi.decode(signed, (bytes32, bytes32));
        assertEq(ecrecover(digest, uint8(signed[64]), r, s), vm.addr(key));
    }

    function testFuzz_BoundStaysInside(uint256 value, uint256 min, uint256 max) public pure {
        vm.assume(min <= max);
        uint256 bounded = bound(value, min, max);
        assertGe(bounded, min);
        assertLe(bounded, max);
        if (value >= min && value <= max) assertEq(bounded, value);
    }
}
