// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bid, IBids, Receipt} from "../interfaces/IBids.sol";
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

    function test_Constructor_TheFirstIsGoodAtOnce() public {
        vm.expectEmit();
        emit IReceiptKeys.ReceiptKeyAdded(keyHash, key, NOW);
        assertTrue(deployMarketplace(config()).isReceiptKey(key));
    }

    function test_rule20_Add_IsGoodAfterTheDelay() public {
        bytes memory later = abi.encodePacked(bob);
        vm.expectEmit(address(marketplace));
        emit IReceiptKeys.ReceiptKeyAdded(keccak256(later), later, NOW + SETTLER_DELAY);
        vm.prank(admin);
        marketplace.addReceiptKey(later);
        assertFalse(marketplace.isReceiptKey(later));
        vm.warp(NOW + SETTLER_DELAY - 1);
        assertFalse(marketplace.isReceiptKey(later));
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnauthorizedReceiptKey.selector, bob));
        marketplace.extendAuction(
            terms,
            uint64(terms.rules.end() + 1),
            signExtension(bobKey, id, uint64(terms.rules.end() + 1))
        );
        vm.warp(NOW + SETTLER_DELAY);
        assertTrue(marketplace.isReceiptKey(later));
        assertTrue(marketplace.isReceiptKey(key));
        marketplace.extendAuction(
            terms,
            uint64(terms.rules.end() + 1),
            signExtension(bobKey, id, uint64(terms.rules.end() + 1))
        );
    }

    /// @dev Whoever steals the settler admin's key makes no receipts for an auction that ended before: only its time tells
    /// when one was written, and that of a key's begins with it.
    function testFuzz_rule20_Present_RevertWhen_ItWasReceivedBeforeItsKeyCouldSign(uint256 receivedAt) public {
        deposit(alice, 500 ether);
        vm.prank(admin);
        marketplace.addReceiptKey(abi.encodePacked(bob));
        uint256 activeFrom = NOW + SETTLER_DELAY;
        Receipt memory word = receiptOf(RESERVE, 1);
        word.receivedAt = uint64(receivedAt = bound(receivedAt, terms.rules.start(), terms.rules.end()));
        bytes memory signed = signature(bobKey, receiptDigest(alice, 300 ether, word));
        bytes memory bidSignature = signBid(aliceKey, id, 300 ether);
        vm.warp(terms.rules.end());
        if (receivedAt < activeFrom) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IBids.ReceivedOutsideAuction.selector,
                    receivedAt,
                    activeFrom,
                    terms.rules.end() + EXTENSION_LIMIT
                )
            );
        }
        marketplace.presentBid(terms, Bid(alice, 300 ether), bidSignature, word, new bytes32[](0), signed);
    }

    function test_rule20_Remove_OneThatCouldNotSignYetIsAtOnceAndForEver() public {
        bytes memory later = abi.encodePacked(bob);
        bytes32 laterHash = keccak256(later);
        vm.startPrank(admin);
        marketplace.addReceiptKey(later);
        vm.warp(NOW + SETTLER_DELAY - 1);
        vm.expectEmit(address(marketplace));
        emit IReceiptKeys.ReceiptKeyRemoved(laterHash, later, time());
        marketplace.removeReceiptKey(later);
        for (uint256 moment = NOW; moment < NOW + 2 * EXIT_DELAY; moment += 1 hours) {
            vm.warp(moment);
            assertFalse(marketplace.isReceiptKey(later));
        }
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.ReceiptKeyExists.selector, laterHash));
        marketplace.addReceiptKey(later);
        vm.expectRevert(abi.encodeWithSelector(IReceiptKeys.UnknownReceiptKey.selector, laterHash));
        marketplace.removeReceiptKey(later);
        vm.stopPrank();
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
