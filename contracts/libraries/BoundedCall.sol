// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title BoundedCall
/// @notice Calls into contracts that nobody vouches for: a cap on their gas, and not a byte of what they return is copied.
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
        uint256 required = gasCap + gasCap / 63 + RESERVE;
        if (gasleft() < required) revert InsufficientGas(gasleft(), required);
        return _call(target, gasCap, data);
    }

    function _call(address target, uint256 gasCap, bytes memory data) private returns (bool success) {
        assembly ("memory-safe") {
            success := call(gasCap, target, 0, add(data, 0x20), mload(data), 0, 0)
        }
    }
}
