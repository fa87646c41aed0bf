// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlers} from "../interfaces/ISettlers.sol";
import {SignerSignature} from "../libraries/SignerSignature.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

/// @title Settlers
/// @notice The keys that sign settlements and withdrawals, and the nonces that they have spent.
abstract contract Settlers is EIP712 {
    /// @dev A settler's time of activation once removed: never.
    uint256 internal constant RETIRED = type(uint256).max;

    /// @notice Seconds until a new settler, or receipt key, can sign.
    uint256 public immutable SETTLER_DELAY;

    /// @dev By signer hash: Unix seconds from which it can sign; zero if unknown.
    mapping(bytes32 signerHash => uint256 activeFrom) internal _settlers;

    /// @dev By signer hash and word: 256 nonces a word.
    mapping(bytes32 signerHash => mapping(uint256 word => uint256 bits)) internal _nonces;

    constructor(uint256 settlerDelay) EIP712("Plaza Marketplace", "1") {
        SETTLER_DELAY = settlerDelay;
    }

    /// @dev Checks that an active settler signed `digest` and spends his nonce.
    function _useSettlerSignature(
        bytes32 digest,
        uint256 nonce,
        uint256 deadline,
        uint256 maxAhead,
        bytes calldata signature
    ) internal returns (bytes32 signerHash) {
        signerHash = _checkSettlerSignature(digest, deadline, maxAhead, signature);
        _useNonce(signerHash, nonce);
    }

    /// @dev Checks that an active settler signed `digest`.
    /// @param maxAhead Seconds that the deadline may lie ahead, so that nobody can bank signatures.
    function _checkSettlerSignature(
        bytes32 digest,
        uint256 deadline,
        uint256 maxAhead,
        bytes calldata signature
    ) internal view returns (bytes32 signerHash) {
        if (block.timestamp > deadline) revert ISettlers.DeadlinePassed(deadline);
        if (deadline > block.timestamp + maxAhead) {
            revert ISettlers.DeadlineTooFar(deadline, block.timestamp + maxAhead);
        }
        address signer;
        (signerHash, signer) = _signerOf(digest, signature);
        if (!_isActive(signerHash)) revert ISettlers.UnauthorizedSettler(signer);
    }

    function _useNonce(bytes32 signerHash, uint256 nonce) internal {
        uint256 bits = _nonces[signerHash][nonce >> 8];
        uint256 bit = 1 << (nonce & 0xff);
        if (bits & bit != 0) revert ISettlers.NonceAlreadyUsed(signerHash, nonce);
        _nonces[signerHash][nonce >> 8] = bits | bit;
    }

    /// @dev Who signed `digest`, in hashed ERC-7913 form, whoever that is.
    /// @return signerHash Of him.
    /// @return signer The account, or the verifier of the key.
    function _signerOf(
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bytes32 signerHash, address signer) {
        (signerHash, signer) = SignerSignature.signerOf(digest, signature);
        if (signer == address(0)) revert ISettlers.InvalidSignature(signer);
    }

    function _isActive(bytes32 signerHash) internal view returns (bool) {
        uint256 activeFrom = _settlers[signerHash];
        return activeFrom != 0 && activeFrom <= block.timestamp;
    }

    function _addSettler(bytes memory signer, uint256 activeFrom) internal {
        if (!SignerSignature.isSigner(signer)) revert ISettlers.InvalidSigner(signer);
        bytes32 signerHash = keccak256(signer);
        uint256 known = _settlers[signerHash];
        if (known == RETIRED) revert ISettlers.SettlerRetired(signerHash);
        if (known != 0) revert ISettlers.SettlerExists(signerHash);
        _settlers[signerHash] = activeFrom;
        emit ISettlers.SettlerAdded(signerHash, signer, activeFrom);
    }
}
