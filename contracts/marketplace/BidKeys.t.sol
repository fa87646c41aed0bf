// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement} from "../interfaces/IAuctions.sol";
import {BidKey, IBidKeys} from "../interfaces/IBidKeys.sol";
import {Bid, Receipt} from "../interfaces/IBids.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {FickleSigner} from "../mocks/FickleSigner.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

contract BidKeysTest is BidsFixture {
    address internal session;
    uint256 internal sessionKey;
    bytes internal key;
    FickleSigner internal fickle;

    function setUp() public override {
        super.setUp();
        (session, sessionKey) = makeAddrAndKey("session");
        key = abi.encodePacked(session);
        fickle = new FickleSigner();
        deposit(alice, 1_000 ether);
        deposit(bob, 1_000 ether);
        vm.warp(terms.rules.end());
    }

    function setBidKey(address account, bytes memory key_, uint256 cap) internal {
        vm.prank(account);
        marketplace.setBidKey(key_, cap);
    }

    function allow(address verifier) internal {
        vm.prank(admin);
        marketplace.allowBidVerifier(verifier);
    }

    function bidDigest(address bidder, uint256 maxAmount) internal view returns (bytes32) {
        return digestOf(Digests.bid(id, bidder, maxAmount));
    }

    function settleBy(address bidder, uint256 amount, bytes memory bidSignature) internal {
        Settlement memory outcome = outcomeOf(bidder, amount);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature);
    }

    function expectSettleRevert(
        address bidder,
        uint256 amount,
        bytes memory bidSignature,
        bytes memory reason
    ) internal {
        Settlement memory outcome = outcomeOf(bidder, amount);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        vm.expectRevert(reason);
        marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature);
    }

    function invalid(address bidder) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ISettlers.InvalidSignature.selector, bidder);
    }

    function exceeded(address bidder, uint256 remaining, uint256 required) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IBidKeys.BidKeyCapExceeded.selector, bidder, keccak256(key), remaining, required);
    }

    function presentByKey(address bidder, uint256 maxAmount, uint64 sequence) internal {
        Receipt memory word = receiptOf(RESERVE, sequence);
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(bidder, maxAmount, word));
        bytes memory bidSignature = signature(sessionKey, bidDigest(bidder, maxAmount));
        marketplace.presentBid(terms, Bid(bidder, maxAmount), bidSignature, word, new bytes32[](0), receiptSignature);
    }

    function spent(address account) internal view returns (uint256) {
        return marketplace.bidKeyOf(account, keccak256(key)).spent;
    }

    // setBidKey

    function testFuzz_rule10_Set_RisesAtOnceAndFallsLate(uint96 first, uint96 second) public {
        setBidKey(alice, key, first);
        assertEq(marketplace.bidKeyOf(alice, keccak256(key)).cap, first);
        uint256 activeFrom = second < first ? time() + EXIT_DELAY : time();
        vm.expectEmit(address(marketplace));
        emit IBidKeys.BidKeyUpdated(alice, keccak256(key), key, second, activeFrom);
        setBidKey(alice, key, second);
        BidKey memory state = marketplace.bidKeyOf(alice, keccak256(key));
        assertEq(state.cap, first > second ? first : second);
        assertEq(state.nextCap, first > second ? second : 0);
        assertEq(state.nextCapAt, first > second ? activeFrom : 0);
    }

    function test_Set_RevertWhen_TheKeyHasNoForm() public {
        bytes[3] memory wrong = [bytes(""), abi.encodePacked(address(0)), abi.encodePacked(session, "key")];
        for (uint256 i = 0; i < wrong.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(ISettlers.InvalidSigner.selector, wrong[i]));
            setBidKey(alice, wrong[i], 1);
        }
    }

    function test_rule10_Set_RevertWhen_TheVerifierIsNotAllowed() public {
        bytes memory reason = abi.encodeWithSelector(IBidKeys.BidVerifierNotAllowed.selector, address(fickle));
        vm.expectRevert(reason);
        setBidKey(alice, abi.encodePacked(fickle, "key"), 1);
        allow(address(fickle));
        assertTrue(marketplace.isBidVerifier(address(fickle)));
        setBidKey(alice, abi.encodePacked(fickle, "key"), 1);
    }

    function test_Allow_RevertWhen_TheVerifierIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(IBidKeys.BidVerifierNotAllowed.selector, carol));
        allow(carol);
    }

    // Settlement

    function testFuzz_rule10_Settle_DebitsTheCap(uint256 cap, uint256 amount) public {
        amount = bound(amount, RESERVE, 1_000 ether);
        cap = bound(cap, 1, MAX_AMOUNT);
        setBidKey(alice, key, cap);
        warpToSettlement(terms);
        bytes memory signed = signature(sessionKey, bidDigest(alice, amount));
        if (amount > cap) {
            expectSettleRevert(alice, amount, signed, exceeded(alice, cap, amount));
        } else {
            settleBy(alice, amount, signed);
            assertEq(items.ownerOf(terms.tokenId), alice);
            assertEq(spent(alice), amount);
            assertVault(alice, 1_000 ether - amount, 0, 0);
        }
    }

    function test_rule10_Settle_AWalletOfCodeBidsByItsKey() public {
        deposit(address(fickle), 100 ether);
        setBidKey(address(fickle), key, 100 ether);
        warpToSettlement(terms);
        // Its own ERC-1271 answer is no bid.
        bytes memory wrapped = abi.encode(abi.encodePacked(fickle), bytes("signature"));
        expectSettleRevert(address(fickle), 100 ether, wrapped, invalid(address(fickle)));
        settleBy(address(fickle), 100 ether, signature(sessionKey, bidDigest(address(fickle), 100 ether)));
        assertEq(items.ownerOf(terms.tokenId), address(fickle));
    }

    function test_rule10_Settle_AVerifiersKeyBids() public {
        allow(address(fickle));
        key = abi.encodePacked(fickle, "key");
        setBidKey(alice, key, 100 ether);
        warpToSettlement(terms);
        bytes memory other = abi.encode(abi.encodePacked(fickle, "kez"), bytes("signature"));
        expectSettleRevert(alice, 100 ether, other, invalid(alice));
        settleBy(alice, 100 ether, abi.encode(key, bytes("signature")));
        assertEq(spent(alice), 100 ether);
    }

    function test_rule10_Settle_RevertWhen_TheKeyIsAWallet() public {
        key = abi.encodePacked(fickle);
        setBidKey(alice, key, 100 ether);
        warpToSettlement(terms);
        expectSettleRevert(alice, 100 ether, abi.encode(key, bytes("signature")), invalid(alice));
    }

    function test_rule10_Settle_RevertWhen_TheKeyIsAnothers() public {
        setBidKey(bob, key, 100 ether);
        warpToSettlement(terms);
        expectSettleRevert(alice, 100 ether, signature(sessionKey, bidDigest(alice, 100 ether)), invalid(alice));
    }

    function test_rule10_Settle_TheOwnKeyHasNoCap() public {
        setBidKey(alice, key, 1);
        warpToSettlement(terms);
        settleFor(aliceKey, 500 ether);
        assertEq(spent(alice), 0);
    }

    /// @dev A bid that was good when the relayer took it stays good until its auction ends.
    function test_finding_ABidKeyThatTurnsFalse() public {
        setBidKey(alice, key, 100 ether);
        bytes memory signed = signature(sessionKey, bidDigest(alice, 100 ether));
        setBidKey(alice, key, 0);
        warpToFinalize(terms);
        uint256 snapshot = vm.snapshotState();
        settleBy(alice, 100 ether, signed);
        vm.revertToState(snapshot);
        vm.warp(terms.rules.end() + EXIT_DELAY);
        expectSettleRevert(alice, 100 ether, signed, invalid(alice));
    }

    function test_rule10_Settle_RevertWhen_TheCapLacksOneUnit() public {
        setBidKey(alice, key, 200 ether + RESERVE - 1);
        warpToSettlement(terms);
        settleBy(alice, 200 ether, signature(sessionKey, bidDigest(alice, 200 ether)));
        (terms, id) = auctionItem(auctionParamsFromNow());
        warpToSettlement(terms);
        bytes memory bidSignature = signature(sessionKey, bidDigest(alice, RESERVE));
        Settlement memory outcome = outcomeOf(alice, RESERVE);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        vm.expectRevert(exceeded(alice, RESERVE - 1, RESERVE));
        marketplace.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);
    }

    // Presented bids

    function test_rule10_Present_BindsTheCapUntilTheAuctionEnds() public {
        setBidKey(alice, key, 250 ether);
        presentByKey(alice, 200 ether, 1);
        assertEq(spent(alice), 200 ether);
        warpToSettlement(terms);
        // His own settlement is paid from what the bid bound.
        settleBy(alice, 220 ether, signature(sessionKey, bidDigest(alice, 220 ether)));
        assertEq(spent(alice), 220 ether);
    }

    function test_rule10_Present_RevertWhen_TheCapHasLess() public {
        setBidKey(alice, key, 200 ether - 1);
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(alice, 200 ether, word));
        bytes memory bidSignature = signature(sessionKey, bidDigest(alice, 200 ether));
        vm.expectRevert(exceeded(alice, 200 ether - 1, 200 ether));
        marketplace.presentBid(terms, Bid(alice, 200 ether), bidSignature, word, new bytes32[](0), receiptSignature);
    }

    function test_rule10_Present_GivesBackWhatIsReplaced() public {
        setBidKey(alice, key, 250 ether);
        presentByKey(alice, 200 ether, 1);
        presentByKey(alice, 240 ether, 2);
        assertEq(spent(alice), 240 ether);
        // Now by the own key, which binds no cap.
        present(aliceKey, 300 ether, receiptOf(RESERVE, 3));
        assertEq(spent(alice), 0);
        assertPresented(alice, 300 ether);
    }

    /// @dev Only the best presented bid binds, and the key of no other.
    function test_rule10_Present_GivesBackWhatIsOutbid() public {
        setBidKey(alice, key, 250 ether);
        presentByKey(alice, 200 ether, 1);
        present(bobKey, 300 ether, receiptOf(RESERVE, 2));
        assertEq(spent(alice), 0);
        // As the next best it asks whether the cap has room, and takes nothing.
        presentByKey(alice, 240 ether, 3);
        assertEq(spent(alice), 0);
        assertPresented(alice, 0);
        finalize(terms);
        assertEq(spent(alice), 0);
    }

    function test_rule10_Present_GivesBackWhenAnotherWins() public {
        setBidKey(alice, key, 250 ether);
        presentByKey(alice, 200 ether, 1);
        warpToSettlement(terms);
        settleFor(bobKey, 300 ether);
        assertEq(spent(alice), 0);
        assertPresented(alice, 0);
    }

    function test_rule24_Finalize_DebitsWhatThePresentedBidPays() public {
        setBidKey(alice, key, 250 ether);
        presentByKey(alice, 200 ether, 1);
        // No lower cap holds the item up, however late somebody finalizes.
        setBidKey(alice, key, 0);
        vm.warp(time() + 2 * EXIT_DELAY);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        marketplace.finalizeAuction(terms);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(spent(alice), RESERVE);
    }
}
