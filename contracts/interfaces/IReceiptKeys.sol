// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IReceiptKeys
/// @notice Who may sign receipts and Extensions. A receipt is a right, so a key that is removed stays good for EXIT_DELAY,
/// longer than any auction (MECHANISM.md 20). Keys are named in ERC-7913 form; receipt keys are never settlers.
interface IReceiptKeys {
    /// @notice A signer's receipts and Extensions are good from now on.
    event ReceiptKeyAdded(bytes32 indexed signerHash, bytes signer);
    /// @notice A signer's receipts and Extensions are good until `goodUntil`, Unix seconds, and never again.
    event ReceiptKeyRemoved(bytes32 indexed signerHash, bytes signer, uint256 goodUntil);

    /// @notice The signature recovers to somebody who is no receipt key.
    error UnauthorizedReceiptKey(address signer);

    /// @notice The signer is a receipt key, or was one: a key serves once, and for one purpose.
    error ReceiptKeyExists(bytes32 signerHash);

    /// @notice The signer is no receipt key that could be removed.
    error UnknownReceiptKey(bytes32 signerHash);

    /// @notice Adds a receipt key. Only the settler admin.
    /// @param signer In ERC-7913 form.
    function addReceiptKey(bytes calldata signer) external;

    /// @notice Removes a receipt key after EXIT_DELAY. Only the settler admin.
    /// @param signer In ERC-7913 form.
    function removeReceiptKey(bytes calldata signer) external;

    /// @notice Whether a signer's receipts are good now.
    /// @param signer In ERC-7913 form.
    /// @return Whether they are.
    function isReceiptKey(bytes calldata signer) external view returns (bool);
}
