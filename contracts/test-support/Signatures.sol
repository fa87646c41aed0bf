// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Signatures
/// @notice Every way to spoil a good signature. None of the results may be taken (MECHANISM.md 37).
library Signatures {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    /// @param good 65 bytes, low s, v 27 or 28.
    function malformed(bytes memory good) internal pure returns (bytes[] memory all) {
        (bytes32 r, bytes32 s, uint8 v) = split(good);
        bytes32 highS = bytes32(ORDER - uint256(s));
        uint8 otherV = v == 27 ? 28 : 27;
        all = new bytes[](12);
        all[0] = "";
        all[1] = abi.encodePacked(r, s);
        // Compact, ERC-2098: what most libraries would take as well.
        all[2] = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        all[3] = abi.encodePacked(good, uint8(0));
        all[4] = abi.encodePacked(r, s, v - 27);
        all[5] = abi.encodePacked(r, s, uint8(0));
        all[6] = abi.encodePacked(r, s, uint8(29));
        // The malleated twin, and half of it.
        all[7] = abi.encodePacked(r, highS, otherV);
        all[8] = abi.encodePacked(r, highS, v);
        all[9] = new bytes(65);
        all[10] = abi.encodePacked(bytes32(0), s, v);
        all[11] = abi.encodePacked(r, bytes32(0), v);
    }

    function recover(bytes32 digest, bytes memory signature) internal pure returns (address) {
        (bytes32 r, bytes32 s, uint8 v) = split(signature);
        return ecrecover(digest, v, r, s);
    }

    function split(bytes memory signature) internal pure returns (bytes32 r, bytes32 s, uint8 v) {
        (r, s) = abi.decode(signature, (bytes32, bytes32));
        v = uint8(signature[64]);
    }
}
