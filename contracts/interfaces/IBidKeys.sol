// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A key that signs bids for an account. All zero for an unknown one.
/// @param cap The most that all sales by bids of this key may cost together, smallest unit of the currency.
/// @param spent What they have cost, and what the best presented bids bind that this key signed.
/// @param nextCap The cap from `nextCapAt` on.
/// @param nextCapAt Unix seconds from which a lower cap holds; zero when none is coming.
struct BidKey {
    uint96 cap;
    uint96 spent;
    uint40 nextCapAt;
    uint96 nextCap;
}

/// @title IBidKeys
/// @notice Keys that bid for an account without its wallet: a game's session key, or the key of a wallet of code, whose own
/// ERC-1271 answer could change after a bid (MECHANISM.md 10).
/// @dev A key is named in ERC-7913 form: the 20 bytes of an ECDSA key's address, or `verifier || key` with an allowed verifier.
/// It can do nothing but sign bids, which are paid from the account's vault. A bid that was good stays good until its auction
/// ends: a cap rises at once and falls after EXIT_DELAY.
interface IBidKeys {
    /// @notice An account gave a key, raised its cap, or announced a lower one.
    /// @param cap The new cap; zero removes the key.
    /// @param activeFrom Unix seconds from which it holds.
    event BidKeyUpdated(address indexed account, bytes32 indexed keyHash, bytes key, uint256 cap, uint256 activeFrom);

    /// @notice Bid keys with this verifier can be given from now on, for ever.
    event BidVerifierAllowed(address indexed verifier);

    /// @notice What the key may spend does not cover the bid.
    error BidKeyCapExceeded(address account, bytes32 keyHash, uint256 remaining, uint256 required);

    /// @notice The verifier is not allowed, or is no contract.
    error BidVerifierNotAllowed(address verifier);

    /// @notice Gives a key that bids for the caller, or changes its cap. Works while paused.
    /// @dev Notes: a higher cap holds at once, a lower one after EXIT_DELAY; until then a new one may be announced instead. Zero
    /// removes the key. What it has spent stays counted.
    /// @param key In ERC-7913 form.
    /// @param cap The most that all sales by the key's bids may cost together, smallest unit of the currency.
    function setBidKey(bytes calldata key, uint256 cap) external;

    /// @notice Allows bid keys with a verifier, for ever. It must be immutable code without state. Only the settler admin.
    /// @param verifier An ERC-7913 verifier.
    function allowBidVerifier(address verifier) external;

    /// @notice How a key of an account stands.
    /// @param account Whose key it is.
    /// @param keyHash `keccak256(key)`.
    /// @return Its caps and what it has spent; all zero for an unknown key.
    function bidKeyOf(address account, bytes32 keyHash) external view returns (BidKey memory);

    /// @notice Whether bid keys can be given with this verifier.
    /// @param verifier An ERC-7913 verifier.
    /// @return True for ever once it was allowed.
    function isBidVerifier(address verifier) external view returns (bool);
}
