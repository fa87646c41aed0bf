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
}
