// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICredit} from "../interfaces/ICredit.sol";
import {Fees} from "../marketplace/Fees.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Credit
/// @notice Pays from a buyer's wallet, and keeps what a receiver does not take.
abstract contract Credit is Fees, ICredit {
    using SafeERC20 for IERC20;

    mapping(address account => uint256) private _credit;

    /// @inheritdoc ICredit
    function withdrawCredit(address recipient) external nonReentrant {
        uint256 amount = _credit[msg.sender];
        if (amount == 0) revert NoCredit(msg.sender);
        _checkRecipient(recipient);
        _credit[msg.sender] = 0;
        _totalOwed -= amount;
        emit CreditWithdrawn(msg.sender, recipient, amount);
        _currency.safeTransfer(recipient, amount);
    }

    /// @inheritdoc ICredit
    function creditOf(address account) external view returns (uint256) {
        return _credit[account];
    }

    /// @inheritdoc ICredit
    function totalOwed() external view returns (uint256) {
        return _totalOwed;
    }

    /// @dev What cannot be pushed to `receiver` is taken in and becomes his credit. When it is the buyer who cannot pay, this
    /// reverts with the currency's own error.
    function _payFromWallet(address buyer, address receiver, uint256 amount, bytes32 id) internal {
        if (amount == 0 || _currency.trySafeTransferFrom(buyer, receiver, amount)) return;
        _credit[receiver] += amount;
        _totalOwed += amount;
        emit Credited(receiver, id, amount);
        _currency.safeTransferFrom(buyer, address(this), amount);
    }
}
