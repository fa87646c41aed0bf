// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ISettlers
/// @notice Who may sign settlements and withdrawals, and which of their nonces are used.
/// @dev A settler is named in ERC-7913 form (`bytes`); its hash is `keccak256(signer)`. The form is the 20 bytes of an account,
/// which signs with its own key or answers by ERC-1271, or `verifier || key`, such as OpenZeppelin's verifier of P-256 keys or
/// our ERC7913Ed25519Verifier. Whoever signs without a key of secp256k1 sends `abi.encode(signer, signature)`. A name is its
/// bytes: the same key by another verifier, or in another form, is another settler.
///
/// Adding takes SETTLER_DELAY, removing is immediate and for ever (MECHANISM.md 28). Nonces are unordered bits on (signer,
/// nonce), never on a signature's hash: a malleated signature cannot be a second one (MECHANISM.md 27).
interface ISettlers {
    /// @notice A settler was added; its signatures count from `activeFrom`, Unix seconds.
    event SettlerAdded(bytes32 indexed signerHash, bytes signer, uint256 activeFrom);
    /// @notice A settler was removed, for ever.
    event SettlerRemoved(bytes32 indexed signerHash, bytes signer);

    /// @notice A signer made a nonce of his void.
    event NonceBurned(bytes32 indexed signerHash, uint256 nonce);

    /// @notice The signature is good, but its signer is not an active settler.
    /// @param signer The account that signed, or the verifier of the key.
    error UnauthorizedSettler(address signer);

    /// @notice The signature is malformed, malleable (high s), or not by whoever must have signed.
    /// @param signer Who must have signed; zero where the signature itself names him.
    error InvalidSignature(address signer);

    /// @notice This settler has used this nonce before.
    error NonceAlreadyUsed(bytes32 signerHash, uint256 nonce);

    /// @notice The signed message is void by now.
    error DeadlinePassed(uint256 deadline);

    /// @notice The signed message would stay valid for too long.
    error DeadlineTooFar(uint256 deadline, uint256 latest);

    /// @notice The signer is no account, nor a key with a verifier that is deployed.
    error InvalidSigner(bytes signer);

    /// @notice The signer is a settler already, or about to be.
    error SettlerExists(bytes32 signerHash);

    /// @notice The signer was removed, which is for ever.
    error SettlerRetired(bytes32 signerHash);

    /// @notice The signer is no settler.
    error UnknownSettler(bytes32 signerHash);

    /// @notice Announces a settler, who can sign from SETTLER_DELAY on. Only the settler admin.
    /// @param signer ERC-7913 signer: an address, or `verifier||key`.
    function addSettler(bytes calldata signer) external;

    /// @notice Removes a settler at once and for ever. Only the settler admin.
    /// @param signer ERC-7913 signer: an address, or `verifier||key`.
    function removeSettler(bytes calldata signer) external;

    /// @notice Makes one of the caller's own nonces void, and with it whatever he signed with it.
    /// @param nonce The nonce.
    function burnNonce(uint256 nonce) external;

    /// @notice The same for a signer who sends no transactions, with his signed `NonceBurn`. Anyone may send it.
    /// @param signerHash `keccak256(signer)`.
    /// @param nonce The nonce.
    /// @param signature His signature of `NonceBurn`, in the form of MECHANISM.md 37.
    function burnNonceFor(bytes32 signerHash, uint256 nonce, bytes calldata signature) external;

    /// @notice Whether a signer can sign now.
    /// @param signer ERC-7913 signer: an address, or `verifier||key`.
    /// @return Whether its signatures count now.
    function isSettler(bytes calldata signer) external view returns (bool);

    /// @notice Whether a settler's nonce is used.
    /// @param signerHash `keccak256(signer)`.
    /// @param nonce Number of the bit.
    /// @return Whether it can be used no more.
    function isNonceUsed(bytes32 signerHash, uint256 nonce) external view returns (bool);
}
