// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICredit} from "../interfaces/ICredit.sol";
import {Fees} from "../marketplace/Fees.sol";
import {Payouts} from "../marketplace/Payouts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Credit
/// @notice Keeps what a receiver of money did not take.
abstract contract Credit is Payouts, Fees, ICredit {
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

    /// @inheritdoc Payouts
    function _toCredit(address account, bytes32 id, uint256 amount) internal override {
        _credit[account] += amount;
        emit Credited(account, id, amount);
    }
}
