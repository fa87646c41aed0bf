// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ed25519Vectors, Vector} from "../test-support/Ed25519Vectors.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {Ed25519} from "./Ed25519.sol";

/// @dev What it verifies, the tests of the verifier show.
contract Ed25519Test is TestBase {
    function test_Decompress_FindsTheX() public view {
        Vector[] memory vectors = Ed25519Vectors.valid();
        for (uint256 i = 0; i < vectors.length; i++) {
            (bool valid, uint256 x) = Ed25519.decompress(bytes32(vectors[i].key));
            assertTrue(valid, vectors[i].name);
            assertEq(x, vectors[i].x);
        }
    }

    function test_IsDecompressed_KnowsTheXAndNoOther() public pure {
        Vector[] memory vectors = Ed25519Vectors.valid();
        for (uint256 i = 0; i < vectors.length; i++) {
            (bytes32 key, uint256 x) = (bytes32(vectors[i].key), vectors[i].x);
            assertTrue(Ed25519.isDecompressed(key, x), vectors[i].name);
            // The other point with this y, and another point's x of the same parity.
            assertFalse(Ed25519.isDecompressed(key, 2 ** 255 - 19 - x), vectors[i].name);
            assertFalse(Ed25519.isDecompressed(key, x ^ 2), vectors[i].name);
        }
    }
}
