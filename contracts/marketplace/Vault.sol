// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVault, VaultAccount, Withdrawal} from "../interfaces/IVault.sol";
import {OrderHash} from "../libraries/OrderHash.sol";
import {Fees} from "./Fees.sol";
import {Settlers} from "./Settlers.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Vault
/// @notice Keeps what bidders deposited, so that an off-chain bid is covered until its auction ends (MECHANISM.md 13 to 17).
/// @dev `free` falls only by its owner's call or by a settlement that carries his own signature. Every change of an account
/// changes `_totalOwed` by the same amount.
abstract contract Vault is Fees, Settlers, IVault {
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @notice Seconds that a withdrawal's deadline may lie ahead.
    uint256 public constant MAX_WITHDRAWAL_AHEAD = 10 minutes;

    /// @notice Seconds that an exit takes; longer than the longest auction with its grace.
    // solhint-disable-next-line var-name-mixedcase
    uint256 public immutable EXIT_DELAY;

    mapping(address account => VaultAccount) private _accounts;

    constructor(uint256 exitDelay) {
        EXIT_DELAY = exitDelay;
    }

    /// @inheritdoc IVault
    function deposit(address account, uint256 amount) external nonReentrant {
        _checkRecipient(account);
        if (amount == 0) revert ZeroQuantity();
        _accounts[account].free += amount.toUint128();
        _totalOwed += amount;
        emit Deposited(account, msg.sender, amount);

        uint256 balanceBefore = _currency.balanceOf(address(this));
        _currency.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = _currency.balanceOf(address(this)) - balanceBefore;
        if (received < amount) revert DepositShort(amount, received);
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
        emit Withdrawn(msg.sender, withdrawal.recipient, withdrawal.amount, settler, withdrawal.nonce);
        _pay(withdrawal.recipient, withdrawal.amount);
    }

    /// @inheritdoc IVault
    function requestExit(uint256 amount) external {
        if (amount == 0) revert ZeroQuantity();
        VaultAccount storage account = _accounts[msg.sender];
        _cancelExit(account);
        account.free = _freeLess(msg.sender, amount);
        account.exiting = amount.toUint128();
        uint256 exitableAt = block.timestamp + EXIT_DELAY;
        account.exitableAt = exitableAt.toUint40();
        emit ExitRequested(msg.sender, amount, exitableAt);
    }

    /// @inheritdoc IVault
    function cancelExit() external {
        if (_cancelExit(_accounts[msg.sender]) == 0) revert NoExit(msg.sender);
    }

    /// @inheritdoc IVault
    function executeExit(address recipient) external nonReentrant {
        VaultAccount storage account = _accounts[msg.sender];
        uint256 amount = account.exiting;
        if (amount == 0) revert NoExit(msg.sender);
        if (block.timestamp < account.exitableAt) revert ExitNotReady(msg.sender, account.exitableAt);
        account.exiting = 0;
        account.exitableAt = 0;
        emit ExitExecuted(msg.sender, recipient, amount);
        _pay(recipient, amount);
    }

    /// @inheritdoc IVault
    function withdrawCredit(address recipient) external nonReentrant {
        uint256 amount = _accounts[msg.sender].credit;
        if (amount == 0) revert NoCredit(msg.sender);
        _accounts[msg.sender].credit = 0;
        emit CreditWithdrawn(msg.sender, recipient, amount);
        _pay(recipient, amount);
    }

    /// @inheritdoc IVault
    function vaultOf(address account) external view returns (VaultAccount memory) {
        return _accounts[account];
    }

    /// @inheritdoc IVault
    function totalOwed() external view returns (uint256) {
        return _totalOwed;
    }

    /// @dev Pays `amount` of `account`'s funds to `seller` less the fee, free funds first. Proceeds that cannot be pushed
    /// become the seller's credit: nobody's wallet can stop a sale.
    function _payFromVault(address account, address seller, uint256 amount, uint256 fee, bytes32 id) internal {
        VaultAccount storage funds = _accounts[account];
        (uint256 free, uint256 exiting) = (funds.free, funds.exiting);
        if (amount > free + exiting) revert InsufficientFunds(account, free + exiting, amount);
        uint256 fromFree = amount < free ? amount : free;
        funds.free = (free - fromFree).toUint128();
        funds.exiting = (exiting - (amount - fromFree)).toUint128();
        if (exiting != 0 && funds.exiting == 0) funds.exitableAt = 0;
        _totalOwed -= amount;

        uint256 proceeds = amount - fee;
        if (!_currency.trySafeTransfer(seller, proceeds)) {
            _accounts[seller].credit += proceeds.toUint128();
            _totalOwed += proceeds;
            emit Credited(seller, id, proceeds);
        }
    }

    function _freeLess(address account, uint256 amount) private view returns (uint128) {
        uint256 free = _accounts[account].free;
        if (amount > free) revert InsufficientFree(account, free, amount);
        return (free - amount).toUint128();
    }

    /// @dev Returns what was exiting to free, if anything.
    function _cancelExit(VaultAccount storage account) private returns (uint128 amount) {
        amount = account.exiting;
        if (amount == 0) return 0;
        account.free += amount;
        account.exiting = 0;
        account.exitableAt = 0;
        emit ExitCancelled(msg.sender, amount);
    }

    function _pay(address recipient, uint256 amount) private {
        _checkRecipient(recipient);
        _totalOwed -= amount;
        _currency.safeTransfer(recipient, amount);
    }
}
