// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAuctions} from "../interfaces/IAuctions.sol";
import {Bid, IBids, Receipt} from "../interfaces/IBids.sol";
import {IBidKeys} from "../interfaces/IBidKeys.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

/// @notice Presented bids at their edges: at the hard end, one unit above, equal to a post, at the last of a key's cap.
contract PresentedBidsEdgesTest is BidsFixture {
    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
        deposit(bob, 1_000 ether);
        vm.warp(terms.rules.end());
    }

    function test_rule06_Present_RevertWhen_ReceivedAtTheHardEnd() public {
        uint256 hardEnd = terms.rules.end() + EXTENSION_LIMIT;
        Receipt memory word = receiptOf(RESERVE, 1);
        word.receivedAt = uint64(hardEnd);
        bytes memory reason = abi.encodeWithSelector(
            IBids.ReceivedOutsideAuction.selector,
            hardEnd,
            terms.rules.start(),
            hardEnd
        );
        expectPresentRevert(aliceKey, 100 ether, word, reason);
    }

    /// @dev What is kept has 96 bits.
    function test_rule21_Present_RevertWhen_TooLarge() public {
        uint256 amount = MAX_AMOUNT + 1;
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, amount, MAX_AMOUNT);
        expectPresentRevert(aliceKey, amount, receiptOf(RESERVE, 1), reason);
    }

    function test_rule21_Present_RevertWhen_TheReceiptIsOneUnitAboveTheBid() public {
        bytes memory reason = abi.encodeWithSelector(IAuctions.AmountAboveBid.selector, 100 ether + 1, 100 ether);
        expectPresentRevert(aliceKey, 100 ether, receiptOf(100 ether + 1, 1), reason);
    }

    function test_rule22_Post_FreesWhatItEquals() public {
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        extend(uint64(terms.rules.end() + 10));
        post(carol, 100 ether);
        assertPresented(alice, 0);
        assertEq(presentedOf(alice), 0);
    }

    /// @dev Not being the best it counts against no cap yet, but must fit into what is left of it.
    function test_rule10_Present_RevertWhen_TheNextBestIsAboveWhatIsLeftOfTheCap() public {
        (address session, uint256 sessionKey) = makeAddrAndKey("session");
        bytes memory key = abi.encodePacked(session);
        vm.prank(alice);
        marketplace.setBidKey(key, 150 ether);
        presentBy(sessionKey, 100 ether);

        vm.warp(NOW);
        (terms, id) = auctionItem(auctionParams());
        vm.warp(terms.rules.end());
        present(bobKey, 200 ether, receiptOf(RESERVE, 1));
        vm.expectRevert(
            abi.encodeWithSelector(IBidKeys.BidKeyCapExceeded.selector, alice, keccak256(key), 50 ether, RESERVE)
        );
        this.presentBy(sessionKey, RESERVE);
    }

    /// @dev Alice's bid by a key of hers.
    function presentBy(uint256 sessionKey, uint256 maxAmount) public {
        Receipt memory word = receiptOf(RESERVE, 2);
        bytes memory bidSignature = signature(sessionKey, digestOf(Digests.bid(id, alice, maxAmount)));
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(alice, maxAmount, word));
        marketplace.presentBid(terms, Bid(alice, maxAmount), bidSignature, word, new bytes32[](0), receiptSignature);
    }
}
