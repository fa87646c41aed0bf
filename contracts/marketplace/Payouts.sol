// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Vault} from "./Vault.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Payouts
/// @notice Money from a buyer's wallet to those who earned it; none of them can stop a sale (MECHANISM.md 16).
abstract contract Payouts is Vault {
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
}
