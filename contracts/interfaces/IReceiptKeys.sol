// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice When a key can sign receipts and Extensions. All zero for one that is unknown.
/// @param activeFrom Unix seconds from which it can.
/// @param goodUntil Unix seconds from which it can no more; 2^40 - 1 unless it was removed.
struct ReceiptKey {
    uint40 activeFrom;
    uint40 goodUntil;
}

/// @title IReceiptKeys
/// @notice Who may sign receipts and Extensions. A receipt is a right, so a key that is removed stays good for EXIT_DELAY,
/// longer than any auction (MECHANISM.md 20). Keys are named in ERC-7913 form; receipt keys are never settlers.
/// @dev Adding takes SETTLER_DELAY, and a key vouches only for what was received since: whoever steals the settler admin's key
/// can make receipts for no auction that ended before.
interface IReceiptKeys {
    /// @notice A receipt key was added; its receipts and Extensions are good from `activeFrom`, Unix seconds.
    event ReceiptKeyAdded(bytes32 indexed signerHash, bytes signer, uint256 activeFrom);
    /// @notice A signer's receipts and Extensions are good until `goodUntil`, Unix seconds, and never again.
    event ReceiptKeyRemoved(bytes32 indexed signerHash, bytes signer, uint256 goodUntil);

    /// @notice The signature recovers to somebody who is no receipt key.
    error UnauthorizedReceiptKey(address signer);

    /// @notice The signer is a receipt key, is about to be, or was one: a key serves once, and for one purpose.
    error ReceiptKeyExists(bytes32 signerHash);

    /// @notice The signer is no receipt key that could be removed.
    error UnknownReceiptKey(bytes32 signerHash);

    /// @notice Announces a receipt key, which can sign from SETTLER_DELAY on. Only the settler admin.
    /// @param signer In ERC-7913 form.
    function addReceiptKey(bytes calldata signer) external;

    /// @notice Removes a receipt key for ever: after EXIT_DELAY, or at once if it could not sign yet. Only the settler admin.
    /// @param signer In ERC-7913 form.
    function removeReceiptKey(bytes calldata signer) external;

    /// @notice Whether a signer's receipts are good now.
    /// @param signer In ERC-7913 form.
    /// @return Whether they are.
    function isReceiptKey(bytes calldata signer) external view returns (bool);
}
