// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BidKey, IBidKeys} from "../../interfaces/IBidKeys.sol";
import {ISettlers} from "../../interfaces/ISettlers.sol";
import {SignerSignature} from "../../libraries/SignerSignature.sol";
import {BidKeys} from "../BidKeys.sol";
import {Vault} from "../Vault.sol";
import {OnlyDelegated} from "./OnlyDelegated.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title BidKeyRegistry
/// @notice Gives, caps and removes bid keys.
abstract contract BidKeyRegistry is OnlyDelegated, BidKeys, Vault {
    using SafeCast for uint256;

    /// @dev See {IBidKeys-setBidKey}.
    function setBidKey(bytes calldata key, uint256 cap) external onlyDelegated {
        if (!SignerSignature.isSigner(key)) revert ISettlers.InvalidSigner(key);
        address verifier = address(bytes20(key));
        if (key.length > 20 && !_bidVerifiers[verifier]) revert IBidKeys.BidVerifierNotAllowed(verifier);

        bytes32 keyHash = keccak256(key);
        BidKey storage known = _bidKeys[msg.sender][keyHash];
        uint256 present = _capOf(known);
        bool lowers = cap < present;
        uint256 activeFrom = lowers ? block.timestamp + EXIT_DELAY : block.timestamp;
        known.cap = (lowers ? present : cap).toUint96();
        known.nextCap = lowers ? cap.toUint96() : 0;
        known.nextCapAt = lowers ? activeFrom.toUint40() : 0;
        emit IBidKeys.BidKeyUpdated(msg.sender, keyHash, key, cap, activeFrom);
    }

    /// @dev See {IBidKeys-allowBidVerifier}. The Marketplace has checked the caller's role before it delegates.
    function allowBidVerifier(address verifier) external onlyDelegated {
        if (verifier.code.length == 0) revert IBidKeys.BidVerifierNotAllowed(verifier);
        _bidVerifiers[verifier] = true;
        emit IBidKeys.BidVerifierAllowed(verifier);
    }
}
