// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys, ReceiptKey} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {SignerSignature} from "../libraries/SignerSignature.sol";
import {Settlers} from "./Settlers.sol";

/// @title ReceiptKeys
/// @notice The keys that sign receipts and Extensions. Never settlers: who can settle must not be who says what was bid.
abstract contract ReceiptKeys is Settlers {
    /// @dev Of a key that was not removed: for ever.
    uint40 internal constant GOOD = type(uint40).max;

    /// @dev By signer hash; all zero if unknown.
    mapping(bytes32 signerHash => ReceiptKey) internal _receiptKeys;

    function _isReceiptKey(bytes32 signerHash) internal view returns (bool) {
        ReceiptKey storage key = _receiptKeys[signerHash];
        return key.activeFrom <= block.timestamp && block.timestamp < key.goodUntil;
    }

    /// @dev Checks that a receipt key signed `digest`.
    /// @return activeFrom Since when it can, Unix seconds: what was received before is not the key's to tell.
    function _checkReceiptSignature(
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (uint256 activeFrom) {
        (bytes32 signerHash, address signer) = _signerOf(digest, signature);
        if (!_isReceiptKey(signerHash)) revert IReceiptKeys.UnauthorizedReceiptKey(signer);
        return _receiptKeys[signerHash].activeFrom;
    }

    function _addReceiptKey(bytes memory signer, uint256 activeFrom) internal {
        if (!SignerSignature.isSigner(signer)) revert ISettlers.InvalidSigner(signer);
        bytes32 signerHash = keccak256(signer);
        if (_settlers[signerHash] != 0) revert ISettlers.SettlerExists(signerHash);
        if (_receiptKeys[signerHash].goodUntil != 0) revert IReceiptKeys.ReceiptKeyExists(signerHash);
        // Times of the chain and of its durations fit for 34,000 years.
        _receiptKeys[signerHash] = ReceiptKey(uint40(activeFrom), GOOD);
        emit IReceiptKeys.ReceiptKeyAdded(signerHash, signer, activeFrom);
    }
}
