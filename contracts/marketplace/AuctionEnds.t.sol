// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionParams, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {Bid, Receipt} from "../interfaces/IBids.sol";
import {IVault, Withdrawal} from "../interfaces/IVault.sol";
import {BurningERC721} from "../mocks/BurningERC721.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

/// @notice The edges of an end without a settler: nobody bid, nothing is worth more than one unit, a post wins over a bid by key.
contract AuctionEndsTest is BidsFixture {
    BurningERC721 internal token;

    function setUp() public override {
        super.setUp();
        token = new BurningERC721();
        deposit(alice, 1_000 ether);
        deposit(bob, 1_000 ether);
    }

    /// @dev The seller puts an item of `token` up for auction.
    function auctionToken() internal {
        token.mint(seller, 1);
        terms = auctionTerms(address(token), 1, 1, auctionParams());
        id = marketplace.auctionId(terms);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 1, auctionData(auctionParams()));
    }

    /// @dev What begins at one unit, without a reserve.
    function auctionForAUnit() internal {
        AuctionParams memory params = auctionParams();
        (params.startPrice, params.reservePrice) = (1, 0);
        (terms, id) = auctionItem(params);
    }

    function test_Finalize_SendsNothingToNobodyWhen_NobodyBid() public {
        auctionToken();
        finalize(terms);
        // This token takes a transfer to nobody for a wish to burn.
        assertEq(token.ownerOf(1), seller);
    }

    function test_rule24_Finalize_TellsThatNoSettlerSigned() public {
        post(bob, RESERVE);
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        vm.expectEmit(address(marketplace));
        emit IVault.Deposited(bob, bob, RESERVE);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionSettled(id, bob, RESERVE, RESERVE / 20, 0, bytes32(0), 0);
        marketplace.finalizeAuction(terms);
    }

    function test_rule31_Finalize_ReturnsThePostAsCreditWhen_TheItemCannotMove() public {
        auctionToken();
        post(bob, 200 ether);
        token.burn(1);
        finalize(terms);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Returned));
        assertVault(bob, 1_000 ether, 0, 200 ether);
    }

    function test_rule24_Finalize_CreditsNobodyWhen_NobodyPosted() public {
        vm.warp(terms.rules.end());
        present(aliceKey, 100 ether, receiptOf(RESERVE, 1));
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        vm.recordLogs();
        marketplace.finalizeAuction(terms);
        assertNotEmitted(IVault.Credited.selector);
    }

    function test_rule24_Finalize_ARivalOfOneUnitCosts() public {
        auctionForAUnit();
        vm.warp(terms.rules.end());
        present(bobKey, 1, receiptOf(1, 1));
        present(aliceKey, 5, receiptOf(1, 2));
        finalize(terms);
        assertEq(marketplace.getAuction(id).winner, alice);
        assertEq(marketplace.getAuction(id).amount, 2);
    }

    function test_rule15_Withdraw_RevertWhen_OneUnitIsBound() public {
        auctionForAUnit();
        vm.warp(terms.rules.end());
        present(aliceKey, 1, receiptOf(1, 1));
        Withdrawal memory consent = consentTo(1_000 ether, alice);
        bytes memory signed = signWithdrawal(settlerKey, alice, consent);
        vm.expectRevert(abi.encodeWithSelector(IVault.PresentedBidsUncovered.selector, alice, 0, 1));
        vm.prank(alice);
        marketplace.withdraw(consent, signed);
    }

    function test_rule11_Post_OneUnitIsBeatenByTwo() public {
        auctionForAUnit();
        post(alice, 1);
        post(bob, 2);
        assertPost(bob, 2);
    }

    /// @dev The key of the bid that the post beat is none of the winner's, though both gave it rights.
    function test_rule10_Finalize_CountsNoKeyWhen_APostWins() public {
        (address session, uint256 sessionKey) = makeAddrAndKey("session");
        bytes memory key = abi.encodePacked(session);
        vm.prank(alice);
        marketplace.setBidKey(key, 1_000 ether);
        vm.prank(bob);
        marketplace.setBidKey(key, 1_000 ether);

        vm.warp(terms.rules.end());
        Receipt memory word = receiptOf(RESERVE, 1);
        bytes memory bidSignature = signature(sessionKey, digestOf(Digests.bid(id, alice, 100 ether)));
        bytes memory receiptSignature = signature(receiptKey, receiptDigest(alice, 100 ether, word));
        marketplace.presentBid(terms, Bid(alice, 100 ether), bidSignature, word, new bytes32[](0), receiptSignature);
        extend(uint64(terms.rules.end() + 10));
        post(bob, 200 ether);
        finalize(terms);
        assertEq(marketplace.getAuction(id).winner, bob);
        assertEq(marketplace.bidKeyOf(alice, keccak256(key)).spent, 0);
        assertEq(marketplace.bidKeyOf(bob, keccak256(key)).spent, 0);
    }
}
