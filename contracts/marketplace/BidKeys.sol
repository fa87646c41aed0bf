// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BidKey, IBidKeys} from "../interfaces/IBidKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {OwnKeySignature} from "../libraries/OwnKeySignature.sol";
import {SignerSignature} from "../libraries/SignerSignature.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title BidKeys
/// @notice Who may sign bids for an account besides its own key, and up to how much.
abstract contract BidKeys {
    using SafeCast for uint256;

    mapping(address account => mapping(bytes32 keyHash => BidKey)) internal _bidKeys;

    /// @dev Verifiers that bid keys may have. None is ever taken back: a bid would turn false.
    mapping(address verifier => bool) internal _bidVerifiers;

    /// @dev By auction: the key that signed its best presented bid; zero if it was the bidder's own.
    mapping(bytes32 id => bytes32 keyHash) internal _presentedKeys;

    /// @dev Checks that `bidder`, or a bid key of his, signed `digest`.
    /// @return keyHash The bid key; zero if it was the bidder's own.
    function _checkBidSignature(
        address bidder,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bytes32 keyHash) {
        if (bidder == address(0)) revert ISettlers.InvalidSignature(bidder);
        address signer;
        if (signature.length == OwnKeySignature.LENGTH) {
            signer = OwnKeySignature.recover(digest, signature);
            if (signer == bidder) return 0;
            keyHash = keccak256(abi.encodePacked(signer));
        } else {
            (keyHash, signer) = SignerSignature.keyOf(digest, signature);
        }
        if (signer == address(0)) revert ISettlers.InvalidSignature(bidder);
        if (_capOf(_bidKeys[bidder][keyHash]) == 0) revert ISettlers.InvalidSignature(bidder);
    }

    /// @dev Counts `amount` against the key's cap.
    function _spendBidKey(address account, bytes32 keyHash, uint256 amount) internal {
        _checkBidKeyCap(account, keyHash, amount, 0);
        _countBidKey(account, keyHash, amount);
    }

    /// @param counted What of `amount` is counted already.
    function _checkBidKeyCap(address account, bytes32 keyHash, uint256 amount, uint256 counted) internal view {
        if (keyHash == 0) return;
        BidKey storage key = _bidKeys[account][keyHash];
        uint256 remaining = Math.saturatingSub(_capOf(key), Math.saturatingSub(key.spent, counted));
        if (amount > remaining) revert IBidKeys.BidKeyCapExceeded(account, keyHash, remaining, amount);
    }

    /// @dev Counts `amount`, whatever the cap is now.
    function _countBidKey(address account, bytes32 keyHash, uint256 amount) internal {
        if (keyHash != 0) _bidKeys[account][keyHash].spent += amount.toUint96();
    }

    /// @dev Gives back what a presented bid bound.
    function _unspendBidKey(address account, bytes32 keyHash, uint256 amount) internal {
        if (keyHash != 0) _bidKeys[account][keyHash].spent -= amount.toUint96();
    }

    /// @dev The cap that holds now.
    function _capOf(BidKey storage key) internal view returns (uint256) {
        uint256 nextCapAt = key.nextCapAt;
        return nextCapAt != 0 && block.timestamp >= nextCapAt ? key.nextCap : key.cap;
    }
}
