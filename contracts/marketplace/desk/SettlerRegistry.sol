// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys} from "../../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../../interfaces/ISettlers.sol";
import {OrderHash} from "../../libraries/OrderHash.sol";
import {ReceiptKeys} from "../ReceiptKeys.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title SettlerRegistry
/// @notice Adds and removes settlers, whose caller's role the Marketplace has checked before it delegates, and burns nonces.
abstract contract SettlerRegistry is OnlyDelegated, ReceiptKeys {
    /// @dev See {ISettlers-addSettler}.
    function addSettler(bytes calldata signer) external onlyDelegated {
        bytes32 signerHash = keccak256(signer);
        if (_receiptKeys[signerHash].goodUntil != 0) revert IReceiptKeys.ReceiptKeyExists(signerHash);
        _addSettler(signer, block.timestamp + SETTLER_DELAY);
    }

    /// @dev See {ISettlers-removeSettler}.
    function removeSettler(bytes calldata signer) external onlyDelegated {
        bytes32 signerHash = keccak256(signer);
        uint256 activeFrom = _settlers[signerHash];
        if (activeFrom == 0) revert ISettlers.UnknownSettler(signerHash);
        if (activeFrom == RETIRED) revert ISettlers.SettlerRetired(signerHash);
        _settlers[signerHash] = RETIRED;
        emit ISettlers.SettlerRemoved(signerHash, signer);
    }

    /// @dev See {ISettlers-burnNonce}.
    function burnNonce(uint256 nonce) external onlyDelegated {
        _burnNonce(keccak256(abi.encodePacked(msg.sender)), nonce);
    }

    /// @dev See {ISettlers-burnNonceFor}.
    function burnNonceFor(bytes32 signerHash, uint256 nonce, bytes calldata signature) external onlyDelegated {
        bytes32 digest = _hashTypedDataV4(OrderHash.hashNonceBurn(signerHash, nonce));
        (bytes32 actual, address signer) = _signerOf(digest, signature);
        if (actual != signerHash) revert ISettlers.InvalidSignature(signer);
        _burnNonce(signerHash, nonce);
    }

    function _burnNonce(bytes32 signerHash, uint256 nonce) private {
        _useNonce(signerHash, nonce);
        emit ISettlers.NonceBurned(signerHash, nonce);
    }
}
