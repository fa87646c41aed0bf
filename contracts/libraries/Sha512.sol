// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Sha512
/// @notice SHA-512 as FIPS 180-4 defines it.
/// @dev The EVM has words of 256 bits where SHA-512 has 64. Two things follow. A word written twice behind itself rotates by a
/// plain shift right. And what stands above a word's 64 bits does no harm to sums and bitwise operations below it, so sums are
/// masked once, at their end.
library Sha512 {
    /// @dev Times this, a 64-bit word stands in its 128-bit lane twice.
    uint256 private constant TWICE = 0x10000000000000001;
    uint256 private constant WORD = 0xffffffffffffffff;
    /// @dev The low 64 bits of both 128-bit lanes.
    uint256 private constant LANES = 0xffffffffffffffff0000000000000000ffffffffffffffff;

    /// @dev The 80 round constants of 64 bits (4.2.3).
    bytes private constant ROUND_CONSTANTS =
        hex"428a2f98d728ae227137449123ef65cdb5c0fbcfec4d3b2fe9b5dba58189dbbc"
        hex"3956c25bf348b53859f111f1b605d019923f82a4af194f9bab1c5ed5da6d8118"
        hex"d807aa98a303024212835b0145706fbe243185be4ee4b28c550c7dc3d5ffb4e2"
        hex"72be5d74f27b896f80deb1fe3b1696b19bdc06a725c71235c19bf174cf692694"
        hex"e49b69c19ef14ad2efbe4786384f25e30fc19dc68b8cd5b5240ca1cc77ac9c65"
        hex"2de92c6f592b02754a7484aa6ea6e4835cb0a9dcbd41fbd476f988da831153b5"
        hex"983e5152ee66dfaba831c66d2db43210b00327c898fb213fbf597fc7beef0ee4"
        hex"c6e00bf33da88fc2d5a79147930aa72506ca6351e003826f142929670a0e6e70"
        hex"27b70a8546d22ffc2e1b21385c26c9264d2c6dfc5ac42aed53380d139d95b3df"
        hex"650a73548baf63de766a0abb3c77b2a881c2c92e47edaee692722c851482353b"
        hex"a2bfe8a14cf10364a81a664bbc423001c24b8b70d0f89791c76c51a30654be30"
        hex"d192e819d6ef5218d69906245565a910f40e35855771202a106aa07032bbd1b8"
        hex"19a4c116b8d2d0c81e376c085141ab532748774cdf8eeb9934b0bcb5e19b48a8"
        hex"391c0cb3c5c95a634ed8aa4ae3418acb5b9cca4f7763e373682e6ff3d6b2b8a3"
        hex"748f82ee5defb2fc78a5636f43172f6084c87814a1f0ab728cc702081a6439ec"
        hex"90befffa23631e28a4506cebde82bde9bef9a3f7b2c67915c67178f2e372532b"
        hex"ca273eceea26619cd186b8c721c0c207eada7dd6cde0eb1ef57d4f7fee6ed178"
        hex"06f067aa72176fba0a637dc5a2c898a6113f9804bef90dae1b710b35131c471b"
        hex"28db77f523047d8432caab7b40c724933c9ebe0a15c9bebc431d67c49c100d4c"
        hex"4cc5d4becb3e42b6597f299cfc657e2a5fcb6fab3ad6faec6c44198c4a475817";

    /// @notice The digest of `message`: its first and its last 32 bytes.
    function hash(bytes memory message) internal pure returns (bytes32 first, bytes32 last) {
        bytes memory padded = _pad(message);
        bytes memory constants = ROUND_CONSTANTS;
        // Word t of the schedule stands in the 16 bytes from 16 * t: any mload finds two of them, one a lane.
        bytes memory schedule = new bytes(80 * 16);
        // The initial hash value (5.3.5).
        uint256[8] memory state = [
            uint256(0x6a09e667f3bcc908),
            0xbb67ae8584caa73b,
            0x3c6ef372fe94f82b,
            0xa54ff53a5f1d36f1,
            0x510e527fade682d1,
            0x9b05688c2b3e6c1f,
            0x1f83d9abfb41bd6b,
            0x5be0cd19137e2179
        ];
        for (uint256 offset = 0; offset < padded.length; offset += 128) {
            _expand(schedule, padded, offset);
            _compress(state, schedule, constants);
        }
        first = bytes32((state[0] << 192) | (state[1] << 128) | (state[2] << 64) | state[3]);
        last = bytes32((state[4] << 192) | (state[5] << 128) | (state[6] << 64) | state[7]);
    }

    /// @dev A one bit, zeros, and the length in bits in the last 128, to a multiple of 128 bytes (5.1.2).
    function _pad(bytes memory message) private pure returns (bytes memory padded) {
        uint256 length = message.length;
        padded = new bytes((length + 17 + 127) & ~uint256(127));
        assembly ("memory-safe") {
            mcopy(add(padded, 0x20), add(message, 0x20), length)
            mstore8(add(add(padded, 0x20), length), 0x80)
            // A message fits 2^61 bytes many times over: the last word alone holds its length, and perhaps the one bit.
            let lastWord := add(padded, mload(padded))
            mstore(lastWord, or(mload(lastWord), shl(3, length)))
        }
    }

    /// @dev The message schedule of a block (6.4.2, step 1), two words at a time.
    function _expand(bytes memory schedule, bytes memory padded, uint256 offset) private pure {
        assembly ("memory-safe") {
            let w := add(schedule, 0x20)
            let source := add(add(padded, 0x20), offset)
            let first := add(w, 256)
            for {} lt(w, first) {
                w := add(w, 64)
                source := add(source, 32)
            } {
                let four := mload(source)
                mstore(w, or(shl(128, shr(192, four)), and(shr(128, four), WORD)))
                mstore(add(w, 32), or(shl(128, and(shr(64, four), WORD)), and(four, WORD)))
            }
            for {
                let end := add(w, 1024)
            } lt(w, end) {
                w := add(w, 32)
            } {
                let x := mload(sub(w, 240))
                let y := mload(sub(w, 32))
                let xTwice := mul(x, TWICE)
                let yTwice := mul(y, TWICE)
                // Shifts push bits of the left lane into the upper half of the right one; the masks take them away.
                mstore(
                    w,
                    and(
                        LANES,
                        add(
                            add(mload(sub(w, 256)), mload(sub(w, 112))),
                            add(
                                and(LANES, xor(xor(shr(1, xTwice), shr(8, xTwice)), shr(7, x))),
                                and(LANES, xor(xor(shr(19, yTwice), shr(61, yTwice)), shr(6, y)))
                            )
                        )
                    )
                )
            }
        }
    }

    /// @dev Adds one more block to the hash value (6.4.2, steps 2 to 4), two rounds a turn: with one the eight variables are
    /// moved twice as often, with more the compiler's optimizer runs out of stack and moves them to memory.
    // One loop over variables on the stack: taken apart, each turn would move them for a call.
    // solhint-disable-next-line function-max-lines
    function _compress(uint256[8] memory state, bytes memory schedule, bytes memory constants) private pure {
        assembly ("memory-safe") {
            // So that an mload at k or w ends with the word that is meant.
            let k := add(constants, 8)
            let w := add(schedule, 16)
            let end := add(k, 640)
            let a := mload(add(state, 0x0))
            let b := mload(add(state, 0x20))
            let c := mload(add(state, 0x40))
            let d := mload(add(state, 0x60))
            let e := mload(add(state, 0x80))
            let f := mload(add(state, 0xa0))
            let g := mload(add(state, 0xc0))
            let h := mload(add(state, 0xe0))
            for {} lt(k, end) {
                k := add(k, 16)
                w := add(w, 32)
            } {
                let twice := mul(e, TWICE)
                h := add(
                    add(add(h, mload(k)), add(mload(w), xor(g, and(e, xor(f, g))))),
                    xor(xor(shr(14, twice), shr(18, twice)), shr(41, twice))
                )
                d := and(add(d, h), WORD)
                twice := mul(a, TWICE)
                h := and(
                    add(
                        add(h, xor(and(a, b), and(c, xor(a, b)))),
                        xor(xor(shr(28, twice), shr(34, twice)), shr(39, twice))
                    ),
                    WORD
                )

                twice := mul(d, TWICE)
                g := add(
                    add(add(g, mload(add(k, 8))), add(mload(add(w, 16)), xor(f, and(d, xor(e, f))))),
                    xor(xor(shr(14, twice), shr(18, twice)), shr(41, twice))
                )
                c := and(add(c, g), WORD)
                twice := mul(h, TWICE)
                g := and(
                    add(
                        add(g, xor(and(h, a), and(b, xor(h, a)))),
                        xor(xor(shr(28, twice), shr(34, twice)), shr(39, twice))
                    ),
                    WORD
                )

                // The eight go two places on.
                twice := h
                h := f
                f := d
                d := b
                b := twice
                twice := g
                g := e
                e := c
                c := a
                a := twice
            }
            // Tells the optimizer that memory may have changed: else it keeps the eight old words on the stack all along.
            mstore(0x00, 0)
            mstore(add(state, 0x0), and(add(mload(add(state, 0x0)), a), WORD))
            mstore(add(state, 0x20), and(add(mload(add(state, 0x20)), b), WORD))
            mstore(add(state, 0x40), and(add(mload(add(state, 0x40)), c), WORD))
            mstore(add(state, 0x60), and(add(mload(add(state, 0x60)), d), WORD))
            mstore(add(state, 0x80), and(add(mload(add(state, 0x80)), e), WORD))
            mstore(add(state, 0xa0), and(add(mload(add(state, 0xa0)), f), WORD))
            mstore(add(state, 0xc0), and(add(mload(add(state, 0xc0)), g), WORD))
            mstore(add(state, 0xe0), and(add(mload(add(state, 0xe0)), h), WORD))
        }
    }
}
