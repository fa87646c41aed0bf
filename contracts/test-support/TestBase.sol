// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title TestBase
/// @notice What every Solidity test builds on: cheatcodes, actors and assertions that revert with both values.
abstract contract TestBase {
    /// @notice Cheatcodes live at the address of `keccak256("hevm cheat code")`.
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error NotTrue(string reason);
    error NotEqual(uint256 actual, uint256 expected);
    error NotEqualInt(int256 actual, int256 expected);
    error NotEqualAddress(address actual, address expected);
    error NotEqualBytes32(bytes32 actual, bytes32 expected);
    error NotEqualBool(bool actual, bool expected);
    error NotEqualString(string actual, string expected);
    error NotEqualBytes(bytes actual, bytes expected);
    error UnexpectedlyEqual(bytes32 value);
    error NotLess(uint256 actual, uint256 limit);
    error NotLessOrEqual(uint256 actual, uint256 limit);
    error NotGreater(uint256 actual, uint256 limit);
    error NotGreaterOrEqual(uint256 actual, uint256 limit);

    /// @notice Deploys a compiled contract; a revert of its constructor is passed on.
    function deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        return deployCode(bytes.concat(vm.getCode(artifact), arguments));
    }

    /// @notice Deploys creation code, arguments included; a revert of its constructor is passed on.
    function deployCode(bytes memory code) internal returns (address deployed) {
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
            if iszero(deployed) {
                returndatacopy(mload(0x40), 0, returndatasize())
                revert(mload(0x40), returndatasize())
            }
        }
    }

    /// @notice An address that belongs to nobody else, labelled for traces.
    function makeAddr(string memory name) internal returns (address account) {
        (account, ) = makeAddrAndKey(name);
    }

    /// @notice An account whose key the test knows.
    function makeAddrAndKey(string memory name) internal returns (address account, uint256 key) {
        key = uint256(keccak256(bytes(name)));
        account = vm.addr(key);
        vm.label(account, name);
    }

    /// @notice A 65-byte signature, `r || s || v`.
    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice Maps a fuzzed value into [min, max]. The fuzzer's favourites (near 0, near the maximum) become the bounds.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        if (value >= min && value <= max) return value;
        uint256 size = max - min;
        if (value <= 3 && value <= size) return min + value;
        uint256 fromTop = type(uint256).max - value;
        if (fromTop <= 3 && fromTop <= size) return max - fromTop;
        // Not the full range, or the value would have been inside: the sum cannot overflow.
        return min + (value % (size + 1));
    }

    function assertTrue(bool condition) internal pure {
        assertTrue(condition, "");
    }

    function assertTrue(bool condition, string memory reason) internal pure {
        if (!condition) revert NotTrue(reason);
    }

    function assertFalse(bool condition) internal pure {
        assertTrue(!condition, "");
    }

    function assertFalse(bool condition, string memory reason) internal pure {
        assertTrue(!condition, reason);
    }

    function assertEq(uint256 actual, uint256 expected) internal pure {
        if (actual != expected) revert NotEqual(actual, expected);
    }

    function assertEq(int256 actual, int256 expected) internal pure {
        if (actual != expected) revert NotEqualInt(actual, expected);
    }

    function assertEq(address actual, address expected) internal pure {
        if (actual != expected) revert NotEqualAddress(actual, expected);
    }

    function assertEq(bytes32 actual, bytes32 expected) internal pure {
        if (actual != expected) revert NotEqualBytes32(actual, expected);
    }

    function assertEq(bool actual, bool expected) internal pure {
        if (actual != expected) revert NotEqualBool(actual, expected);
    }

    function assertEq(string memory actual, string memory expected) internal pure {
        if (keccak256(bytes(actual)) != keccak256(bytes(expected))) revert NotEqualString(actual, expected);
    }

    function assertEq(bytes memory actual, bytes memory expected) internal pure {
        if (keccak256(actual) != keccak256(expected)) revert NotEqualBytes(actual, expected);
    }

    function assertNotEq(uint256 actual, uint256 other) internal pure {
        if (actual == other) revert UnexpectedlyEqual(bytes32(actual));
    }

    function assertNotEq(address actual, address other) internal pure {
        if (actual == other) revert UnexpectedlyEqual(bytes32(uint256(uint160(actual))));
    }

    function assertNotEq(bytes32 actual, bytes32 other) internal pure {
        if (actual == other) revert UnexpectedlyEqual(actual);
    }

    function assertLt(uint256 actual, uint256 limit) internal pure {
        if (actual >= limit) revert NotLess(actual, limit);
    }

    function assertLe(uint256 actual, uint256 limit) internal pure {
        if (actual > limit) revert NotLessOrEqual(actual, limit);
    }

    function assertGt(uint256 actual, uint256 limit) internal pure {
        if (actual <= limit) revert NotGreater(actual, limit);
    }

    function assertGe(uint256 actual, uint256 limit) internal pure {
        if (actual < limit) revert NotGreaterOrEqual(actual, limit);
    }

    /// @dev Of what was emitted since `vm.recordLogs`.
    function assertNotEmitted(bytes32 topic) internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == topic) revert UnexpectedlyEqual(topic);
        }
    }
}
