// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault} from "../../interfaces/IVault.sol";
import {Account, Vault} from "../Vault.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Exits
/// @notice The vault's ways out without anybody's consent (MECHANISM.md 14 and 16).
abstract contract Exits is OnlyDelegated, ReentrancyGuardTransient, Vault {
    using SafeCast for uint256;

    /// @dev See {IVault-requestExit}.
    function requestExit(uint256 amount) external onlyDelegated {
        if (amount == 0) revert ZeroQuantity();
        Account storage account = _accounts[msg.sender];
        _cancelExit(account);
        account.free = _freeLess(msg.sender, amount);
        account.exiting = amount.toUint120();
        uint256 exitableAt = block.timestamp + EXIT_DELAY;
        account.exitableAt = exitableAt.toUint40();
        emit IVault.ExitRequested(msg.sender, amount, exitableAt);
    }

    /// @dev See {IVault-cancelExit}.
    function cancelExit() external onlyDelegated {
        if (_cancelExit(_accounts[msg.sender]) == 0) revert IVault.NoExit(msg.sender);
    }

    /// @dev See {IVault-executeExit}.
    function executeExit(address recipient) external onlyDelegated nonReentrant {
        Account storage account = _accounts[msg.sender];
        uint256 exiting = account.exiting;
        if (exiting == 0) revert IVault.NoExit(msg.sender);
        if (block.timestamp < account.exitableAt) revert IVault.ExitNotReady(msg.sender, account.exitableAt);
        // What presented bids bind beyond free stays, ripe as it is, until they end.
        uint256 bound = account.presented > account.free ? account.presented - account.free : 0;
        if (bound >= exiting) revert IVault.PresentedBidsUncovered(msg.sender, account.free, account.presented);
        account.exiting = uint120(bound);
        if (bound == 0) account.exitableAt = 0;
        uint256 amount = exiting - bound;
        emit IVault.ExitExecuted(msg.sender, recipient, amount);
        _pay(recipient, amount);
    }

    /// @dev See {IVault-withdrawCredit}.
    function withdrawCredit(address recipient) external onlyDelegated nonReentrant {
        uint256 amount = _accounts[msg.sender].credit;
        if (amount == 0) revert IVault.NoCredit(msg.sender);
        _accounts[msg.sender].credit = 0;
        emit IVault.CreditWithdrawn(msg.sender, recipient, amount);
        _pay(recipient, amount);
    }

    /// @dev Returns what was exiting to free, if anything.
    function _cancelExit(Account storage account) private returns (uint120 amount) {
        amount = account.exiting;
        if (amount == 0) return 0;
        account.free += amount;
        account.exiting = 0;
        account.exitableAt = 0;
        emit IVault.ExitCancelled(msg.sender, amount);
    }
}
