// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault} from "../interfaces/IVault.sol";
import {Payouts} from "./Payouts.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice A VaultAccount as it is kept.
/// @param free As told.
/// @param exiting As told.
/// @param bound Whether `presented` is not zero: said here, in the slot that every settlement reads, so that it need not read the
/// other one.
/// @param exitableAt As told.
/// @param credit As told.
/// @param presented As told.
struct Account {
    uint128 free;
    uint120 exiting;
    bool bound;
    uint40 exitableAt;
    uint112 credit;
    uint104 presented;
}

/// @title Vault
/// @notice Keeps what bidders deposited, so that an off-chain bid is covered until its auction ends (MECHANISM.md 13 to 17).
/// @dev `free` falls only by its owner's call or by a settlement that carries his own signature. What leaves an account leaves
/// `_totalOwed` in the same call.
abstract contract Vault is Payouts {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @notice Seconds that an exit takes; longer than the longest auction with its grace.
    uint256 public immutable EXIT_DELAY;

    mapping(address account => Account) internal _accounts;

    constructor(uint256 exitDelay) {
        EXIT_DELAY = exitDelay;
    }

    /// @dev Takes `amount` from `account`'s funds, free ones first. It is owed, to nobody yet.
    function _takeFunds(address account, uint256 amount) internal {
        Account storage funds = _accounts[account];
        (uint256 free, uint256 exiting) = (funds.free, funds.exiting);
        if (amount > free + exiting) revert IVault.InsufficientFunds(account, free + exiting, amount);
        if (amount <= free) {
            funds.free = uint128(free - amount);
            return;
        }
        exiting -= amount - free;
        funds.free = 0;
        funds.exiting = uint120(exiting);
        if (exiting == 0) funds.exitableAt = 0;
    }

    /// @dev Takes in what the caller pays for `id`, from his credit first if he wants, the rest from his wallet. It is owed, to
    /// nobody yet.
    function _takeIn(bytes32 id, uint256 amount, bool useCredit) internal {
        uint256 fromCredit = useCredit ? Math.min(amount, _accounts[msg.sender].credit) : 0;
        if (fromCredit != 0) {
            _accounts[msg.sender].credit -= fromCredit.toUint112();
            emit IVault.CreditSpent(msg.sender, id, fromCredit);
        }
        if (fromCredit == amount) return;
        _totalOwed += amount - fromCredit;
        _takeFromWallet(msg.sender, amount - fromCredit);
    }

    /// @inheritdoc Payouts
    function _toCredit(address account, bytes32 id, uint256 amount) internal override {
        _accounts[account].credit += amount.toUint112();
        emit IVault.Credited(account, id, amount);
    }

    /// @dev Presented bids bind their bidder's money, which may leave only above that (MECHANISM.md 15).
    function _checkPresentedCovered(address account) internal view {
        Account storage funds = _accounts[account];
        if (!funds.bound) return;
        uint256 remaining = _fundsOf(account);
        if (remaining < funds.presented) revert IVault.PresentedBidsUncovered(account, remaining, funds.presented);
    }

    function _setPresented(address account, uint256 amount) internal {
        _accounts[account].presented = amount.toUint104();
        _accounts[account].bound = amount != 0;
    }

    /// @dev What can pay for a bid.
    function _fundsOf(address account) internal view returns (uint256) {
        return uint256(_accounts[account].free) + _accounts[account].exiting;
    }

    function _freeLess(address account, uint256 amount) internal view returns (uint128) {
        uint256 free = _accounts[account].free;
        if (amount > free) revert IVault.InsufficientFree(account, free, amount);
        return (free - amount).toUint128();
    }

    function _pay(address recipient, uint256 amount) internal {
        _checkRecipient(recipient);
        _totalOwed -= amount;
        _currency.safeTransfer(recipient, amount);
    }
}
