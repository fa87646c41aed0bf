// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";

/// @title Recipients
/// @notice Who can receive money or items.
abstract contract Recipients is ICommonErrors {
    /// @dev Nothing goes to the zero address, nor to the Marketplace: there, money could not be told from fees, and an item
    /// would be nobody's.
    function _checkRecipient(address recipient) internal view {
        if (recipient == address(0) || recipient == address(this)) revert InvalidRecipient(recipient);
    }
}
