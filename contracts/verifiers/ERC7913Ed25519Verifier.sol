// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ed25519} from "../libraries/Ed25519.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title ERC7913Ed25519Verifier
/// @notice ERC-7913 verifier of Ed25519 keys. Stateless, immutable, and free to use by any contract.
/// @dev A key is the public key's 32 bytes as RFC 8032 encodes them, and nothing else: it has one name here, so that whoever
/// takes a signer off a list takes off all of it. A signature is R and s, 64 bytes. Which signatures count: `Ed25519`.
contract ERC7913Ed25519Verifier is IERC7913SignatureVerifier {
    bytes4 private constant INVALID = 0xffffffff;

    /// @inheritdoc IERC7913SignatureVerifier
    /// @return The selector of this function if the signature is valid, else 0xffffffff.
    function verify(bytes calldata key, bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return verifyMessage(key, abi.encodePacked(hash), signature) ? this.verify.selector : INVALID;
    }

    /// @notice Whether `signature` is `key`'s signature of a message of any length.
    /// @param key Public key, 32 bytes.
    /// @param message What was signed.
    /// @param signature Signature of it.
    /// @return Whether the signature is valid.
    function verifyMessage(
        bytes calldata key,
        bytes memory message,
        bytes calldata signature
    ) public view returns (bool) {
        if (key.length != 32 || signature.length != 64) return false;
        (bool valid, uint256 x) = Ed25519.decompress(bytes32(key));
        return valid && Ed25519.verify(bytes32(key), x, message, bytes32(signature[:32]), bytes32(signature[32:]));
    }
}
