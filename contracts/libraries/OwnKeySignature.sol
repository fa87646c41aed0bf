// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title OwnKeySignature
/// @notice Which account's own key, of secp256k1, signed a digest (MECHANISM.md 37).
/// @dev OpenZeppelin's `ECDSA.tryRecoverCalldata` for one form, at half of its gas: what the precompile reads is what the
/// signature holds, in another order.
library OwnKeySignature {
    /// @notice Bytes of the only form there is, `r || s || v`: EIP-2098's shorter one would be a second signature.
    uint256 internal constant LENGTH = 65;

    /// @dev Above it, `s` has a twin that signs the same: half the order of secp256k1.
    uint256 private constant MAX_S = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @return account Zero if the signature is not 65 bytes, low s, v 27 or 28, or no key's.
    function recover(bytes32 digest, bytes calldata signature) internal view returns (address account) {
        uint256 length = LENGTH;
        uint256 maxS = MAX_S;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, digest)
            mstore(add(input, 0x20), byte(0, calldataload(add(signature.offset, 0x40))))
            calldatacopy(add(input, 0x40), signature.offset, 0x40)
            mstore(0, 0)
            // The precompile answers nothing for any `v` but 27 and 28.
            if and(eq(signature.length, length), iszero(gt(mload(add(input, 0x60)), maxS))) {
                pop(staticcall(gas(), 1, input, 0x80, 0, 0x20))
            }
            account := mload(0)
        }
    }
}
