// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IFees
/// @notice The platform fee: rounded up, kept in the contract until collected. The Marketplace fixes it when an item is put up,
/// Orders at the trade.
interface IFees {
    /// @notice The fee of what is put up from now on is another, in basis points; in Orders, that of trades from now on.
    event FeeUpdated(uint256 feeBps);
    /// @notice Fees go to another account from now on.
    event TreasuryUpdated(address treasury);
    /// @notice Fees went to the treasury.
    event FeesCollected(address indexed treasury, uint256 amount);

    /// @notice The fee is above the hard cap.
    error FeeTooHigh(uint256 feeBps, uint256 maximum);

    /// @notice Sets the fee of listings and auctions made from now on; in Orders, of trades. Only the fee admin; at most MAX_FEE_BPS.
    /// @param newFeeBps Basis points; at most `MAX_FEE_BPS`.
    function setFee(uint256 newFeeBps) external;

    /// @notice Sets who receives collected fees. Only the fee admin.
    /// @param newTreasury Receiver of the fees; neither zero nor this contract.
    function setTreasury(address newTreasury) external;

    /// @notice Sends all unpaid fees (what is held above `totalOwed`) to the treasury. Anyone may call; works while paused.
    /// @return amount What was sent, smallest unit of the currency.
    function collectFees() external returns (uint256 amount);

    /// @notice Fee of new listings and auctions, or of Orders' trades, in basis points.
    /// @return Basis points.
    function feeBps() external view returns (uint16);

    /// @notice Who receives collected fees.
    /// @return Receiver of the fees.
    function treasury() external view returns (address);
}
