// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ledger} from "./Ledger.sol";
import {Recipients} from "./Recipients.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Payouts
/// @notice Money from a buyer to those who earned it; none of them can stop a sale (MECHANISM.md 16).
abstract contract Payouts is Recipients, Ledger {
    using SafeERC20 for IERC20;

    /// @dev What cannot be pushed to `receiver` is taken in and becomes his credit. When it is the buyer who cannot pay, this
    /// reverts with the currency's own error.
    function _payFromWallet(address buyer, address receiver, uint256 amount, bytes32 id) internal {
        if (amount == 0 || _currency.trySafeTransferFrom(buyer, receiver, amount)) return;
        _takeFromWallet(buyer, amount);
        _totalOwed += amount;
        _toCredit(receiver, id, amount);
    }

    /// @dev A fee needs no bookkeeping: what the contract holds above `_totalOwed` are fees.
    function _payFee(address buyer, uint256 amount) internal {
        if (amount != 0) _currency.safeTransferFrom(buyer, address(this), amount);
    }

    /// @dev Pays what the contract holds and owes nobody. What cannot be pushed becomes the receiver's credit.
    function _payOut(address receiver, uint256 amount, bytes32 id) internal {
        if (amount == 0 || _currency.trySafeTransfer(receiver, amount)) return;
        _totalOwed += amount;
        _toCredit(receiver, id, amount);
    }

    /// @dev Takes in what will be owed. Reverts when less arrives: it would be missing from what others own.
    function _takeFromWallet(address account, uint256 amount) internal {
        uint256 balanceBefore = _currency.balanceOf(address(this));
        _currency.safeTransferFrom(account, address(this), amount);
        uint256 received = _currency.balanceOf(address(this)) - balanceBefore;
        if (received < amount) revert DepositShort(amount, received);
    }

    /// @dev Adds what is owed already to what `account` can take out at once.
    /// @param id Trade or auction that it comes from.
    function _toCredit(address account, bytes32 id, uint256 amount) internal virtual;
}
