// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {TokenStandard} from "../interfaces/IItems.sol";
import {Acceptance, IOffers, Offer, OfferScope} from "../interfaces/IOffers.sol";
import {IOrderNonces} from "../interfaces/IOrderNonces.sol";
import {IOrderTrades} from "../interfaces/IOrderTrades.sol";
import {OrderDigests} from "../test-support/OrderDigests.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {IERC20Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract OffersTest is OrdersFixture {
    function test_rule36_Accept_RevertWhen_Paused() public {
        uint256 tokenId = newItem(seller);
        pause();
        expectAcceptRevert(
            collectionOffer(),
            give(tokenId, 1),
            abi.encodeWithSelector(Pausable.EnforcedPause.selector)
        );
    }

    function test_Accept_RevertWhen_Expired() public {
        Offer memory offer = collectionOffer();
        offer.expiry = NOW + 1;
        uint256 tokenId = newItem(seller);
        vm.warp(NOW + 1);
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(IOrderTrades.OrderExpired.selector, idOf(offer), NOW + 1)
        );
        vm.warp(NOW);
        accept(offer, give(tokenId, 1));
    }

    function test_Accept_RevertWhen_TheItemIsTheCurrency() public {
        Offer memory offer = offerOf(address(currency), TokenStandard.ERC721, OfferScope.Collection);
        expectAcceptRevert(
            offer,
            give(1 ether, 1),
            abi.encodeWithSelector(IOrderTrades.UnsupportedToken.selector, address(currency))
        );
    }

    function test_Accept_RevertWhen_ThePriceOrQuantityIsOutOfRange() public {
        uint256 tokenId = newItem(seller);
        Offer memory offer = collectionOffer();
        offer.price = 0;
        expectAcceptRevert(offer, give(tokenId, 1), abi.encodeWithSelector(ICommonErrors.ZeroPrice.selector));
        offer.price = MAX_AMOUNT + 1;
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, MAX_AMOUNT + 1, MAX_AMOUNT)
        );
        offer.price = PRICE;
        offer.quantity = uint256(type(uint64).max) + 1;
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, offer.quantity, type(uint64).max)
        );
    }

    function testFuzz_Accept_RevertWhen_ItIsForAnotherItem(uint256 tokenId) public {
        Offer memory offer = itemOffer(newItem(seller));
        vm.assume(tokenId != offer.tokenId);
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(IOffers.ItemNotWanted.selector, idOf(offer), tokenId)
        );
        accept(offer, give(offer.tokenId, 1));
    }

    function testFuzz_Accept_RevertWhen_AnItemIsGivenInAnotherQuantity(uint256 quantity) public {
        vm.assume(quantity != 1);
        Offer memory offer = collectionOffer();
        offer.quantity = 5;
        expectAcceptRevert(
            offer,
            give(newItem(seller), quantity),
            abi.encodeWithSelector(IOrderTrades.NotASingleItem.selector, quantity)
        );
    }

    function testFuzz_Accept_RevertWhen_OneItemIsWantedMoreThanOnce(uint256 quantity) public {
        vm.assume(quantity != 1);
        Offer memory offer = itemOffer(newItem(seller));
        offer.quantity = quantity;
        expectAcceptRevert(
            offer,
            give(offer.tokenId, 1),
            abi.encodeWithSelector(IOrderTrades.NotASingleItem.selector, quantity)
        );
    }

    function test_Accept_RevertWhen_ZeroOrTooMany() public {
        Offer memory offer = stackOffer(newStack(seller, 9), 5);
        expectAcceptRevert(offer, give(offer.tokenId, 0), abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector));
        accept(offer, give(offer.tokenId, 2));
        expectAcceptRevert(
            offer,
            give(offer.tokenId, 4),
            abi.encodeWithSelector(IOrderNonces.QuantityUnfilled.selector, idOf(offer), 4, 3)
        );
    }

    function testFuzz_Accept_RevertWhen_ProceedsAreBelowTheFloor(uint256 price, uint256 short) public {
        Offer memory offer = collectionOffer();
        offer.price = bound(price, 1, MAX_AMOUNT);
        currency.mint(alice, offer.price);
        uint256 proceeds = offer.price - (offer.price * FEE_BPS + 9_999) / 10_000;
        Acceptance memory acceptance = give(newItem(seller), 1);
        acceptance.minProceeds = proceeds + bound(short, 1, MAX_AMOUNT);
        expectAcceptRevert(
            offer,
            acceptance,
            abi.encodeWithSelector(IOffers.ProceedsBelowMinimum.selector, proceeds, acceptance.minProceeds)
        );
        acceptance.minProceeds = proceeds;
        assertEq(accept(offer, acceptance), proceeds);
        assertEq(currency.balanceOf(seller), proceeds);
    }

    function test_Accept_RevertWhen_TheFeeRoseAboveWhatTheFloorBears() public {
        Acceptance memory acceptance = give(newItem(seller), 1);
        acceptance.minProceeds = PRICE - FEE;
        vm.prank(admin);
        orders.setFee(501);
        expectAcceptRevert(
            collectionOffer(),
            acceptance,
            abi.encodeWithSelector(IOffers.ProceedsBelowMinimum.selector, (PRICE * 9_499) / 10_000, PRICE - FEE)
        );
    }

    function test_Accept_RevertWhen_TheBuyerCannotPay() public {
        Offer memory offer = collectionOffer();
        uint256 tokenId = newItem(seller);
        vm.prank(alice);
        currency.approve(address(orders), PRICE - 1);
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(orders), FEE - 1, FEE)
        );
        assertEq(items.ownerOf(tokenId), seller);
    }

    function test_Accept_RevertWhen_TheCallerDoesNotOwnTheItem() public {
        uint256 tokenId = newItem(bob);
        approveItems(bob);
        expectAcceptRevert(
            collectionOffer(),
            give(tokenId, 1),
            abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, seller, tokenId, bob)
        );
    }

    function test_Accept_OnAnItem() public {
        Offer memory offer = itemOffer(newItem(seller));
        vm.expectEmit(address(orders));
        emit IOffers.OfferAccepted(
            idOf(offer),
            seller,
            alice,
            address(items),
            offer.tokenId,
            1,
            PRICE,
            FEE,
            0,
            offer.nonce
        );
        assertEq(accept(offer, give(offer.tokenId, 1)), PRICE - FEE);
        assertEq(items.ownerOf(offer.tokenId), alice);
        assertEq(currency.balanceOf(seller), PRICE - FEE);
        assertEq(currency.balanceOf(alice), 1_000_000 ether - PRICE);
        assertEq(surplus(), FEE);
        expectUsed(offer, offer.tokenId);
    }

    function test_Accept_OnACollectionSeveralItemsOneByOne() public {
        Offer memory offer = collectionOffer();
        offer.quantity = 2;
        uint256 first = newItem(seller);
        vm.expectEmit(address(orders));
        emit IOrderNonces.OrderPartlyFilled(idOf(offer), alice, offer.nonce, 1);
        accept(offer, give(first, 1));
        accept(offer, give(newItem(seller), 1));
        expectUsed(offer, newItem(seller));
        assertEq(items.balanceOf(alice), 2);
    }

    function testFuzz_Accept_PartOfAStack(uint256 price, uint256 quantity, uint256 given) public {
        quantity = bound(quantity, 2, type(uint64).max);
        given = bound(given, 1, quantity - 1);
        Offer memory offer = stackOffer(newStack(seller, quantity), quantity);
        offer.price = bound(price, 1, MAX_AMOUNT);
        currency.mint(alice, offer.price * quantity);
        uint256 total = offer.price * given;
        uint256 fee = (total * FEE_BPS + 9_999) / 10_000;
        assertEq(accept(offer, give(offer.tokenId, given)), total - fee);
        assertEq(stacks.balanceOf(alice, offer.tokenId), given);
        assertEq(surplus(), fee);
        accept(offer, give(offer.tokenId, quantity - given));
        expectUsed(offer, offer.tokenId);
    }

    // Trait sets

    function expectNotWanted(Offer memory offer, uint256 tokenId, bytes32[] memory proof) internal {
        expectAcceptRevert(
            offer,
            sign(offer),
            give(tokenId, 1),
            proof,
            abi.encodeWithSelector(IOffers.ItemNotWanted.selector, idOf(offer), tokenId)
        );
    }

    function test_Accept_OnATraitSet() public {
        (uint256 a, uint256 b, uint256 c) = (newItem(seller), newItem(seller), newItem(seller));
        uint256 other = newItem(seller);
        bytes32 pair = OrderDigests.node(OrderDigests.leaf(a), OrderDigests.leaf(b));
        Offer memory offer = traitOffer(OrderDigests.node(pair, OrderDigests.leaf(c)));
        offer.quantity = 2;
        bytes memory signed = sign(offer);
        bytes32[] memory proof = new bytes32[](2);
        (proof[0], proof[1]) = (OrderDigests.leaf(b), OrderDigests.leaf(c));

        expectNotWanted(offer, other, proof);
        expectNotWanted(offer, b, proof);
        expectNotWanted(offer, a, noProof());
        vm.prank(seller);
        orders.acceptOffer(offer, give(a, 1), signed, proof);
        assertEq(items.ownerOf(a), alice);

        proof = new bytes32[](1);
        proof[0] = pair;
        vm.prank(seller);
        orders.acceptOffer(offer, give(c, 1), signed, proof);
        assertEq(items.ownerOf(c), alice);
    }

    function test_Accept_ASetOfOneNeedsNoProof() public {
        uint256 tokenId = newItem(seller);
        accept(traitOffer(OrderDigests.leaf(tokenId)), give(tokenId, 1));
        assertEq(items.ownerOf(tokenId), alice);
    }

    function testFuzz_Accept_NoNodePassesForALeaf(uint256 a, uint256 b) public {
        // The id whose single hash is a node's: were leaves hashed once, it would be in the set.
        vm.assume(a != b);
        bytes32 left = keccak256(abi.encode(a));
        bytes32 right = keccak256(abi.encode(b));
        Offer memory offer = traitOffer(OrderDigests.node(OrderDigests.leaf(a), OrderDigests.leaf(b)));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = right;
        expectNotWanted(offer, uint256(left), proof);
        expectNotWanted(offer, uint256(OrderDigests.node(left, right)), noProof());
        expectNotWanted(traitOffer(0), a, noProof());
    }

    // What never revives

    function expectUsed(Offer memory offer, uint256 tokenId) internal {
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(IOrderNonces.OrderNonceUsed.selector, alice, offer.nonce)
        );
    }

    function test_Accept_ACancelledOrFilledOfferDoesNotRevive() public {
        Offer memory offer = collectionOffer();
        vm.prank(alice);
        orders.cancelOrders(nonces(offer.nonce));
        expectUsed(offer, newItem(seller));

        offer.nonce += 1;
        uint256 tokenId = newItem(seller);
        accept(offer, give(tokenId, 1));
        vm.prank(alice);
        items.transferFrom(alice, seller, tokenId);
        expectUsed(offer, tokenId);
    }

    function test_Accept_OffersOfAnOldCounterDoNotRevive() public {
        Offer memory offer = collectionOffer();
        uint256 tokenId = newItem(seller);
        vm.prank(alice);
        uint256 counter = orders.bumpCounter();
        expectAcceptRevert(
            offer,
            give(tokenId, 1),
            abi.encodeWithSelector(IOrderNonces.CounterMismatch.selector, alice, 0, counter)
        );
        offer.counter = counter;
        accept(offer, give(tokenId, 1));
    }

    function test_Accept_AnEscrowedItemIsNotItsSellersToGive() public {
        uint256 tokenId = newItem(seller);
        vm.prank(seller);
        items.transferFrom(seller, carol, tokenId);
        expectAcceptRevert(
            itemOffer(tokenId),
            give(tokenId, 1),
            abi.encodeWithSelector(IERC721Errors.ERC721InsufficientApproval.selector, address(orders), tokenId)
        );
    }
}
