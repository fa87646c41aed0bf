// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Ledger
/// @notice The currency, and how much of it belongs to users.
abstract contract Ledger {
    IERC20 internal immutable _currency;

    /// @dev Sum of free, exiting and credit over all accounts, and of all posted bids.
    uint256 internal _totalOwed;

    constructor(IERC20 currency_) {
        _currency = currency_;
    }
}
