// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {SignerSignature} from "../libraries/SignerSignature.sol";
import {Settlers} from "./Settlers.sol";

/// @title ReceiptKeys
/// @notice The keys that sign receipts and Extensions. Never settlers: who can settle must not be who says what was bid.
abstract contract ReceiptKeys is Settlers {
    /// @dev By signer hash: Unix seconds until which its receipts are good; zero if unknown.
    mapping(bytes32 signerHash => uint256 goodUntil) internal _receiptKeys;

    function _isReceiptKey(bytes32 signerHash) internal view returns (bool) {
        return block.timestamp < _receiptKeys[signerHash];
    }

    /// @dev Checks that a receipt key signed `digest`.
    function _checkReceiptSignature(bytes32 digest, bytes calldata signature) internal view {
        (bytes32 signerHash, address signer) = _signerOf(digest, signature);
        if (!_isReceiptKey(signerHash)) revert IReceiptKeys.UnauthorizedReceiptKey(signer);
    }

    function _addReceiptKey(bytes memory signer) internal {
        if (!SignerSignature.isSigner(signer)) revert ISettlers.InvalidSigner(signer);
        bytes32 signerHash = keccak256(signer);
        if (_settlers[signerHash] != 0) revert ISettlers.SettlerExists(signerHash);
        if (_receiptKeys[signerHash] != 0) revert IReceiptKeys.ReceiptKeyExists(signerHash);
        _receiptKeys[signerHash] = type(uint256).max;
        emit IReceiptKeys.ReceiptKeyAdded(signerHash, signer);
    }
}
