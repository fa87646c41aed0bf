// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Edwards25519
/// @notice The curve -x^2 + y^2 = 1 + d x^2 y^2 over the field of 2^255 - 19 elements, with its base point B (RFC 8032, 5.1).
/// @dev Formulas are those of Hisil, Wong, Carter and Dawson, "Twisted Edwards Curves Revisited" (2008), in extended coordinates
/// (X : Y : Z : T) with x = X/Z, y = Y/Z, x y = T/Z. They hold for every pair of points on the curve, small order included. A
/// product is below P; two of them can be added without overflow, as 2 P < 2^256.
library Edwards25519 {
    /// @notice The call of the modular exponentiation precompile failed, for want of gas or of the precompile.
    error ModExpFailed();

    uint256 internal constant P = 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed;
    uint256 private constant D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3;
    uint256 private constant TWO_D = 0x2406d9dc56dffce7198e80f2eef3d13000e0149a8283b156ebd69b9426b2f159;
    uint256 private constant SQRT_MINUS_1 = 0x2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0;
    /// @dev y^2 of the four points of order 8.
    uint256 private constant Y_SQUARED_OF_ORDER_8 = 0x76b9125b8bd5b257c2c2ebc2ba609c056bdf9e34b4f0a103ae4791859c155291;
    /// @dev 16 in each digit of base 32: a scalar plus this has digits whose surplus over 16 is a digit from -16 to 15.
    uint256 private constant DIGIT_BIAS = 0x4210842108421084210842108421084210842108421084210842108421084210;

    /// @dev For j from -16 to 15 the point j B as (y + x, y - x, 2 d x y), 32 bytes each.
    bytes private constant BASE_MULTIPLES =
        hex"4cf210ec5a9a8883e6b5e4193288d1e7a71284cba64878b37ec851ca553e2df3"
        hex"143b1cf8aa64fe61587a3a4342d20b09b9c19f3375c6bf9c322d04a52d9021f6"
        hex"5e4ab95cc8bed91e2f582cb415e7f68aa0abda71d8f6d8d66079838269753542"
        hex"43b5cd4218d05ebf7508300807b25192d3829ba42a9910d6040bcd86468ccf0b"
        hex"61e22917f12de72b2dbdbdfac1f2d4d08648c28d189c246d24cecc0313cfeaa0"
        hex"2ee29edef51b27bdfcd1a5826c29bd8f14c750b1c8c02111a26589d0642f4ad7"
        hex"2df0ea2c5b3c80d2112e56f16eec47a9ce69b20fdb7ca331dfdb8a44d4171280"
        hex"6eaf60b2464d16301a474c042881bdd580277fc057efa98726f870ec3f213df2"
        hex"5b4081c32745636c63e0208fc134e4550fdc68125d5640ab695e3a7885e1e46b"
        hex"0267882d176024a79d12b232aaad5968aefcebc99b776f6b506f013b327fbf93"
        hex"234fd7eec346f241537a0e12fb07ba07bf84b39ab5bcdedbbf70c222a2007f6d"
        hex"3684590255f6879c5d10c8076e581accdbc8194e20722b8eac9f5ee68cd15c75"
        hex"7956ece28a6022ed884dfb6e56d5dbdd23b2bf90ccb25b24856f8375b53d54b9"
        hex"078aafde8d3cdd5845ecdd2e701a6f9388de3dd7d834d1a9e2358042a71e7539"
        hex"48395aeae37c2f390034a7650b689b9e099325dc5db1e7f4115a6b27806bba9a"
        hex"18ab598029d5c77fa3a075556a8deb953ed6b36977088381315f5b0249864348"
        hex"4275aae2546d8faf113e847117703406e5d9fecf02302e272fbf00848a802ade"
        hex"4239aadd4ac206b7bbceee664ae579ddfce14b5ecd7d1b5b27d4d33a029f7604"
        hex"0353832c4950b70284739745f5dc395804f8183665a9f02f75f3558e227081dd"
        hex"43ac7628aae591ed0d5503639b55464645f534d41617e057ff1d93d2b360748e"
        hex"7139d50b8f40b31800e960f098ce4af6e2f3e3342c0f9cbf2fc2d51bfc2f0715"
        hex"49c05a51fadc9c8f96cbc608e75eb04498a081b6f520419bf36e217e039d8064"
        hex"34b9ed338add7f59ceb233c9c686f5b5a6509e6f51bc46c59b2e678aa6a8632f"
        hex"0c3e8dfde4ff74f9550903d66c2b30e91d007c1758e62dd0f94b17406fba50d2"
        hex"3a9024a1320e01c32c2741ac6e3c23fb963d7680e1b558f9e2a75dedf39234d9"
        hex"0915e76061bce52fb1339c665ed9c3236cb30377e288702c59b7596604dd3e8f"
        hex"596f83a3d133b16a9c9bede6f149d5cd475c8e8774335828183e0a26365d6ed3"
        hex"1d6edd5d2e5317e09dea764f92192c3a6ca021533bba23a7ba6f2c9aaa3221b1"
        hex"461bea69283c927e71b2528228542e497470353ab39dc0d26b1a5cd0944ea3bf"
        hex"056044e395f06f58ad63be45a788520c4cfca0b8fac15b650e7c9237fe474c4b"
        hex"38b64c41ae417884bb085ce7204553b9575be28427d22739499806b67b7d8ca4"
        hex"51e57bb6a2cc38bd8065b668da59a7369b27158900c8af883a0ceeeb77157131"
        hex"6f4716e560f29e1cac1b5db4f7c43ebb418f1ffcbe5e44fe7a53cd98fd15b47c"
        hex"154a7e73eb1b55f3e33cf11cb864a087d50014d14b2729b77f9182c3a447d6ba"
        hex"2945ccf146e206ebdd1beb0c5abfec448d5048c3c75eed02a212bc4408a5bb33"
        hex"3c55419694c449654be498f4e44258d2d8f1f7f82f422e034344240e7ed57d68"
        hex"27933f4c7445a49ac3e8e3cd06a05073327e89715660faa995fe050a056818bf"
        hex"680e910321e58727ca348d3dfb0a92656765c6f47dfd2538287351b98efc099f"
        hex"0062f3409caac1d4a2242306efd4bb6b9161c6ba84a33e8da5ec04163b8900e4"
        hex"2ab91587555bda628131f31a214bd6bd3bd353fde5c1ba7d56611fe8a4fcd265"
        hex"7a164e1b9a80f8f4c11b50029f016732025a8430e8864b8aaf25b0a84cee9730"
        hex"25d7d950ed464b392e8f1aba730d24b3a76bdcdde3ca259deb516cc0f22f2764"
        hex"6bb595a669c92555e09e236bb16e37aa8f2b810c4e60acf68a99a56042b4d5a8"
        hex"590c063fa87d2e2e5aa69a65e1d607029f469d967a0ff5b59224e7fc933c71d7"
        hex"0fe50a4ec15af48caff05f7bf4c295cec93e9422a2653087bc05574c5a64858e"
        hex"44fd2f9298f81267a5c18434688f8a09fd399f05d140beb39d103905d740913e"
        hex"07cf9d3a33d4ba65270b4898643d42c2cf932dc6fb8c0e192fbc93c6f58c3b85"
        hex"10ee849760f39a57a5e4823422bca673d92617dc33553b615436edfa78855585"
        hex"0000000000000000000000000000000000000000000000000000000000000001"
        hex"0000000000000000000000000000000000000000000000000000000000000001"
        hex"0000000000000000000000000000000000000000000000000000000000000000"
        hex"07cf9d3a33d4ba65270b4898643d42c2cf932dc6fb8c0e192fbc93c6f58c3b85"
        hex"44fd2f9298f81267a5c18434688f8a09fd399f05d140beb39d103905d740913e"
        hex"6f117b689f0c65a85a1b7dcbdd43598c26d9e823ccaac49eabc91205877aaa68"
        hex"590c063fa87d2e2e5aa69a65e1d607029f469d967a0ff5b59224e7fc933c71d7"
        hex"6bb595a669c92555e09e236bb16e37aa8f2b810c4e60acf68a99a56042b4d5a8"
        hex"701af5b13ea50b73500fa0840b3d6a3136c16bdd5d9acf7843faa8b3a59b7a5f"
        hex"7a164e1b9a80f8f4c11b50029f016732025a8430e8864b8aaf25b0a84cee9730"
        hex"2ab91587555bda628131f31a214bd6bd3bd353fde5c1ba7d56611fe8a4fcd265"
        hex"5a2826af12b9b4c6d170e5458cf2db4c589423221c35da6214ae933f0dd0d889"
        hex"680e910321e58727ca348d3dfb0a92656765c6f47dfd2538287351b98efc099f"
        hex"27933f4c7445a49ac3e8e3cd06a05073327e89715660faa995fe050a056818bf"
        hex"7f9d0cbf63553e2b5ddbdcf9102b44946e9e39457b5cc1725a13fbe9c476ff09"
        hex"2945ccf146e206ebdd1beb0c5abfec448d5048c3c75eed02a212bc4408a5bb33"
        hex"154a7e73eb1b55f3e33cf11cb864a087d50014d14b2729b77f9182c3a447d6ba"
        hex"43aabe696b3bb69ab41b670b1bbda72d270e0807d0bdd1fcbcbbdbf1812a8285"
        hex"51e57bb6a2cc38bd8065b668da59a7369b27158900c8af883a0ceeeb77157131"
        hex"38b64c41ae417884bb085ce7204553b9575be28427d22739499806b67b7d8ca4"
        hex"10b8e91a9f0d61e353e4a24b083bc144be70e00341a1bb0185ac326702ea4b71"
        hex"461bea69283c927e71b2528228542e497470353ab39dc0d26b1a5cd0944ea3bf"
        hex"1d6edd5d2e5317e09dea764f92192c3a6ca021533bba23a7ba6f2c9aaa3221b1"
        hex"7a9fbb1c6a0f90a7529c41ba5877adf3b3035f47053ea49af1836dc801b8b3a2"
        hex"0915e76061bce52fb1339c665ed9c3236cb30377e288702c59b7596604dd3e8f"
        hex"3a9024a1320e01c32c2741ac6e3c23fb963d7680e1b558f9e2a75dedf39234d9"
        hex"26907c5c2ecc4e95636412190eb62a32b8a371788bcca7d7e7c1f5d9c9a2911a"
        hex"34b9ed338add7f59ceb233c9c686f5b5a6509e6f51bc46c59b2e678aa6a8632f"
        hex"49c05a51fadc9c8f96cbc608e75eb04498a081b6f520419bf36e217e039d8064"
        hex"73c172021b008b06aaf6fc2993d4cf16e2ff83e8a719d22f06b4e8bf9045af1b"
        hex"43ac7628aae591ed0d5503639b55464645f534d41617e057ff1d93d2b360748e"
        hex"0353832c4950b70284739745f5dc395804f8183665a9f02f75f3558e227081dd"
        hex"0ec62af470bf4ce7ff169f0f6731b5091d0c1ccbd3f06340d03d2ae403d0f8d8"
        hex"4275aae2546d8faf113e847117703406e5d9fecf02302e272fbf00848a802ade"
        hex"18ab598029d5c77fa3a075556a8deb953ed6b36977088381315f5b0249864348"
        hex"3dc65522b53df94844311199b51a8622031eb4a13282e4a4d82b2cc5fd6089e9"
        hex"078aafde8d3cdd5845ecdd2e701a6f9388de3dd7d834d1a9e2358042a71e7539"
        hex"7956ece28a6022ed884dfb6e56d5dbdd23b2bf90ccb25b24856f8375b53d54b9"
        hex"37c6a5151c83d0c6ffcb589af4976461f66cda23a24e180beea594d87f944553"
        hex"234fd7eec346f241537a0e12fb07ba07bf84b39ab5bcdedbbf70c222a2007f6d"
        hex"0267882d176024a79d12b232aaad5968aefcebc99b776f6b506f013b327fbf93"
        hex"497ba6fdaa097863a2ef37f891a7e5332437e6b1df8dd4715360a119732ea378"
        hex"6eaf60b2464d16301a474c042881bdd580277fc057efa98726f870ec3f213df2"
        hex"2df0ea2c5b3c80d2112e56f16eec47a9ce69b20fdb7ca331dfdb8a44d4171280"
        hex"24bf7e3cd8ba9c939c1fdf703ecb1baaf02397eda2a9bf5496a1c5877a1e1b82"
        hex"61e22917f12de72b2dbdbdfac1f2d4d08648c28d189c246d24cecc0313cfeaa0"
        hex"43b5cd4218d05ebf7508300807b25192d3829ba42a9910d6040bcd86468ccf0b"
        hex"511d61210ae4d842032e5a7d93d64270eb38af4e373fdeee5d9a762f9bd0b516";

    /// @notice Whether a point with this y, below P, is one of the eight that 8 takes to the identity.
    function isSmallOrder(uint256 y) internal pure returns (bool) {
        uint256 yy = mulmod(y, y, P);
        return yy == 0 || yy == 1 || yy == Y_SQUARED_OF_ORDER_8;
    }

    /// @notice The x of the point with this y and this parity of x (RFC 8032, 5.1.3).
    /// @return valid False if y is P or more, no such point exists, or x is zero and claimed to be odd.
    function recoverX(uint256 y, uint256 parity) internal view returns (bool valid, uint256 x) {
        if (y >= P) return (false, 0);
        uint256 yy = mulmod(y, y, P);
        uint256 u = addmod(yy, P - 1, P);
        uint256 v = addmod(mulmod(D, yy, P), 1, P);
        // A candidate for the root of u / v is u v^3 (u v^7)^((P - 5) / 8).
        uint256 uv3 = mulmod(u, mulmod(v, mulmod(v, v, P), P), P);
        uint256 uv7 = mulmod(uv3, mulmod(mulmod(v, v, P), mulmod(v, v, P), P), P);
        x = mulmod(uv3, _modExp(uv7, (P - 5) / 8), P);
        uint256 vxx = mulmod(v, mulmod(x, x, P), P);
        if (vxx != u) {
            if (vxx != P - u) return (false, 0);
            x = mulmod(x, SQRT_MINUS_1, P);
        }
        if (x & 1 != parity) {
            if (x == 0) return (false, 0);
            x = P - x;
        }
        return (true, x);
    }

    /// @notice `s` B - `k` A for the point A = (`ax`, `ay`) on the curve.
    /// @dev Requirements: `s`, `k` < 2^253. Straus' method: both scalars in signed windows of five bits, most significant
    /// first, over one run of doublings.
    // One loop over variables on the stack: taken apart, each turn would move them for a call.
    // solhint-disable-next-line function-max-lines
    function subtractMultiples(
        uint256 s,
        uint256 k,
        uint256 ax,
        uint256 ay
    ) internal view returns (uint256 rx, uint256 ry) {
        bytes memory ofBase = BASE_MULTIPLES;
        uint256 ofKey = _multiples(P - ax, ay);
        uint256 x;
        uint256 y = 1;
        uint256 z = 1;
        uint256 t;
        assembly ("memory-safe") {
            s := add(s, DIGIT_BIAS)
            k := add(k, DIGIT_BIAS)
            ofBase := add(ofBase, 0x20)
            for {
                let shift := 250
            } 1 {
                shift := sub(shift, 5)
            } {
                // Add a multiple of -A.
                {
                    let entry := add(ofKey, shl(7, and(shr(shift, k), 31)))
                    let a := mulmod(add(y, sub(P, x)), mload(add(entry, 0x20)), P)
                    let b := mulmod(add(y, x), mload(entry), P)
                    let c := mulmod(t, mload(add(entry, 0x40)), P)
                    z := mulmod(z, mload(add(entry, 0x60)), P)
                    let e := add(b, sub(P, a))
                    b := add(b, a)
                    let f := add(z, sub(P, c))
                    c := add(z, c)
                    x := mulmod(e, f, P)
                    y := mulmod(c, b, P)
                    t := mulmod(e, b, P)
                    z := mulmod(f, c, P)
                }
                // Add a multiple of B.
                {
                    let entry := add(ofBase, mul(96, and(shr(shift, s), 31)))
                    let a := mulmod(add(y, sub(P, x)), mload(add(entry, 0x20)), P)
                    let b := mulmod(add(y, x), mload(entry), P)
                    let c := mulmod(t, mload(add(entry, 0x40)), P)
                    z := addmod(z, z, P)
                    let e := add(b, sub(P, a))
                    b := add(b, a)
                    let f := add(z, sub(P, c))
                    c := add(z, c)
                    x := mulmod(e, f, P)
                    y := mulmod(c, b, P)
                    z := mulmod(f, c, P)
                }
                if iszero(shift) {
                    break
                }
                // Double five times. Only an addition needs t.
                {
                    let h := mulmod(x, x, P)
                    let b := mulmod(y, y, P)
                    let e := mulmod(add(x, x), y, P)
                    let g := addmod(b, sub(P, h), P)
                    let f := addmod(mulmod(add(z, z), z, P), sub(P, g), P)
                    h := add(h, b)
                    x := mulmod(e, f, P)
                    y := mulmod(g, h, P)
                    z := mulmod(f, g, P)
                }
                {
                    let h := mulmod(x, x, P)
                    let b := mulmod(y, y, P)
                    let e := mulmod(add(x, x), y, P)
                    let g := addmod(b, sub(P, h), P)
                    let f := addmod(mulmod(add(z, z), z, P), sub(P, g), P)
                    h := add(h, b)
                    x := mulmod(e, f, P)
                    y := mulmod(g, h, P)
                    z := mulmod(f, g, P)
                }
                {
                    let h := mulmod(x, x, P)
                    let b := mulmod(y, y, P)
                    let e := mulmod(add(x, x), y, P)
                    let g := addmod(b, sub(P, h), P)
                    let f := addmod(mulmod(add(z, z), z, P), sub(P, g), P)
                    h := add(h, b)
                    x := mulmod(e, f, P)
                    y := mulmod(g, h, P)
                    z := mulmod(f, g, P)
                }
                {
                    let h := mulmod(x, x, P)
                    let b := mulmod(y, y, P)
                    let e := mulmod(add(x, x), y, P)
                    let g := addmod(b, sub(P, h), P)
                    let f := addmod(mulmod(add(z, z), z, P), sub(P, g), P)
                    h := add(h, b)
                    x := mulmod(e, f, P)
                    y := mulmod(g, h, P)
                    z := mulmod(f, g, P)
                }
                {
                    let h := mulmod(x, x, P)
                    let b := mulmod(y, y, P)
                    let e := mulmod(add(x, x), y, P)
                    let g := addmod(b, sub(P, h), P)
                    let f := addmod(mulmod(add(z, z), z, P), sub(P, g), P)
                    h := add(h, b)
                    x := mulmod(e, f, P)
                    y := mulmod(g, h, P)
                    z := mulmod(f, g, P)
                    t := mulmod(e, h, P)
                }
            }
        }
        uint256 inverse = _modExp(z, P - 2);
        return (mulmod(x, inverse, P), mulmod(y, inverse, P));
    }

    /// @dev For j from -16 to 16 the point j A as (Y + X, Y - X, 2 d T, 2 Z), 32 bytes each, one behind the other.
    function _multiples(uint256 ax, uint256 ay) private pure returns (uint256 table) {
        assembly ("memory-safe") {
            table := mload(0x40)
            mstore(0x40, add(table, 4224))
            let sum := addmod(ay, ax, P)
            let difference := addmod(ay, sub(P, ax), P)
            let product := mulmod(mulmod(ax, ay, P), TWO_D, P)
            let x := 0
            let y := 1
            let z := 1
            let t := 0
            let positive := add(table, 2048)
            for {
                let negative := positive
            } 1 {
                negative := sub(negative, 128)
            } {
                {
                    let plus := addmod(y, x, P)
                    let minus := addmod(y, sub(P, x), P)
                    let td := mulmod(t, TWO_D, P)
                    let doubled := addmod(z, z, P)
                    mstore(positive, plus)
                    mstore(add(positive, 0x20), minus)
                    mstore(add(positive, 0x40), td)
                    mstore(add(positive, 0x60), doubled)
                    mstore(negative, minus)
                    mstore(add(negative, 0x20), plus)
                    mstore(add(negative, 0x40), sub(P, td))
                    mstore(add(negative, 0x60), doubled)
                }
                if eq(negative, table) {
                    break
                }
                {
                    let a := mulmod(add(y, sub(P, x)), difference, P)
                    let b := mulmod(add(y, x), sum, P)
                    let c := mulmod(t, product, P)
                    z := addmod(z, z, P)
                    let e := add(b, sub(P, a))
                    b := add(b, a)
                    let f := add(z, sub(P, c))
                    c := add(z, c)
                    x := mulmod(e, f, P)
                    y := mulmod(c, b, P)
                    t := mulmod(e, b, P)
                    z := mulmod(f, c, P)
                }
                positive := add(positive, 128)
            }
        }
    }

    /// @dev `base` to the power of `exponent`, modulo P, by the precompile at address 5 (EIP-198).
    function _modExp(uint256 base, uint256 exponent) private view returns (uint256 result) {
        bool success;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, 0x20)
            mstore(add(data, 0x20), 0x20)
            mstore(add(data, 0x40), 0x20)
            mstore(add(data, 0x60), base)
            mstore(add(data, 0x80), exponent)
            mstore(add(data, 0xa0), P)
            success := and(eq(returndatasize(), 0x20), staticcall(gas(), 5, data, 0xc0, 0x00, 0x20))
            result := mload(0x00)
        }
        if (!success) revert ModExpFailed();
    }
}
