// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {Settlers} from "./Settlers.sol";
import {Vault} from "./Vault.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Deposits
/// @notice The vault's quick ways: in by deposit, out by a withdrawal that a settler co-signed.
abstract contract Deposits is Settlers, ReentrancyGuardTransient, Vault, IVault {
    using SafeCast for uint256;

    /// @notice Seconds that a withdrawal's deadline may lie ahead.
    uint256 public constant MAX_WITHDRAWAL_AHEAD = 10 minutes;

    /// @inheritdoc IVault
    function deposit(address account, uint256 amount) external nonReentrant {
        _checkRecipient(account);
        if (amount == 0) revert ZeroQuantity();
        _accounts[account].free += amount.toUint128();
        _totalOwed += amount;
        emit Deposited(account, msg.sender, amount);

        _takeFromWallet(msg.sender, amount);
    }

    /// @inheritdoc IVault
    function withdraw(Withdrawal calldata withdrawal, bytes calldata settlerSignature) external nonReentrant {
        bytes32 digest = _hashTypedDataV4(OrderHash.hash(withdrawal, msg.sender));
        bytes32 settler = _useSettlerSignature(
            digest,
            withdrawal.nonce,
            withdrawal.deadline,
            MAX_WITHDRAWAL_AHEAD,
            settlerSignature
        );
        _accounts[msg.sender].free = _freeLess(msg.sender, withdrawal.amount);
        _checkPresentedCovered(msg.sender);
        emit Withdrawn(msg.sender, withdrawal.recipient, withdrawal.amount, settler, withdrawal.nonce);
        _pay(withdrawal.recipient, withdrawal.amount);
    }
}
