// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFees} from "../interfaces/IFees.sol";
import {Admin} from "./Admin.sol";
import {Ledger} from "./Ledger.sol";
import {Recipients} from "./Recipients.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Fees
/// @notice The platform's share of each sale.
/// @dev Fees are not counted one by one: they are what the contract holds above `_totalOwed`. So a purchase, which touches
/// no vault account, writes no fee slot.
abstract contract Fees is ReentrancyGuardTransient, Recipients, Ledger, Admin, IFees {
    using SafeERC20 for IERC20;

    /// @notice Hard cap of the fee: 10 %.
    uint16 public constant MAX_FEE_BPS = 1_000;

    uint16 private _feeBps;
    address private _treasury;

    constructor(address treasury_, uint16 feeBps_) {
        _setTreasury(treasury_);
        _setFee(feeBps_);
    }

    /// @inheritdoc IFees
    function setFee(uint256 newFeeBps) external onlyRole(FEE_ADMIN_ROLE) {
        _setFee(newFeeBps);
    }

    /// @inheritdoc IFees
    function setTreasury(address newTreasury) external onlyRole(FEE_ADMIN_ROLE) {
        _setTreasury(newTreasury);
    }

    /// @inheritdoc IFees
    function collectFees() external nonReentrant returns (uint256 amount) {
        amount = _currency.balanceOf(address(this)) - _totalOwed;
        address receiver = _treasury;
        emit FeesCollected(receiver, amount);
        _currency.safeTransfer(receiver, amount);
    }

    /// @inheritdoc IFees
    function feeBps() public view returns (uint16) {
        return _feeBps;
    }

    /// @inheritdoc IFees
    function treasury() external view returns (address) {
        return _treasury;
    }

    function _setFee(uint256 newFeeBps) private {
        if (newFeeBps > MAX_FEE_BPS) revert FeeTooHigh(newFeeBps, MAX_FEE_BPS);
        _feeBps = uint16(newFeeBps);
        emit FeeUpdated(newFeeBps);
    }

    function _setTreasury(address newTreasury) private {
        _checkRecipient(newTreasury);
        _treasury = newTreasury;
        emit TreasuryUpdated(newTreasury);
    }
}
