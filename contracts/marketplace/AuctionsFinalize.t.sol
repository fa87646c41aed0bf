// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {IItems} from "../interfaces/IItems.sol";
import {BurningERC721} from "../mocks/BurningERC721.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract AuctionsFinalizeTest is MarketplaceFixture {
    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
    }

    function expectNotInAuction(Auction memory terms) internal {
        vm.expectRevert(abi.encodeWithSelector(IAuctions.NotInAuction.selector, marketplace.auctionId(terms)));
        marketplace.finalizeAuction(terms);
    }

    function expectNotOpen(Auction memory terms, bytes32 id, uint256 opensAt) internal {
        vm.expectRevert(abi.encodeWithSelector(IAuctions.FinalizeNotOpen.selector, id, opensAt));
        marketplace.finalizeAuction(terms);
    }

    function assertStatus(bytes32 id, AuctionStatus status) internal view {
        assertEq(uint256(marketplace.getAuction(id).status), uint256(status));
    }

    function test_Finalize_RevertWhen_UnknownReturnedOrCancelled() public {
        expectNotInAuction(auctionTerms(address(items), 99, 1, auctionParams()));
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        (Auction memory terms, ) = auctionItem(params);
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        warpToFinalize(terms);
        expectNotInAuction(terms);

        vm.warp(NOW);
        (terms, ) = auctionItem(auctionParams());
        finalize(terms);
        expectNotInAuction(terms);
    }

    function test_Finalize_RevertWhen_Settled() public {
        (Auction memory terms, bytes32 id) = auctionItem(auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, RESERVE);
        warpToFinalize(terms);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id));
        marketplace.finalizeAuction(terms);
    }

    function test_rule07_Finalize_RevertWhen_TheGraceIsNotOver() public {
        (Auction memory terms, bytes32 id) = auctionItem(auctionParams());
        uint256 opensAt = NOW + 1 days + EXTENSION_LIMIT + GRACE;
        expectNotOpen(terms, id, opensAt);
        vm.warp(opensAt - 1);
        expectNotOpen(terms, id, opensAt);
        vm.warp(opensAt);
        marketplace.finalizeAuction(terms);
    }

    function test_rule07_Finalize_TakesTwoCallsAChallengeApart() public {
        (Auction memory terms, bytes32 id) = auctionItem(auctionParams());
        // Late: the clock of the second call starts with the first, not with the grace.
        uint256 begun = NOW + 40 days;
        vm.warp(begun);
        vm.expectEmit(address(marketplace));
        emit IAuctions.FinalizeStarted(id, begun + CHALLENGE);
        vm.prank(carol);
        marketplace.finalizeAuction(terms);
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Finalizing));
        assertEq(state.finalizableAt, begun + CHALLENGE);
        assertEq(state.endsAt, 0);
        assertEq(state.feeBps, FEE_BPS);
        assertEq(items.ownerOf(terms.tokenId), address(marketplace));

        expectNotOpen(terms, id, begun + CHALLENGE);
        vm.warp(begun + CHALLENGE - 1);
        expectNotOpen(terms, id, begun + CHALLENGE);

        vm.warp(begun + CHALLENGE);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionReturned(id);
        vm.prank(carol);
        marketplace.finalizeAuction(terms);
        assertStatus(id, AuctionStatus.Returned);
        assertEq(marketplace.getAuction(id).finalizableAt, 0);
        assertEq(items.ownerOf(terms.tokenId), seller);
        assertVault(alice, 1_000 ether, 0, 0);
    }

    function test_rule07_Finalize_SettlementStaysOpenInBetween() public {
        (Auction memory terms, bytes32 id) = auctionStack(7, auctionParams());
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        // At once, though the clock that the slot keeps now lies ahead; and with the fee of the day of creation.
        settleForAlice(terms, 100 ether);
        assertStatus(id, AuctionStatus.Settled);
        assertEq(stacks.balanceOf(alice, terms.tokenId), 7);
        assertEq(currency.balanceOf(seller), 95 ether);
        vm.warp(time() + CHALLENGE);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id));
        marketplace.finalizeAuction(terms);
    }

    function test_rule07_Finalize_SettlementStaysOpenUntilTheSecondCall() public {
        (Auction memory terms, ) = auctionItem(auctionParams());
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + 30 days);
        settleForAlice(terms, RESERVE);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function testFuzz_Finalize_ReturnsWhatNobodySettled(uint256 quantity, uint256 late, uint256 later) public {
        quantity = bound(quantity, 1, type(uint64).max);
        (Auction memory terms, ) = auctionStack(quantity, auctionParams());
        warpToFinalize(terms);
        vm.warp(time() + bound(late, 0, 3650 days));
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE + bound(later, 0, 3650 days));
        marketplace.finalizeAuction(terms);
        assertEq(stacks.balanceOf(seller, terms.tokenId), quantity);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 0);
    }

    function test_rule31_Finalize_LeavesAClaimWhen_TheItemIsBurnt() public {
        BurningERC721 token = new BurningERC721();
        token.mint(seller, 5);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 5, auctionData(auctionParams()));
        token.burn(5);
        Auction memory terms = auctionTerms(address(token), 5, 1, auctionParams());
        finalize(terms);
        bytes32 id = marketplace.auctionId(terms);
        assertStatus(id, AuctionStatus.Returned);
        assertClaim(id, address(token), 5, 1);
    }

    function test_rule31_Finalize_LeavesAClaimWhen_TheItemIsFrozen() public {
        RevertingERC721 token = new RevertingERC721();
        token.mint(seller, 5);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 5, auctionData(auctionParams()));
        token.setFrozen(true);
        Auction memory terms = auctionTerms(address(token), 5, 1, auctionParams());
        bytes32 id = marketplace.auctionId(terms);
        warpToFinalize(terms);
        marketplace.finalizeAuction(terms);
        vm.warp(time() + CHALLENGE);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionReturned(id);
        vm.expectEmit(address(marketplace));
        emit IItems.DeliveryRefused(id, seller, address(token), 5, 1);
        marketplace.finalizeAuction(terms);
        assertClaim(id, address(token), 5, 1);

        token.setFrozen(false);
        vm.prank(seller);
        marketplace.claimItem(id, bob);
        assertEq(token.ownerOf(5), bob);
    }

    function test_rule31_Finalize_LeavesAClaimWhen_TheSellerRefuses() public {
        RefusingReceiver wallet = new RefusingReceiver();
        wallet.setAccepting(true);
        uint256 tokenId = newStack(address(wallet), 9);
        vm.prank(address(wallet));
        stacks.safeTransferFrom(address(wallet), address(marketplace), tokenId, 9, auctionData(auctionParams()));
        wallet.setAccepting(false);
        seller = address(wallet);
        Auction memory terms = auctionTerms(address(stacks), tokenId, 9, auctionParams());
        finalize(terms);
        assertClaim(marketplace.auctionId(terms), address(stacks), tokenId, 9);
        assertEq(stacks.balanceOf(address(marketplace), tokenId), 9);
    }

    function assertClaim(bytes32 id, address token, uint256 tokenId, uint256 quantity) internal view {
        (address claimToken, uint256 claimTokenId, uint256 claimQuantity) = marketplace.claimOf(id, seller);
        assertEq(claimToken, token);
        assertEq(claimTokenId, tokenId);
        assertEq(claimQuantity, quantity);
    }
}
