// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FickleSigner} from "../mocks/FickleSigner.sol";
import {Signatures} from "../test-support/Signatures.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {SignerSignature} from "./SignerSignature.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";

/// @notice Answers ERC-1271 and nothing else.
contract OnlyWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }
}

/// @notice Answers ERC-7913 and nothing else.
contract OnlyVerifier {
    function verify(bytes calldata, bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC7913SignatureVerifier.verify.selector;
    }
}

contract SignerSignatureTest is TestBase {
    bytes32 internal constant DIGEST = keccak256("settlement");
    bytes internal constant INNER = hex"c0ffee";

    FickleSigner internal fickle;
    address internal alice;
    uint256 internal aliceKey;

    function setUp() public {
        fickle = new FickleSigner();
        (alice, aliceKey) = makeAddrAndKey("alice");
    }

    /// @dev The library takes calldata.
    function signerOf(bytes32 digest, bytes calldata signed) external view returns (bytes32, address) {
        return SignerSignature.signerOf(digest, signed);
    }

    function assertSigner(bytes memory signed, bytes memory signer) internal view {
        (bytes32 signerHash, address account) = this.signerOf(DIGEST, signed);
        assertEq(account, address(bytes20(signer)));
        assertEq(signerHash, keccak256(signer));
    }

    function assertNobody(bytes memory signed) internal view {
        (, address account) = this.signerOf(DIGEST, signed);
        assertEq(account, address(0));
    }

    function keyOf(bytes memory key) internal view returns (bytes memory) {
        return abi.encodePacked(fickle, key);
    }

    // signerOf, 65 bytes

    function testFuzz_rule37_SignerOf_OwnKey(uint256 key) public view {
        key = bound(key, 1, type(uint128).max);
        assertSigner(signature(key, DIGEST), abi.encodePacked(vm.addr(key)));
    }

    function test_rule37_SignerOf_OwnKeyThoughTheAccountHasCode() public {
        vm.etch(alice, hex"fe");
        assertSigner(signature(aliceKey, DIGEST), abi.encodePacked(alice));
    }

    function test_rule37_SignerOf_NobodyWhenMalformed() public view {
        bytes[] memory malformed = Signatures.malformed(signature(aliceKey, DIGEST));
        for (uint256 i = 0; i < malformed.length; i++) assertNobody(malformed[i]);
    }

    // signerOf, abi.encode(key, signature)

    function testFuzz_rule37_SignerOf_Verifier(bytes calldata key, bytes calldata inner) public view {
        vm.assume(key.length > 0);
        assertSigner(abi.encode(keyOf(key), inner), keyOf(key));
    }

    function testFuzz_rule37_SignerOf_Wallet(bytes calldata inner) public view {
        assertSigner(abi.encode(abi.encodePacked(fickle), inner), abi.encodePacked(fickle));
    }

    /// @dev A wallet is asked as ERC-1271 has it, a verifier as ERC-7913.
    function test_rule37_SignerOf_AsksEachInItsOwnWords() public {
        bytes memory wallet = abi.encodePacked(new OnlyWallet());
        bytes memory verifierKey = abi.encodePacked(new OnlyVerifier(), hex"01");
        assertSigner(abi.encode(wallet, INNER), wallet);
        assertSigner(abi.encode(verifierKey, INNER), verifierKey);
        assertNobody(abi.encode(bytes.concat(wallet, hex"01"), INNER));
        assertNobody(abi.encode(abi.encodePacked(bytes20(verifierKey)), INNER));
    }

    /// @dev The library takes calldata.
    function signerOfKey(bytes32 digest, bytes calldata signed) external view returns (bytes32, address) {
        return SignerSignature.keyOf(digest, signed);
    }

    function test_rule10_KeyOf_TakesAKeyOfOneByteAndNoWallet() public view {
        (bytes32 keyHash, address account) = this.signerOfKey(DIGEST, abi.encode(keyOf(hex"01"), INNER));
        assertEq(account, address(fickle));
        assertEq(keyHash, keccak256(keyOf(hex"01")));
        (, account) = this.signerOfKey(DIGEST, abi.encode(keyOf(""), INNER));
        assertEq(account, address(0));
    }

    function test_rule37_SignerOf_NobodyWhenTheAccountHasNoCode() public view {
        assertNobody(abi.encode(abi.encodePacked(alice), signature(aliceKey, DIGEST)));
        assertNobody(abi.encode(abi.encodePacked(alice, INNER), signature(aliceKey, DIGEST)));
    }

    function testFuzz_rule37_SignerOf_NobodyWhenTheKeyIsShort(bytes calldata key) public view {
        assertNobody(abi.encode(key[:key.length < 20 ? key.length : 19], INNER));
    }

    function test_rule37_SignerOf_NobodyWhenTheAnswerIsNotTheWord() public {
        for (uint256 i = 1; i <= uint256(type(FickleSigner.Answer).max); i++) {
            fickle.setAnswer(FickleSigner.Answer(i));
            assertNobody(abi.encode(keyOf(hex"01"), INNER));
            assertNobody(abi.encode(abi.encodePacked(fickle), INNER));
        }
    }

    function test_rule33_SignerOf_ALongAnswerIsNotCopied() public {
        fickle.setAnswer(FickleSigner.Answer.Bomb);
        bytes memory signed = abi.encode(keyOf(hex"01"), INNER);
        uint256 before = gasleft();
        this.signerOf(DIGEST, signed);
        // The verifier's own memory costs 2.1 million; another copy would cost as much.
        assertLt(before - gasleft(), 2_300_000);
    }

    /// @dev Any change of a word of the layout, and any byte more or less, makes it another layout.
    function testFuzz_rule37_SignerOf_NobodyWhenTheLayoutDiffers(uint256 word, bytes1 tail) public view {
        bytes memory good = abi.encode(keyOf(hex"0102"), INNER);
        uint256[4] memory places = [uint256(0), 0x20, 0x40, 0x80];
        for (uint256 i = 0; i < places.length; i++) {
            bytes memory bad = bytes.concat(good);
            uint256 place = places[i];
            uint256 old;
            assembly ("memory-safe") {
                old := mload(add(add(bad, 0x20), place))
                mstore(add(add(bad, 0x20), place), word)
            }
            // A length that pads to the same whole words is another key or signature of the same layout.
            bool same = word == old || (place >= 0x40 && word != 0 && word <= 32);
            if (!same) assertNobody(bad);
        }
        assertNobody(bytes.concat(good, tail));
        assertNobody(bytes.concat(good, bytes32(0)));
        assembly ("memory-safe") {
            mstore(good, sub(mload(good), 1))
        }
        assertNobody(good);
    }

    function testFuzz_rule37_SignerOf_LooksPastThePadding(bytes10 behindKey, bytes29 behindSignature) public view {
        bytes memory signer = keyOf(hex"0102");
        bytes memory head = abi.encode(0x40, 0x80, signer.length);
        assertSigner(bytes.concat(head, signer, behindKey, bytes32(INNER.length), INNER, behindSignature), signer);
    }

    /// @dev Lengths that reach behind the end, and one that would wrap.
    function test_rule37_SignerOf_NobodyWhenALengthIsTooLong() public view {
        assertNobody(abi.encode(0x40, 0xa0, 0x40, 0));
        assertNobody(abi.encode(0x40, 0x80, 0x20, bytes20(address(fickle)), type(uint256).max));
        assertNobody(abi.encode(0x40, 0x80, type(uint256).max, bytes20(address(fickle)), 0));
    }

    function testFuzz_rule37_SignerOf_NeverReverts(bytes calldata noise) public view {
        vm.assume(noise.length != 65 && noise.length != 33);
        assertNobody(noise);
        assertNobody(bytes.concat(bytes32(uint256(0x40)), noise));
    }

    // isSigner

    function testFuzz_IsSigner_Account(address account) public view {
        assertEq(SignerSignature.isSigner(abi.encodePacked(account)), account != address(0));
    }

    function testFuzz_IsSigner_Key(bytes calldata key) public view {
        vm.assume(key.length > 0);
        assertTrue(SignerSignature.isSigner(keyOf(key)));
        assertFalse(SignerSignature.isSigner(abi.encodePacked(alice, key)));
        assertFalse(SignerSignature.isSigner(abi.encodePacked(address(0), key)));
    }

    /// @dev Nor where it would name a contract if it were filled up.
    function test_IsSigner_NotWhenShortOfAContract() public {
        address account = address(uint160(uint256(0xabcd00)));
        vm.etch(account, hex"fe");
        assertFalse(SignerSignature.isSigner(abi.encodePacked(bytes19(bytes20(account)))));
        assertTrue(SignerSignature.isSigner(abi.encodePacked(account, hex"01")));
    }

    function testFuzz_IsSigner_NotWhenShort(bytes calldata signer) public view {
        assertFalse(SignerSignature.isSigner(signer[:signer.length < 20 ? signer.length : 19]));
    }
}
