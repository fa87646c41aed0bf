// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys} from "../../interfaces/IReceiptKeys.sol";
import {ReceiptKeys} from "../ReceiptKeys.sol";
import {Vault} from "../Vault.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title ReceiptKeyRegistry
/// @notice Adds and removes receipt keys. The Marketplace has checked the caller's role before it delegates.
abstract contract ReceiptKeyRegistry is OnlyDelegated, ReceiptKeys, Vault {
    /// @dev See {IReceiptKeys-addReceiptKey}.
    function addReceiptKey(bytes calldata signer) external onlyDelegated {
        _addReceiptKey(signer);
    }

    /// @dev See {IReceiptKeys-removeReceiptKey}.
    function removeReceiptKey(bytes calldata signer) external onlyDelegated {
        bytes32 signerHash = keccak256(signer);
        if (_receiptKeys[signerHash] != type(uint256).max) revert IReceiptKeys.UnknownReceiptKey(signerHash);
        uint256 goodUntil = block.timestamp + EXIT_DELAY;
        _receiptKeys[signerHash] = goodUntil;
        emit IReceiptKeys.ReceiptKeyRemoved(signerHash, signer, goodUntil);
    }
}
