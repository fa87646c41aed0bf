// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {OwnKeySignature} from "./OwnKeySignature.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title AccountSignature
/// @notice Whether an account signed (MECHANISM.md 37): by its own key, else by its ERC-1271 code.
/// @dev ECDSA comes first even where the account has code: an account that delegates to code (EIP-7702) keeps its key, and
/// most accounts save the look at their code. What a wallet of code takes is its own matter, and may change at any time: so
/// this is for messages that are used in the transaction that checks them, not for bids.
library AccountSignature {
    /// @param signature 65 bytes, low s, v 27 or 28; or whatever the account's code takes.
    function isValid(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (account != address(0) && OwnKeySignature.recover(digest, signature) == account) return true;
        return
            account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }
}
