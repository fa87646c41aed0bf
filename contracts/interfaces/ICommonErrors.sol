// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ICommonErrors
/// @notice Errors that more than one part of the Marketplace raises.
interface ICommonErrors {
    /// @notice An id that was used before, live or ended. An ended id never lives again: choose another salt.
    error IdAlreadyUsed(bytes32 id);

    /// @notice A price or bid of zero.
    error ZeroPrice();

    /// @notice A quantity or amount of zero.
    error ZeroQuantity();

    /// @notice An amount that does not fit where it is stored.
    /// @param amount What was given, in the smallest unit.
    /// @param maximum The largest accepted value.
    error AmountTooLarge(uint256 amount, uint256 maximum);

    /// @notice The caller is not the seller whom the terms name.
    error NotSeller(bytes32 id, address caller);

    /// @notice A recipient or account that cannot be zero or the Marketplace itself.
    error InvalidRecipient(address recipient);

    /// @notice The currency delivered less than was sent (a fee on transfer).
    error DepositShort(uint256 expected, uint256 received);

    /// @notice A royalty above the whole price.
    error RoyaltyAboveMaximum(uint256 maxRoyaltyBps, uint256 maximum);
}
