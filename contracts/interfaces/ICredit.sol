// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ICredit
/// @notice Money that could not be pushed to its receiver and waits for him.
interface ICredit {
    /// @notice Money for `account` could not be pushed and waits as credit.
    /// @param id Trade that it comes from.
    event Credited(address indexed account, bytes32 indexed id, uint256 amount);

    /// @notice The account took its credit.
    event CreditWithdrawn(address indexed account, address indexed recipient, uint256 amount);

    /// @notice The account has no credit.
    error NoCredit(address account);

    /// @notice Pays out all of the caller's credit at once. Works while paused.
    /// @param recipient Who receives it; neither zero nor this contract.
    function withdrawCredit(address recipient) external;

    /// @notice What waits for an account, smallest unit of the currency.
    /// @param account Whose credit.
    /// @return Smallest unit of the currency.
    function creditOf(address account) external view returns (uint256);

    /// @notice Sum of all credit. What the contract holds above it are unpaid fees.
    /// @return Smallest unit of the currency.
    function totalOwed() external view returns (uint256);
}
