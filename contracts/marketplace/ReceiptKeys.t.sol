// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IReceiptKeys} from "../interfaces/IReceiptKeys.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";

contract ReceiptKeysTest is BidsFixture {
    bytes internal key;
    bytes32 internal keyHash;

    function setUp() public override {
        super.setUp();
        key = abi.encodePacked(receiptKeeper);
        keyHash = keccak256(key);
    }

    function test_rule20_ReceiptKeys_TheFirstIsGoodFromTheStart() public view {
        assertTrue(marketplace.isReceiptKey(key));
        assertFalse(marketplace.isReceiptKey(abi.encodePacked(settler)));
        assertFalse(marketplace.isSettler(key));
    }

    function test_rule20_Add_IsGoodAtOnce() public {
        vm.expectEmit(address(marketplace));
        emit IReceiptKeys.ReceiptKeyAdded(keccak256(abi.encodePacked(bob)), abi.encodePacked(bob));
        vm.prank(admin);
        marketplace.addReceiptKey(abi.encodePacked(bob));
        assertTrue(marketplace.isReceiptKey(abi.encodePacked(bob)));
    }

    function test_rule20_Add_RevertWhen_NoSignerASettlerOrKnown() public {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSigner.selector, hex"1234"));
        marketplace.addReceiptKey(hex"1234");
        bytes32 settlerHash = keccak256(abi.encodePacked(settler));
        vm.expectRevert(abi.encodeWithSelector(ISettlers.SettlerExists.selector, settlerHash));
        marketplace.addReceiptKey(abi.encodePacked(settler));
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.ReceiptKeyExists.selector, keyHash));
        marketplace.addReceiptKey(key);
        // Nor can a receipt key become a settler, even once it is removed.
        marketplace.removeReceiptKey(key);
        vm.warp(time() + EXIT_DELAY);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.ReceiptKeyExists.selector, keyHash));
        marketplace.addSettler(key);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.ReceiptKeyExists.selector, keyHash));
        marketplace.addReceiptKey(key);
        vm.stopPrank();
    }

    function test_rule20_Remove_RevertWhen_UnknownOrRemoved() public {
        vm.startPrank(admin);
        bytes32 bobHash = keccak256(abi.encodePacked(bob));
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnknownReceiptKey.selector, bobHash));
        marketplace.removeReceiptKey(abi.encodePacked(bob));
        marketplace.removeReceiptKey(key);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnknownReceiptKey.selector, keyHash));
        marketplace.removeReceiptKey(key);
        vm.stopPrank();
    }

    /// @dev What was acknowledged before the close stays a right: the removal outlasts any auction.
    function test_rule20_Remove_KeepsReceiptsGoodForTheExitDelay() public {
        deposit(alice, 500 ether);
        vm.expectEmit(address(marketplace));
        emit IReceiptKeys.ReceiptKeyRemoved(keyHash, key, time() + EXIT_DELAY);
        vm.prank(admin);
        marketplace.removeReceiptKey(key);
        vm.warp(terms.rules.end());
        present(aliceKey, 300 ether, receiptOf(RESERVE, 1));
        vm.warp(NOW + EXIT_DELAY - 1);
        assertTrue(marketplace.isReceiptKey(key));
        vm.warp(NOW + EXIT_DELAY);
        assertFalse(marketplace.isReceiptKey(key));
        expectPresentRevert(
            aliceKey,
            400 ether,
            receiptOf(RESERVE, 2),
            abi.encodeWithSelector(IReceiptKeys.UnauthorizedReceiptKey.selector, receiptKeeper)
        );
    }
}
