// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title OnlyDelegated
/// @notice Keeps a contract whose code works on another's state from being called itself.
abstract contract OnlyDelegated {
    address private immutable _self = address(this);

    /// @notice The function works only by delegatecall, on the Marketplace's state.
    error NotDelegated();

    modifier onlyDelegated() {
        if (address(this) == _self) revert NotDelegated();
        _;
    }
}
