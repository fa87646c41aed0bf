// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IListings, Listing} from "../interfaces/IListings.sol";
import {BurningERC721} from "../mocks/BurningERC721.sol";
import {GasBurningReceiver} from "../mocks/GasBurningReceiver.sol";
import {LyingERC721} from "../mocks/LyingERC721.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {ReturnBombReceiver} from "../mocks/ReturnBombReceiver.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {SlowReceiver} from "../test-support/SlowReceiver.sol";

/// @notice Has the hook, and answers it with another value than it should.
contract WrongAnswerReceiver {
    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external pure returns (bytes4) {
        return 0xdeadbeef;
    }
}

contract ItemsTest is MarketplaceFixture {
    RefusingReceiver internal refuser;

    function setUp() public override {
        super.setUp();
        refuser = new RefusingReceiver();
        fund(alice, 1_000 ether);
        fund(bob, 1_000 ether);
    }

    function assertClaim(bytes32 id, address owner, address token, uint256 tokenId, uint256 quantity) internal view {
        (address claimToken, uint256 claimTokenId, uint256 claimQuantity) = marketplace.claimOf(id, owner);
        assertEq(claimToken, token);
        assertEq(claimTokenId, tokenId);
        assertEq(claimQuantity, quantity);
    }

    function assertNoClaim(bytes32 id, address owner) internal view {
        assertClaim(id, owner, address(0), 0, 0);
    }

    // Delivery

    function test_rule31_Delivery_AnItemAsksNoReceiver() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, address(refuser));
        assertEq(items.ownerOf(terms.tokenId), address(refuser));
        assertNoClaim(id, alice);
    }

    /// @dev Alice buys for a recipient who does not take it.
    function refusedBy(address recipient) internal returns (Listing memory terms, bytes32 id) {
        (terms, id) = listStack(9, listingParams());
        uint256 paid = currency.balanceOf(seller);
        vm.expectEmit(address(marketplace));
        emit IListings.ListingBought(id, alice, recipient, 4, 4 * PRICE, PRICE / 5, 0);
        vm.expectEmit(address(marketplace));
        emit IItems.DeliveryRefused(id, alice, address(stacks), terms.tokenId, 4);
        vm.prank(alice);
        assertEq(marketplace.buy(terms, 4, 4 * PRICE, recipient), 4 * PRICE);

        assertEq(currency.balanceOf(seller) - paid, (4 * PRICE * 95) / 100);
        assertEq(stacks.balanceOf(recipient, terms.tokenId), 0);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 9);
        assertEq(marketplace.getListing(id).remaining, 5);
        assertClaim(id, alice, address(stacks), terms.tokenId, 4);
        assertNoClaim(id, recipient);
    }

    function test_rule32_Delivery_RefusedUnitsAreTheBuyersClaim() public {
        refusedBy(address(refuser));
    }

    function test_rule32_Delivery_AWrongAnswerIsARefusal() public {
        refusedBy(address(new WrongAnswerReceiver()));
    }

    function test_rule32_Delivery_AContractWithoutTheHookIsARefusal() public {
        refusedBy(address(currency));
    }

    function test_rule33_Delivery_BurningAllGasIsARefusal() public {
        refusedBy(address(new GasBurningReceiver()));
    }

    function test_rule33_Delivery_AReturnBombIsARefusal() public {
        refusedBy(address(new ReturnBombReceiver()));
    }

    function test_rule32_Delivery_AWinnersRefusalIsHisClaim() public {
        vm.etch(alice, address(refuser).code);
        vm.prank(alice);
        marketplace.deposit(alice, 200 ether);
        (Auction memory terms, bytes32 id) = auctionStack(7, auctionParams());
        warpToSettlement(terms);
        vm.expectEmit(address(marketplace));
        emit IItems.DeliveryRefused(id, alice, address(stacks), terms.tokenId, 7);
        settleForAlice(terms, 100 ether);
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Settled));
        assertEq(currency.balanceOf(seller), 95 ether);
        assertClaim(id, alice, address(stacks), terms.tokenId, 7);

        vm.prank(alice);
        marketplace.claimItem(id, bob);
        assertEq(stacks.balanceOf(bob, terms.tokenId), 7);
    }

    function test_rule32_Delivery_ClaimsAddUpByOwner() public {
        (Listing memory terms, bytes32 id) = listStack(9, listingParams());
        vm.startPrank(alice);
        marketplace.buy(terms, 1, PRICE, address(refuser));
        marketplace.buy(terms, 2, 2 * PRICE, address(refuser));
        vm.stopPrank();
        vm.prank(bob);
        marketplace.buy(terms, 4, 4 * PRICE, address(refuser));
        assertClaim(id, alice, address(stacks), terms.tokenId, 3);
        assertClaim(id, bob, address(stacks), terms.tokenId, 4);

        vm.prank(alice);
        marketplace.claimItem(id, alice);
        assertEq(stacks.balanceOf(alice, terms.tokenId), 3);
        assertNoClaim(id, alice);
        assertClaim(id, bob, address(stacks), terms.tokenId, 4);
        // The rest of the listing is the seller's still.
        vm.prank(seller);
        marketplace.cancelListing(terms);
        assertEq(stacks.balanceOf(seller, terms.tokenId), 2);
        vm.prank(bob);
        marketplace.claimItem(id, bob);
        assertEq(stacks.balanceOf(bob, terms.tokenId), 4);
    }

    function test_rule32_Delivery_LeavesNoClaimWhen_Accepted() public {
        refuser.setAccepting(true);
        (Listing memory terms, bytes32 id) = listStack(9, listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 9, 9 * PRICE, address(refuser));
        assertEq(stacks.balanceOf(address(refuser), terms.tokenId), 9);
        assertNoClaim(id, alice);
        assertNoClaim(id, address(refuser));
    }

    // Back to the seller

    function test_rule31_GiveBack_ACancelledListingThatCannotMoveIsAClaim() public {
        BurningERC721 token = new BurningERC721();
        token.mint(seller, 5);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 5, listingData(listingParams()));
        token.burn(5);
        Listing memory terms = listingTerms(address(token), 5, 1, listingParams());
        bytes32 id = marketplace.listingId(terms);
        vm.expectEmit(address(marketplace));
        emit IItems.DeliveryRefused(id, seller, address(token), 5, 1);
        vm.prank(seller);
        marketplace.cancelListing(terms);
        assertClaim(id, seller, address(token), 5, 1);

        vm.expectRevert(abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        vm.prank(seller);
        marketplace.claimItem(id, seller);
    }

    function test_rule32_GiveBack_ACancelledAuctionThatIsRefusedIsAClaim() public {
        refuser.setAccepting(true);
        seller = address(refuser);
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        (Auction memory terms, bytes32 id) = auctionStack(3, params);
        refuser.setAccepting(false);
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        assertClaim(id, seller, address(stacks), terms.tokenId, 3);
        refuser.setAccepting(true);
        vm.prank(seller);
        marketplace.claimItem(id, seller);
        assertEq(stacks.balanceOf(seller, terms.tokenId), 3);
    }

    // claimItem

    function test_Claim_RevertWhen_ThereIsNothing() public {
        (Listing memory terms, bytes32 id) = refusedBy(address(refuser));
        bytes32 otherId = marketplace.listingId(listingTerms(address(stacks), terms.tokenId, 9, listingParams()));
        assertEq(otherId, id);
        address[3] memory others = [bob, address(refuser), seller];
        for (uint256 i = 0; i < others.length; i++) {
            vm.expectRevert(abi.encodeWithSelector(IItems.NothingToClaim.selector, id, others[i]));
            vm.prank(others[i]);
            marketplace.claimItem(id, others[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(IItems.NothingToClaim.selector, bytes32(0), alice));
        vm.prank(alice);
        marketplace.claimItem(bytes32(0), alice);
    }

    function testFuzz_rule32_Claim_IsForWhatWasRefusedAndOnce(uint256 quantity, bytes32 otherId) public {
        quantity = bound(quantity, 1, 9);
        (Listing memory terms, bytes32 id) = listStack(9, listingParams());
        vm.assume(otherId != id);
        vm.startPrank(alice);
        marketplace.buy(terms, quantity, quantity * PRICE, address(refuser));
        vm.expectRevert(abi.encodeWithSelector(IItems.NothingToClaim.selector, otherId, alice));
        marketplace.claimItem(otherId, carol);
        marketplace.claimItem(id, carol);
        vm.expectRevert(abi.encodeWithSelector(IItems.NothingToClaim.selector, id, alice));
        marketplace.claimItem(id, carol);
        vm.stopPrank();
        assertEq(stacks.balanceOf(carol, terms.tokenId), quantity);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 9 - quantity);
    }

    function test_rule32_Claim_RevertWhen_TheRecipientRefuses() public {
        (Listing memory terms, bytes32 id) = refusedBy(address(refuser));
        vm.expectRevert(abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        vm.prank(alice);
        marketplace.claimItem(id, address(refuser));
        assertClaim(id, alice, address(stacks), terms.tokenId, 4);
        refuser.setAccepting(true);
        vm.prank(alice);
        marketplace.claimItem(id, address(refuser));
        assertEq(stacks.balanceOf(address(refuser), terms.tokenId), 4);
    }

    /// @dev Units sent to the Marketplace itself would be nobody's any more.
    function test_Claim_RevertWhen_TheRecipientIsInvalid() public {
        (Listing memory terms, bytes32 id) = refusedBy(address(refuser));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(marketplace)));
        vm.prank(alice);
        marketplace.claimItem(id, address(marketplace));
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        vm.prank(alice);
        marketplace.claimItem(id, address(0));
        assertClaim(id, alice, address(stacks), terms.tokenId, 4);
    }

    function test_rule32_Claim_DeliversOnceToAnyRecipient() public {
        (Listing memory terms, bytes32 id) = refusedBy(address(refuser));
        vm.expectEmit(address(marketplace));
        emit IItems.ItemClaimed(id, alice, bob, 4);
        vm.prank(alice);
        marketplace.claimItem(id, bob);
        assertEq(stacks.balanceOf(bob, terms.tokenId), 4);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 5);
        assertNoClaim(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IItems.NothingToClaim.selector, id, alice));
        vm.prank(alice);
        marketplace.claimItem(id, bob);
    }

    function test_rule32_Claim_GivesASlowReceiverAllTheGas() public {
        SlowReceiver slow = new SlowReceiver(400_000);
        (Listing memory terms, bytes32 id) = refusedBy(address(slow));
        vm.prank(alice);
        marketplace.claimItem(id, address(slow));
        assertEq(stacks.balanceOf(address(slow), terms.tokenId), 4);
    }

    /// @dev A collection that lies can cheat those who buy from it. It reaches nobody else's item or money.
    function test_Delivery_ALyingCollectionHarmsOnlyItsOwnBuyers() public {
        (Listing memory honest, ) = listItem(listingParams());
        LyingERC721 liar = new LyingERC721();
        liar.mint(seller, honest.tokenId);
        vm.prank(seller);
        liar.safeTransferFrom(seller, address(marketplace), honest.tokenId, listingData(listingParams()));
        liar.lie(alice);
        Listing memory terms = listingTerms(address(liar), honest.tokenId, 1, listingParams());
        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        assertEq(items.ownerOf(honest.tokenId), address(marketplace));
        assertEq(surplus(), PRICE / 20);
        vm.prank(bob);
        marketplace.buy(honest, 1, PRICE, bob);
        assertEq(items.ownerOf(honest.tokenId), bob);
    }
}
