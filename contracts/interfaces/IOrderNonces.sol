// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IOrderNonces
/// @notice What ends a signed order: it was filled, its signer cancelled it, or he cancelled all of his at once.
/// @dev Everything here counts by signer, never by item: an order that is filled or cancelled stays so when its item comes
/// back to its seller. One account's listings and offers share nonces and counter.
interface IOrderNonces {
    /// @notice The account cancelled the orders that carry this nonce, as far as they were not filled.
    event OrderCancelled(address indexed account, uint256 indexed nonce);

    /// @notice A trade left units of its order; without this, a trade used its order's nonce.
    event OrderPartlyFilled(bytes32 indexed id, address indexed account, uint256 indexed nonce, uint256 remaining);

    /// @notice The account cancelled all orders that it signed with an earlier counter.
    event CounterBumped(address indexed account, uint256 counter);

    /// @notice An order with this nonce was filled whole, or cancelled.
    error OrderNonceUsed(address account, uint256 nonce);

    /// @notice The account has cancelled all orders of this counter.
    /// @param signed Counter in the order.
    /// @param current Counter that orders need now.
    error CounterMismatch(address account, uint256 signed, uint256 current);

    /// @notice Fewer units are left under the order's nonce than asked for.
    error QuantityUnfilled(bytes32 id, uint256 requested, uint256 remaining);

    /// @notice Ends all of the caller's orders that carry one of these nonces. A nonce that is used already is passed over, so
    /// that a purchase in the same block cannot stop the other cancels. Works while paused.
    /// @param nonces Any, in any order.
    function cancelOrders(uint256[] calldata nonces) external;

    /// @notice Ends all orders that the caller signed so far, known to him or not. Works while paused.
    /// @dev The next counter cannot be foretold: nobody can have had orders signed for it in advance.
    /// @return counter What his orders must carry from now on; always greater than before.
    function bumpCounter() external returns (uint256 counter);

    /// @notice The counter that an account's orders must carry.
    /// @param account Who signs.
    /// @return The counter.
    function counterOf(address account) external view returns (uint256);

    /// @notice Whether no order with this nonce can be filled any more.
    /// @param account Who signs.
    /// @param nonce Nonce of the order.
    /// @return Whether it can be used no more.
    function isOrderNonceUsed(address account, uint256 nonce) external view returns (bool);

    /// @notice Units filled in part under a nonce that is not used yet. Orders of one unit leave no trace here.
    /// @param account Who signs.
    /// @param nonce Nonce of the order.
    /// @return Units filled.
    function filledOf(address account, uint256 nonce) external view returns (uint256);
}
