// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IOrderTrades
/// @notice What signed listings and offers share.
interface IOrderTrades {
    /// @notice Part of the price of a trade went to the collection's royalty receiver, or became his credit.
    event RoyaltyPaid(bytes32 indexed id, address indexed receiver, uint256 amount);

    /// @notice The order's time is over.
    error OrderExpired(bytes32 id, uint256 expiry);

    /// @notice The signature is malformed, malleable (high s), or not by the account that must have signed.
    /// @param signer Who must have signed.
    error InvalidSignature(address signer);

    /// @notice The currency itself is no item: an allowance to pay could be signed away as one.
    error UnsupportedToken(address token);

    /// @notice An ERC-721 item has exactly one unit.
    error NotASingleItem(uint256 quantity);
}
