// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Edwards25519} from "./Edwards25519.sol";
import {Sha512} from "./Sha512.sol";

/// @title Ed25519
/// @notice Verifies signatures of RFC 8032, section 5.1.7, by its cofactorless equation: [s]B = R + [k]A.
/// @dev The strictest reading there is, so that one signature has one encoding and nobody else accepts less: s below the group's
/// order; A and R canonically encoded and not of small order; R compared as bytes. Whoever checks the cofactored equation accepts
/// all of these signatures and, from keys that somebody made with a part of small order, more.
library Ed25519 {
    /// @notice The order of the base point.
    uint256 internal constant ORDER = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed;
    /// @dev 2^256 modulo the order.
    uint256 private constant WORD_MODULO_ORDER = 0x0ffffffffffffffffffffffffffffffec6ef5bf4737dcf70d6ec31748d98951d;
    uint256 private constant SIGN = 1 << 255;

    /// @notice The x of a public key's point.
    /// @return valid False if the key is no canonical encoding of a point.
    function decompress(bytes32 publicKey) internal view returns (bool valid, uint256 x) {
        uint256 encoded = _littleEndian(publicKey);
        return Edwards25519.recoverX(encoded & ~SIGN, encoded >> 255);
    }

    /// @notice Whether (`r`, `s`) is `publicKey`'s signature of `message`.
    /// @param x The x of the key's point; `decompress` must have found it.
    function verify(
        bytes32 publicKey,
        uint256 x,
        bytes memory message,
        bytes32 r,
        bytes32 s
    ) internal view returns (bool) {
        uint256 scalar = _littleEndian(s);
        uint256 y = _littleEndian(publicKey) & ~SIGN;
        uint256 encodedR = _littleEndian(r);
        if (scalar >= ORDER) return false;
        if (Edwards25519.isSmallOrder(y) || Edwards25519.isSmallOrder(encodedR & ~SIGN)) return false;

        (bytes32 first, bytes32 last) = Sha512.hash(abi.encodePacked(r, publicKey, message));
        // 512 bits, the least significant byte first.
        uint256 k = addmod(mulmod(_littleEndian(last), WORD_MODULO_ORDER, ORDER), _littleEndian(first), ORDER);
        (uint256 rx, uint256 ry) = Edwards25519.subtractMultiples(scalar, k, x, y);
        return encodedR == ry | (rx << 255);
    }

    /// @dev The number whose least significant byte comes first.
    function _littleEndian(bytes32 encoded) private pure returns (uint256 value) {
        value = uint256(encoded);
        uint256 mask = 0x00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff;
        value = ((value & mask) << 8) | ((value >> 8) & mask);
        mask = 0x0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff0000ffff;
        value = ((value & mask) << 16) | ((value >> 16) & mask);
        mask = 0x00000000ffffffff00000000ffffffff00000000ffffffff00000000ffffffff;
        value = ((value & mask) << 32) | ((value >> 32) & mask);
        mask = 0x0000000000000000ffffffffffffffff0000000000000000ffffffffffffffff;
        value = ((value & mask) << 64) | ((value >> 64) & mask);
        value = (value << 128) | (value >> 128);
    }
}
