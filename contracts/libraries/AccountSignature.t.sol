// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WalletERC1271, WalletMood} from "../mocks/WalletERC1271.sol";
import {Signatures} from "../test-support/Signatures.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {AccountSignature} from "./AccountSignature.sol";

contract AccountSignatureTest is TestBase {
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    // External, so that the signature lies in calldata.

    function isValid(address account, bytes32 digest, bytes calldata signed) external view returns (bool) {
        return AccountSignature.isValid(account, digest, signed);
    }

    function testFuzz_IsValid_TheAccountsOwn(uint256 key, bytes32 digest) public view {
        key = bound(key, 1, ORDER - 1);
        assertTrue(this.isValid(vm.addr(key), digest, signature(key, digest)));
    }

    function testFuzz_rule37_IsValid_NoneThatIsMalformed(uint256 key, bytes32 digest) public view {
        key = bound(key, 1, ORDER - 1);
        bytes[] memory malformed = Signatures.malformed(signature(key, digest));
        for (uint256 i = 0; i < malformed.length; i++) {
            assertFalse(this.isValid(vm.addr(key), digest, malformed[i]));
            assertFalse(this.isValid(address(0), digest, malformed[i]));
        }
    }

    function testFuzz_IsValid_NotWhatWasSignedForSomethingElse(bytes32 digest, bytes32 other) public view {
        vm.assume(digest != other);
        assertFalse(this.isValid(vm.addr(7), other, signature(7, digest)));
    }

    function test_IsValid_TheOwnKeyOfAnAccountWithCodeFirst() public {
        bytes32 digest = keccak256("digest");
        address account = vm.addr(7);
        vm.etch(account, address(new WalletERC1271()).code);
        WalletERC1271(account).setMood(WalletMood.No);
        assertTrue(this.isValid(account, digest, signature(7, digest)));
        assertFalse(this.isValid(account, digest, signature(8, digest)));
        WalletERC1271(account).setMood(WalletMood.Yes);
        assertTrue(this.isValid(account, digest, signature(8, digest)));
        assertTrue(this.isValid(account, digest, ""));
    }
}
