// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Makes one call that the test configured, when the contract built on it gets control, and keeps its outcome.
abstract contract Reentrant {
    address public target;
    bytes public call;
    bool public called;
    bool public succeeded;
    bytes public returned;

    /// @notice The call to make on the next occasion, once.
    function setCall(address newTarget, bytes calldata newCall) external {
        target = newTarget;
        call = newCall;
        called = false;
    }

    function _reenter() internal {
        if (called || target == address(0)) return;
        called = true;
        // Whatever call a test names: no interface has them all.
        // solhint-disable-next-line avoid-low-level-calls
        (succeeded, returned) = target.call(call);
    }
}
