// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ed25519Vectors, Vector} from "../test-support/Ed25519Vectors.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @dev The verifier as it is deployed.
interface DeployedVerifier is IERC7913SignatureVerifier {
    function verifyMessage(
        bytes calldata key,
        bytes calldata message,
        bytes calldata signature
    ) external view returns (bool);
}

contract ERC7913Ed25519VerifierTest is TestBase {
    bytes4 internal constant INVALID = 0xffffffff;

    DeployedVerifier internal verifier;
    /// @dev A valid signature of a hash.
    Vector internal good;
    bytes32 internal hash;

    function setUp() public {
        verifier = DeployedVerifier(
            deploy("contracts/verifiers/ERC7913Ed25519Verifier.sol:ERC7913Ed25519Verifier", "")
        );
        Vector[] memory valid = Ed25519Vectors.valid();
        good = valid[valid.length - 1];
        hash = bytes32(good.message);
    }

    function test_VerifyMessage_AcceptsTheValidByTheKeysOneName() public view {
        Vector[] memory valid = Ed25519Vectors.valid();
        for (uint256 i = 0; i < valid.length; i++) {
            Vector memory vector = valid[i];
            assertTrue(verifier.verifyMessage(vector.key, vector.message, vector.signature), vector.name);
            assertFalse(verifier.verifyMessage(long(vector), vector.message, vector.signature), vector.name);
        }
    }

    function test_VerifyMessage_RefusesWhatOnlyLooksValid() public view {
        Vector[] memory invalid = Ed25519Vectors.invalid();
        for (uint256 i = 0; i < invalid.length; i++) {
            Vector memory vector = invalid[i];
            assertFalse(verifier.verifyMessage(vector.key, vector.message, vector.signature), vector.name);
            assertFalse(verifier.verifyMessage(long(vector), vector.message, vector.signature), vector.name);
        }
    }

    function test_Verify_AnswersByErc7913() public view {
        assertEq(bytes32(verifier.verify(good.key, hash, good.signature)), bytes32(verifier.verify.selector));
        refuses(good.key, ~hash, good.signature);
    }

    function test_Verify_RefusesOtherLengths() public view {
        refuses("", hash, good.signature);
        refuses(cut(good.key, 31), hash, good.signature);
        refuses(bytes.concat(good.key, hex"00"), hash, good.signature);
        refuses(long(good), hash, good.signature);
        refuses(good.key, hash, "");
        refuses(good.key, hash, cut(good.signature, 63));
        refuses(good.key, hash, bytes.concat(good.signature, hex"00"));
    }

    function testFuzz_Verify_RefusesAnyOneBitFlipped(uint256 bit) public view {
        bit = bound(bit, 0, 511);
        refuses(good.key, hash, flip(good.signature, bit));
        refuses(flip(good.key, bit % 256), hash, good.signature);
        refuses(good.key, hash ^ bytes32(1 << (bit % 256)), good.signature);
    }

    function refuses(bytes memory key, bytes32 hash_, bytes memory signature) internal view {
        assertEq(bytes32(verifier.verify(key, hash_, signature)), bytes32(INVALID));
    }

    /// @dev The key with the x of its point behind it, which would be a second name of it.
    function long(Vector memory vector) internal pure returns (bytes memory) {
        return bytes.concat(vector.key, bytes32(vector.x));
    }

    function cut(bytes memory data, uint256 length) internal pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; i++) part[i] = data[i];
    }

    function flip(bytes memory data, uint256 bit) internal pure returns (bytes memory flipped) {
        flipped = cut(data, data.length);
        flipped[bit / 8] = flipped[bit / 8] ^ bytes1(uint8(1 << (bit % 8)));
    }
}
