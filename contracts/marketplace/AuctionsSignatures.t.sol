// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, Settlement} from "../interfaces/IAuctions.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {Digests} from "../test-support/Digests.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {Signatures} from "../test-support/Signatures.sol";

contract AuctionsSignaturesTest is MarketplaceFixture {
    Auction internal terms;
    bytes32 internal id;
    Settlement internal outcome;
    bytes internal settlerSignature;
    bytes internal bidSignature;

    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
        (terms, id) = auctionItem(auctionParams());
        warpToSettlement(terms);
        outcome = outcomeOf(alice, RESERVE);
        settlerSignature = signSettlement(settlerKey, id, outcome);
        bidSignature = signBid(aliceKey, id, RESERVE);
    }

    function settle() internal {
        marketplace.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);
    }

    function expectInvalid(address signer) internal {
        vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSignature.selector, signer));
    }

    /// @dev `signed` is well formed, so that it recovers to somebody: who is no settler.
    function expectUnauthorized(bytes memory signed) internal {
        bytes32 digest = digestOf(Digests.settlement(id, outcome));
        settlerSignature = signed;
        vm.expectRevert(
            abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, Signatures.recover(digest, signed))
        );
        settle();
    }

    // The settler's

    function test_rule27_Settle_RevertWhen_TheDeadlineHasPassed() public {
        vm.warp(outcome.deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.DeadlinePassed.selector, outcome.deadline));
        settle();
        vm.warp(outcome.deadline);
        settle();
    }

    function testFuzz_rule27_Settle_RevertWhen_TheDeadlineIsTooFar(uint256 deadline) public {
        uint256 latest = time() + 1 hours;
        outcome.deadline = bound(deadline, latest + 1, type(uint256).max);
        settlerSignature = signSettlement(settlerKey, id, outcome);
        vm.expectRevert(abi.encodeWithSelector(ISettlers.DeadlineTooFar.selector, outcome.deadline, latest));
        settle();
        outcome.deadline = latest;
        settlerSignature = signSettlement(settlerKey, id, outcome);
        settle();
    }

    function test_rule37_Settle_RevertWhen_TheSettlersSignatureIsMalformed() public {
        bytes[] memory malformed = Signatures.malformed(settlerSignature);
        for (uint256 i = 0; i < malformed.length; i++) {
            settlerSignature = malformed[i];
            expectInvalid(address(0));
            settle();
        }
    }

    function test_Settle_RevertWhen_TheSettlerSignedSomethingElse() public {
        Settlement memory other = outcome;
        other.amount += 1;
        expectUnauthorized(signSettlement(settlerKey, id, other));
        other = outcome;
        other.winner = bob;
        expectUnauthorized(signSettlement(settlerKey, id, other));
        other = outcome;
        other.nonce += 1;
        expectUnauthorized(signSettlement(settlerKey, id, other));
        other = outcome;
        other.deadline += 1;
        expectUnauthorized(signSettlement(settlerKey, id, other));
        expectUnauthorized(signSettlement(settlerKey, bytes32(uint256(id) ^ 1), outcome));
        // The winner's Bid is no Settlement.
        expectUnauthorized(bidSignature);
    }

    function test_Settle_RevertWhen_TheSettlerSignedForAnotherDomain() public {
        bytes32 structHash = Digests.settlement(id, outcome);
        bytes32 elsewhere = Digests.domainSeparator(block.chainid + 1, address(marketplace));
        expectUnauthorized(signature(settlerKey, Digests.typed(elsewhere, structHash)));
        elsewhere = Digests.domainSeparator(block.chainid, carol);
        expectUnauthorized(signature(settlerKey, Digests.typed(elsewhere, structHash)));
        expectUnauthorized(signature(settlerKey, structHash));
        expectUnauthorized(
            signature(settlerKey, keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", structHash)))
        );
    }

    function testFuzz_Settle_RevertWhen_TheSignerIsNoSettler(uint256 key) public {
        key = bound(key, 1, type(uint128).max);
        expectUnauthorized(signSettlement(key, id, outcome));
        assertEq(vm.addr(key), Signatures.recover(digestOf(Digests.settlement(id, outcome)), settlerSignature));
    }

    function test_rule28_Settle_RevertWhen_TheSettlerIsNotYetOneOrNoMore() public {
        vm.prank(admin);
        marketplace.addSettler(abi.encodePacked(bob));
        vm.warp(time() + SETTLER_DELAY - 1);
        outcome.deadline = time() + 1 minutes;
        expectUnauthorized(signSettlement(bobKey, id, outcome));

        bytes memory fromTheRemoved = signSettlement(settlerKey, id, outcome);
        vm.prank(admin);
        marketplace.removeSettler(abi.encodePacked(settler));
        expectUnauthorized(fromTheRemoved);

        vm.warp(time() + 1);
        settlerSignature = signSettlement(bobKey, id, outcome);
        settle();
        assertTrue(marketplace.isNonceUsed(keccak256(abi.encodePacked(bob)), outcome.nonce));
        assertFalse(marketplace.isNonceUsed(keccak256(abi.encodePacked(settler)), outcome.nonce));
    }

    function test_rule27_Settle_RevertWhen_TheNonceIsUsed() public {
        settle();
        (terms, id) = auctionItem(auctionParamsFromNow());
        warpToSettlement(terms);
        outcome.deadline = time() + 1 minutes;
        settlerSignature = signSettlement(settlerKey, id, outcome);
        bidSignature = signBid(aliceKey, id, RESERVE);
        bytes32 signerHash = keccak256(abi.encodePacked(settler));
        vm.expectRevert(abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, signerHash, outcome.nonce));
        settle();
        outcome.nonce += 1;
        settlerSignature = signSettlement(settlerKey, id, outcome);
        settle();
    }

    // The bidder's

    function test_rule37_Settle_RevertWhen_TheBidsSignatureIsMalformed() public {
        bytes[] memory malformed = Signatures.malformed(bidSignature);
        for (uint256 i = 0; i < malformed.length; i++) {
            bidSignature = malformed[i];
            expectInvalid(alice);
            settle();
        }
    }

    function test_Settle_RevertWhen_TheBidIsForSomethingElse() public {
        bidSignature = signBid(aliceKey, bytes32(uint256(id) ^ 1), RESERVE);
        expectInvalid(alice);
        settle();
        bidSignature = signBid(aliceKey, id, RESERVE + 1);
        expectInvalid(alice);
        settle();
        bidSignature = signature(aliceKey, digestOf(Digests.bid(id, bob, RESERVE)));
        expectInvalid(alice);
        settle();
    }

    function test_Settle_RevertWhen_TheBidIsForAnotherDomain() public {
        bytes32 structHash = Digests.bid(id, alice, RESERVE);
        bytes32 elsewhere = Digests.domainSeparator(block.chainid + 1, address(marketplace));
        bidSignature = signature(aliceKey, Digests.typed(elsewhere, structHash));
        expectInvalid(alice);
        settle();
        elsewhere = Digests.domainSeparator(block.chainid, carol);
        bidSignature = signature(aliceKey, Digests.typed(elsewhere, structHash));
        expectInvalid(alice);
        settle();
    }

    function testFuzz_Settle_RevertWhen_SomebodyElseSignedTheBid(uint256 key) public {
        key = bound(key, 1, type(uint128).max);
        bidSignature = signature(key, digestOf(Digests.bid(id, alice, RESERVE)));
        expectInvalid(alice);
        settle();
    }

    function test_Settle_RevertWhen_TheWinnerIsNobody() public {
        outcome = outcomeOf(address(0), RESERVE);
        settlerSignature = signSettlement(settlerKey, id, outcome);
        bidSignature = new bytes(65);
        expectInvalid(address(0));
        settle();
    }

    function test_rule37_Settle_TakesTheOwnKeyOfAnAccountWithCode() public {
        vm.etch(alice, hex"fe");
        settle();
        assertEq(items.ownerOf(terms.tokenId), alice);
    }
}
