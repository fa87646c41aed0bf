// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Signatures} from "../test-support/Signatures.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {OwnKeySignature} from "./OwnKeySignature.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

contract OwnKeySignatureTest is TestBase {
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    // External, so that the signature lies in calldata.

    function recover(bytes32 digest, bytes calldata signed) external view returns (address) {
        return OwnKeySignature.recover(digest, signed);
    }

    function byOpenZeppelin(bytes32 digest, bytes calldata signed) external pure returns (address recovered) {
        (recovered, , ) = ECDSA.tryRecoverCalldata(digest, signed);
    }

    function testFuzz_Recover_TheKeysAccount(uint256 key, bytes32 digest) public view {
        key = bound(key, 1, ORDER - 1);
        assertEq(this.recover(digest, signature(key, digest)), vm.addr(key));
    }

    function testFuzz_rule37_Recover_NobodyWhenMalformed(uint256 key, bytes32 digest) public view {
        key = bound(key, 1, ORDER - 1);
        bytes[] memory malformed = Signatures.malformed(signature(key, digest));
        for (uint256 i = 0; i < malformed.length; i++) assertEq(this.recover(digest, malformed[i]), address(0));
    }

    /// @dev Of 65 bytes of anything it names whom OpenZeppelin's library names.
    function testFuzz_rule37_Recover_AsOpenZeppelin(bytes32 digest, bytes32 r, bytes32 s, uint8 v) public view {
        bytes[2] memory candidates = [abi.encodePacked(r, s, v), abi.encodePacked(r, s, 27 + (v % 2))];
        for (uint256 i = 0; i < 2; i++) {
            assertEq(this.recover(digest, candidates[i]), this.byOpenZeppelin(digest, candidates[i]));
        }
    }

    function testFuzz_rule37_Recover_NobodyOfAnotherLength(bytes calldata signed) public view {
        vm.assume(signed.length != 65);
        assertEq(this.recover(keccak256("digest"), signed), address(0));
    }
}
