// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys, ReceiptKey} from "../../interfaces/IReceiptKeys.sol";
import {ReceiptKeys} from "../ReceiptKeys.sol";
import {Vault} from "../Vault.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title ReceiptKeyRegistry
/// @notice Adds and removes receipt keys. The Marketplace has checked the caller's role before it delegates.
abstract contract ReceiptKeyRegistry is OnlyDelegated, ReceiptKeys, Vault {
    /// @dev See {IReceiptKeys-addReceiptKey}.
    function addReceiptKey(bytes calldata signer) external onlyDelegated {
        _addReceiptKey(signer, block.timestamp + SETTLER_DELAY);
    }

    /// @dev See {IReceiptKeys-removeReceiptKey}.
    function removeReceiptKey(bytes calldata signer) external onlyDelegated {
        bytes32 signerHash = keccak256(signer);
        ReceiptKey storage key = _receiptKeys[signerHash];
        if (key.goodUntil != GOOD) revert IReceiptKeys.UnknownReceiptKey(signerHash);
        // One that was never good has given nobody a right.
        uint256 goodUntil = block.timestamp < key.activeFrom ? block.timestamp : block.timestamp + EXIT_DELAY;
        key.goodUntil = uint40(goodUntil);
        emit IReceiptKeys.ReceiptKeyRemoved(signerHash, signer, goodUntil);
    }
}
