// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @title FickleSigner
/// @notice A wallet and a verifier that answers as it is told, whatever was signed.
/// @dev Whoever asks it must take nothing but the right word, and must not pay for a long answer.
contract FickleSigner is IERC1271, IERC7913SignatureVerifier {
    enum Answer {
        Valid,
        Invalid,
        Revert,
        Short,
        Dirty,
        Bomb
    }

    Answer public answer;

    function setAnswer(Answer newAnswer) external {
        answer = newAnswer;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return _reply(IERC1271.isValidSignature.selector);
    }

    function verify(bytes calldata, bytes32, bytes calldata) external view returns (bytes4) {
        return _reply(IERC7913SignatureVerifier.verify.selector);
    }

    function _reply(bytes4 magic) private view returns (bytes4) {
        Answer answer_ = answer;
        if (answer_ == Answer.Valid) return magic;
        if (answer_ == Answer.Invalid) return 0xffffffff;
        bool reverts = answer_ == Answer.Revert;
        uint256 length =
            answer_ == Answer.Short
                ? 31
                : answer_ == Answer.Bomb
                    ? 1_000_000
                    : 32;
        assembly {
            // The word is right but for what is behind its four bytes.
            mstore(0x00, or(magic, eq(length, 32)))
            if reverts {
                mstore(0x00, magic)
                revert(0x00, 0x20)
            }
            if gt(length, 32) {
                mstore(0x00, not(0))
            }
            return(0x00, length)
        }
    }
}
