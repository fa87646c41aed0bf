// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISettlers} from "../../interfaces/ISettlers.sol";
import {Settlers} from "../Settlers.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";

/// @title SettlerRegistry
/// @notice Adds and removes settlers. The Marketplace has checked the caller's role before it delegates.
abstract contract SettlerRegistry is OnlyDelegated, Settlers {
    /// @dev See {ISettlers-addSettler}.
    function addSettler(bytes calldata signer) external onlyDelegated {
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
}
