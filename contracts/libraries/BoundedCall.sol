// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title BoundedCall
/// @notice Calls into contracts that nobody vouches for: a cap on their gas, and no more of what they return
/// is copied than is asked for.
library BoundedCall {
    /// @notice Less gas is left than the capped call and what follows need; send the transaction with a higher limit.
    error InsufficientGas(uint256 available, uint256 required);

    /// @dev Left for what follows the call, on top of the 1/64 that the EVM keeps back: a claim is three fresh slots.
    uint256 private constant RESERVE = 100_000;

    /// @notice Calls with all the gas there is.
    function tryCall(address target, bytes memory data) internal returns (bool success) {
        return _call(target, gasleft(), data);
    }

    /// @notice Calls with exactly `gasCap`. Reverts when that much cannot be given: or a caller could starve the call and
    /// have the refusal held against its receiver.
    function tryCallCapped(address target, uint256 gasCap, bytes memory data) internal returns (bool success) {
        _requireGas(gasCap);
        return _call(target, gasCap, data);
    }

    /// @notice Reads two words with exactly `gasCap`, or reverts as `tryCallCapped` does. An answer of fewer than two words is
    /// none.
    function tryReadCapped(
        address target,
        uint256 gasCap,
        bytes memory data
    ) internal view returns (bool success, uint256 first, uint256 second) {
        _requireGas(gasCap);
        assembly ("memory-safe") {
            success := staticcall(gasCap, target, add(data, 0x20), mload(data), 0x00, 0x40)
            success := and(success, gt(returndatasize(), 0x3f))
            if success {
                first := mload(0x00)
                second := mload(0x20)
            }
        }
    }

    function _requireGas(uint256 gasCap) private view {
        uint256 required = gasCap + gasCap / 63 + RESERVE;
        if (gasleft() < required) revert InsufficientGas(gasleft(), required);
    }

    function _call(address target, uint256 gasCap, bytes memory data) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gasCap, target, 0, add(data, 0x20), mload(data), 0, 0)
        }
    }
}
