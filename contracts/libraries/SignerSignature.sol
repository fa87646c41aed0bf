// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OwnKeySignature} from "./OwnKeySignature.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title SignerSignature
/// @notice Who signed a digest, where the signer is named in ERC-7913 form: 20 bytes of an account, or `verifier || key`.
/// @dev Two forms of signature and no others (MECHANISM.md 37). 65 bytes, low s, v 27 or 28, are an account's own key, even
/// where the account has code (EIP-7702). Anything else is `abi.encode(bytes key, bytes signature)`, of any padding: `key` of 20 bytes
/// is a wallet that answers by ERC-1271, a longer one a key that its first 20 bytes verify. Whether the signer counts is the
/// caller's to say: a contract that anybody names here can only vouch for itself.
library SignerSignature {
    /// @dev The shortest encoding of two `bytes`, both empty.
    uint256 private constant LEAST_ENCODED = 0x80;
    uint256 private constant ACCOUNT_LENGTH = 20;

    /// @notice Who signed `digest`.
    /// @return signerHash `keccak256` of the signer in ERC-7913 form.
    /// @return signer The account, or the verifier of its key; zero if the signature is of neither form or not valid.
    function signerOf(
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bytes32 signerHash, address signer) {
        return _signerOf(digest, signature, 0);
    }

    /// @notice The same, but asks no wallet: it could answer otherwise tomorrow (MECHANISM.md 10).
    function keyOf(bytes32 digest, bytes calldata signature) internal view returns (bytes32 keyHash, address signer) {
        return _signerOf(digest, signature, 1);
    }

    /// @notice Whether `signer` has the form of one who can sign: an account, or a key whose verifier is deployed.
    function isSigner(bytes memory signer) internal view returns (bool) {
        if (signer.length < ACCOUNT_LENGTH || bytes20(signer) == 0) return false;
        return signer.length == ACCOUNT_LENGTH || address(bytes20(signer)).code.length != 0;
    }

    /// @param leastKey Bytes that a verifier's key has at least: with none, the signer is a wallet.
    function _signerOf(
        bytes32 digest,
        bytes calldata signature,
        uint256 leastKey
    ) private view returns (bytes32 signerHash, address signer) {
        if (signature.length == OwnKeySignature.LENGTH) {
            signer = OwnKeySignature.recover(digest, signature);
            return (keccak256(abi.encodePacked(signer)), signer);
        }
        (bytes calldata key, bytes calldata inner) = _decode(signature);
        if (key.length < ACCOUNT_LENGTH + leastKey || !_isValid(key, digest, inner)) return (0, address(0));
        return (keccak256(key), address(bytes20(key)));
    }

    function _isValid(bytes calldata key, bytes32 digest, bytes calldata signature) private view returns (bool) {
        address account = address(bytes20(key));
        if (key.length == ACCOUNT_LENGTH) {
            return SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
        }
        return
            _verifies(
                account,
                abi.encodeCall(IERC7913SignatureVerifier.verify, (key[ACCOUNT_LENGTH:], digest, signature))
            );
    }

    /// @dev Copies one word of what the verifier returns, however much it is.
    function _verifies(address verifier, bytes memory data) private view returns (bool valid) {
        bytes32 magic = IERC7913SignatureVerifier.verify.selector;
        assembly ("memory-safe") {
            let success := staticcall(gas(), verifier, add(data, 0x20), mload(data), 0x00, 0x20)
            valid := and(success, and(gt(returndatasize(), 0x1f), eq(mload(0x00), magic)))
        }
    }

    /// @dev The two parts of `abi.encode(bytes, bytes)`; both empty if `encoded` is laid out otherwise or goes on behind it.
    function _decode(bytes calldata encoded) private pure returns (bytes calldata key, bytes calldata signature) {
        (key, signature) = (encoded[:0], encoded[:0]);
        if (encoded.length < LEAST_ENCODED || _wordAt(encoded, 0) != 0x40) return (key, signature);
        uint256 keyLength = _wordAt(encoded, 0x40);
        if (keyLength > encoded.length) return (key, signature);
        uint256 place = 0x60 + _padded(keyLength);
        if (_wordAt(encoded, 0x20) != place || place + 0x20 > encoded.length) return (key, signature);
        uint256 length = _wordAt(encoded, place);
        place += 0x20;
        if (length > encoded.length || place + _padded(length) != encoded.length) return (key, signature);
        return (encoded[0x60:0x60 + keyLength], encoded[place:place + length]);
    }

    function _wordAt(bytes calldata encoded, uint256 place) private pure returns (uint256) {
        return uint256(bytes32(encoded[place:place + 0x20]));
    }

    /// @dev The length rounded up to whole words.
    function _padded(uint256 length) private pure returns (uint256) {
        return (length + 31) & ~uint256(31);
    }
}
