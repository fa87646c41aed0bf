// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {FickleSigner} from "../mocks/FickleSigner.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract SettlersTest is MarketplaceFixture {
    FickleSigner internal fickle = new FickleSigner();

    function asSigner(address account) internal pure returns (bytes memory) {
        return abi.encodePacked(account);
    }

    function hashOf(address account) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(account));
    }

    function add(bytes memory signer) internal {
        vm.prank(admin);
        marketplace.addSettler(signer);
    }

    function remove(bytes memory signer) internal {
        vm.prank(admin);
        marketplace.removeSettler(signer);
    }

    function expectSignerRevert(bytes4 selector, bytes32 signerHash) internal {
        vm.expectRevert(abi.encodeWithSelector(selector, signerHash));
    }

    // constructor

    function test_Constructor_TheFirstSettlerIsActiveAtOnce() public {
        (address auctionDesk, address listingDesk) = deployDesks(config());
        vm.expectEmit();
        emit ISettlers.SettlerAdded(hashOf(settler), asSigner(settler), NOW);
        DeployedMarketplace other = deployMarketplace(config(), auctionDesk, listingDesk);
        assertTrue(other.isSettler(asSigner(settler)));
        assertFalse(other.isSettler(asSigner(alice)));
        assertEq(other.SETTLER_DELAY(), SETTLER_DELAY);
    }

    function test_Constructor_RevertWhen_TheFirstSettlerIsNeitherAccountNorKey() public {
        MarketplaceConfig memory wrong = config();
        wrong.settler = asSigner(address(0));
        expectDeployRevert(wrong, abi.encodeWithSelector(ISettlers.InvalidSigner.selector, wrong.settler));
        wrong.settler = "";
        expectDeployRevert(wrong, abi.encodeWithSelector(ISettlers.InvalidSigner.selector, wrong.settler));
    }

    // addSettler

    function testFuzz_Add_RevertWhen_TheSignerIsNeitherAccountNorKey(bytes calldata signer) public {
        vm.assume(signer.length != 20);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSigner.selector, signer));
        add(signer);
    }

    function test_Add_RevertWhen_TheSignerIsNeitherAccountNorKey() public {
        bytes[4] memory wrong = [
            asSigner(address(0)),
            abi.encode(alice),
            abi.encodePacked(alice, uint8(0)),
            abi.encodePacked(uint152(uint160(alice)))
        ];
        for (uint256 i = 0; i < wrong.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSigner.selector, wrong[i]));
            add(wrong[i]);
        }
    }

    function test_Add_RevertWhen_TheSignerIsOneOrAboutToBe() public {
        expectSignerRevert(ISettlers.SettlerExists.selector, hashOf(settler));
        add(asSigner(settler));
        add(asSigner(alice));
        expectSignerRevert(ISettlers.SettlerExists.selector, hashOf(alice));
        add(asSigner(alice));
    }

    function testFuzz_rule28_Add_IsActiveAfterTheDelay(address signer) public {
        vm.assume(signer != address(0) && signer != settler);
        vm.expectEmit(address(marketplace));
        emit ISettlers.SettlerAdded(hashOf(signer), asSigner(signer), NOW + SETTLER_DELAY);
        add(asSigner(signer));
        assertFalse(marketplace.isSettler(asSigner(signer)));
        vm.warp(NOW + SETTLER_DELAY - 1);
        assertFalse(marketplace.isSettler(asSigner(signer)));
        vm.warp(NOW + SETTLER_DELAY);
        assertTrue(marketplace.isSettler(asSigner(signer)));
        assertTrue(marketplace.isSettler(asSigner(settler)));
        // A settler's name is exactly its bytes.
        assertFalse(marketplace.isSettler(abi.encode(signer)));
    }

    // removeSettler

    function test_Remove_RevertWhen_TheSignerIsUnknown() public {
        expectSignerRevert(ISettlers.UnknownSettler.selector, hashOf(alice));
        remove(asSigner(alice));
        expectSignerRevert(ISettlers.UnknownSettler.selector, keccak256(""));
        remove("");
    }

    function test_rule28_Remove_IsAtOnceAndForEver() public {
        vm.expectEmit(address(marketplace));
        emit ISettlers.SettlerRemoved(hashOf(settler), asSigner(settler));
        remove(asSigner(settler));
        assertFalse(marketplace.isSettler(asSigner(settler)));

        expectSignerRevert(ISettlers.SettlerRetired.selector, hashOf(settler));
        remove(asSigner(settler));
        expectSignerRevert(ISettlers.SettlerRetired.selector, hashOf(settler));
        add(asSigner(settler));
        vm.warp(NOW + 3650 days);
        assertFalse(marketplace.isSettler(asSigner(settler)));
        expectSignerRevert(ISettlers.SettlerRetired.selector, hashOf(settler));
        add(asSigner(settler));
    }

    function test_rule28_Remove_BeforeItBecameActive() public {
        add(asSigner(alice));
        remove(asSigner(alice));
        vm.warp(NOW + SETTLER_DELAY);
        assertFalse(marketplace.isSettler(asSigner(alice)));
        expectSignerRevert(ISettlers.SettlerRetired.selector, hashOf(alice));
        add(asSigner(alice));
    }

    // Settlers without a key of secp256k1

    /// @dev `signer` becomes a settler, and alice has something to withdraw.
    function addActive(bytes memory signer) internal {
        deposit(alice, 10);
        add(signer);
        vm.warp(NOW + SETTLER_DELAY);
    }

    function withdrawWith(bytes memory signer, uint256 nonce) internal {
        Withdrawal memory consent = Withdrawal(1, alice, nonce, time());
        vm.prank(alice);
        marketplace.withdraw(consent, abi.encode(signer, bytes("signature")));
    }

    function expectInvalid() internal {
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, address(0)));
    }

    function testFuzz_rule28_Add_AKeyAndItsVerifier(bytes calldata key) public {
        vm.assume(key.length > 0);
        bytes memory signer = abi.encodePacked(fickle, key);
        addActive(signer);
        vm.expectEmit(address(marketplace));
        emit IVault.Withdrawn(alice, alice, 1, keccak256(signer), 7);
        withdrawWith(signer, 7);
        assertTrue(marketplace.isNonceUsed(keccak256(signer), 7));
        assertFalse(marketplace.isNonceUsed(hashOf(address(fickle)), 7));
    }

    function test_rule28_Add_AWallet() public {
        bytes memory signer = asSigner(address(fickle));
        addActive(signer);
        vm.expectEmit(address(marketplace));
        emit IVault.Withdrawn(alice, alice, 1, keccak256(signer), 7);
        withdrawWith(signer, 7);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, keccak256(signer), 7));
        withdrawWith(signer, 7);
    }

    function test_Add_TheSameVerifierVouchesForNoOtherKey() public {
        addActive(abi.encodePacked(fickle, "key"));
        bytes[3] memory others = [
            asSigner(address(fickle)),
            abi.encodePacked(fickle, "kez"),
            abi.encodePacked(fickle, "key", bytes1(0))
        ];
        for (uint256 i = 0; i < others.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, address(fickle)));
            withdrawWith(others[i], i);
        }
    }

    function test_Add_RevertWhen_TheVerifierOrWalletDoesNotVouch() public {
        bytes memory key = abi.encodePacked(fickle, "key");
        addActive(key);
        add(asSigner(address(fickle)));
        vm.warp(time() + SETTLER_DELAY);
        for (uint256 i = 1; i <= uint256(type(FickleSigner.Answer).max); i++) {
            fickle.setAnswer(FickleSigner.Answer(i));
            expectInvalid();
            withdrawWith(key, 1);
            expectInvalid();
            withdrawWith(asSigner(address(fickle)), 1);
        }
        fickle.setAnswer(FickleSigner.Answer.Valid);
        withdrawWith(key, 1);
        withdrawWith(asSigner(address(fickle)), 1);
    }

    function test_rule28_Remove_AKeyAtOnceAndForEver() public {
        bytes memory key = abi.encodePacked(fickle, "key");
        addActive(key);
        withdrawWith(key, 1);
        remove(key);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, address(fickle)));
        withdrawWith(key, 2);
        expectSignerRevert(ISettlers.SettlerRetired.selector, keccak256(key));
        add(key);
    }

    // nonces

    function withdrawOne(uint256 key, uint256 nonce) internal {
        Withdrawal memory consent = Withdrawal(1, alice, nonce, time());
        bytes memory signed = signWithdrawal(key, alice, consent);
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function testFuzz_rule27_Nonces_EachOnItsOwnAndInAnyOrder(uint256 nonce, uint256 other) public {
        vm.assume(nonce != other);
        deposit(alice, 10);
        withdrawOne(settlerKey, nonce);
        assertTrue(marketplace.isNonceUsed(hashOf(settler), nonce));
        assertFalse(marketplace.isNonceUsed(hashOf(settler), other));
        withdrawOne(settlerKey, other);
        assertTrue(marketplace.isNonceUsed(hashOf(settler), nonce));
        assertTrue(marketplace.isNonceUsed(hashOf(settler), other));
    }

    function testFuzz_rule27_Nonces_NeighboursStayUnused(uint256 nonce) public {
        nonce = bound(nonce, 256, type(uint256).max - 256);
        deposit(alice, 1);
        withdrawOne(settlerKey, nonce);
        uint256[6] memory neighbours = [nonce - 1, nonce + 1, nonce ^ 128, nonce - 256, nonce + 256, nonce >> 8];
        for (uint256 i = 0; i < neighbours.length; i++) {
            assertEq(marketplace.isNonceUsed(hashOf(settler), neighbours[i]), neighbours[i] == nonce);
        }
    }

    function test_rule27_Nonces_AreKeptApartBySignerAndOutliveHim() public {
        deposit(alice, 10);
        add(asSigner(bob));
        vm.warp(NOW + SETTLER_DELAY);
        withdrawOne(settlerKey, 7);
        assertFalse(marketplace.isNonceUsed(hashOf(bob), 7));
        withdrawOne(bobKey, 7);
        remove(asSigner(settler));
        assertTrue(marketplace.isNonceUsed(hashOf(settler), 7));
        withdrawOne(bobKey, 8);
        assertFalse(marketplace.isNonceUsed(hashOf(settler), 8));
    }
}
