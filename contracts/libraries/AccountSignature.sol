// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title AccountSignature
/// @notice Whether an account signed (MECHANISM.md 37): by its own key, else by its ERC-1271 code.
/// @dev ECDSA comes first even where the account has code: an account that delegates to code (EIP-7702) keeps its key, and
/// most accounts save the look at their code. What a wallet of code takes is its own matter, and may change at any time: so
/// this is for messages that are used in the transaction that checks them, not for bids.
library AccountSignature {
    /// @dev Above it, `s` has a twin that signs the same: half the order of secp256k1.
    uint256 private constant MAX_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @param signature 65 bytes, low s, v 27 or 28; or whatever the account's code takes.
    function isValid(address account, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signature.length == 65 && account != address(0) && _recover(digest, signature) == account) return true;
        return
            account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }

    /// @dev OpenZeppelin's `ECDSA.tryRecoverCalldata` for one form, at half of its gas: what the precompile reads is what the
    /// signature holds, in another order. The precompile itself answers nothing for any `v` but 27 and 28.
    function _recover(bytes32 digest, bytes calldata signature) private view returns (address recovered) {
        uint256 maxS = MAX_S;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, digest)
            mstore(add(input, 0x20), byte(0, calldataload(add(signature.offset, 0x40))))
            calldatacopy(add(input, 0x40), signature.offset, 0x40)
            mstore(0, 0)
            if iszero(gt(mload(add(input, 0x60)), maxS)) {
                pop(staticcall(gas(), 1, input, 0x80, 0, 0x20))
            }
            recovered := mload(0)
        }
    }
}
