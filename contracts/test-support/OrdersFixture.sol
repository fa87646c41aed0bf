// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {Acceptance, Offer, OfferScope} from "../interfaces/IOffers.sol";
import {OrdersConfig} from "../interfaces/IOrders.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";
import {PlainERC1155} from "../mocks/PlainERC1155.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {PlainERC721} from "../mocks/PlainERC721.sol";
import {RoyaltyERC721} from "../mocks/RoyaltyERC721.sol";
import {DeployedOrders} from "./DeployedOrders.sol";
import {Digests} from "./Digests.sol";
import {OrderDigests} from "./OrderDigests.sol";
import {TestBase} from "./TestBase.sol";

/// @title OrdersFixture
/// @notice Orders over tokens that anyone mints, its people, and the good way through each story.
abstract contract OrdersFixture is TestBase {
    uint256 internal constant NOW = 1_800_000_000;
    uint256 internal constant FEE_BPS = 500;
    uint256 internal constant MAX_AMOUNT = 2 ** 96 - 1;
    uint256 internal constant PRICE = 100 ether;
    uint256 internal constant FEE = PRICE / 20;

    /// @dev Buys, and signs offers.
    address internal alice;
    address internal bob;
    /// @dev Nobody in particular.
    address internal carol;
    /// @dev Owns items: signs listings, and accepts offers.
    address internal seller;
    /// @dev Receives royalties.
    address internal artist;
    address internal treasury;
    address internal admin;
    uint256 internal aliceKey;
    uint256 internal bobKey;
    uint256 internal sellerKey;

    DeployedOrders internal orders;
    PlainERC20 internal currency;
    PlainERC721 internal items;
    PlainERC1155 internal stacks;
    RoyaltyERC721 internal art;

    uint256 private _lastTokenId;

    function setUp() public virtual {
        (alice, aliceKey) = makeAddrAndKey("alice");
        (bob, bobKey) = makeAddrAndKey("bob");
        (seller, sellerKey) = makeAddrAndKey("seller");
        carol = makeAddr("carol");
        artist = makeAddr("artist");
        treasury = makeAddr("treasury");
        admin = makeAddr("admin");
        vm.warp(NOW);

        currency = newCurrency();
        items = new PlainERC721();
        stacks = new PlainERC1155();
        art = new RoyaltyERC721();
        orders = deployOrders(config());
        fund(alice, 1_000_000 ether);
        fund(bob, 1_000_000 ether);
        approveItems(seller);
    }

    function deployOrders(OrdersConfig memory config_) internal returns (DeployedOrders) {
        return DeployedOrders(deploy("contracts/orders/Orders.sol:Orders", abi.encode(config_)));
    }

    /// @dev Tests with a hostile currency override this; all of them have PlainERC20's functions.
    function newCurrency() internal virtual returns (PlainERC20) {
        return new PlainERC20();
    }

    function config() internal view returns (OrdersConfig memory) {
        return OrdersConfig(currency, admin, 2 days, treasury, uint16(FEE_BPS));
    }

    // Money and items

    function fund(address account, uint256 amount) internal {
        currency.mint(account, amount);
        vm.prank(account);
        currency.approve(address(orders), type(uint256).max);
    }

    function approveItems(address owner) internal {
        vm.startPrank(owner);
        items.setApprovalForAll(address(orders), true);
        stacks.setApprovalForAll(address(orders), true);
        art.setApprovalForAll(address(orders), true);
        vm.stopPrank();
    }

    function newItem(address owner) internal returns (uint256 tokenId) {
        tokenId = ++_lastTokenId;
        items.mint(owner, tokenId);
    }

    function newStack(address owner, uint256 quantity) internal returns (uint256 tokenId) {
        tokenId = ++_lastTokenId;
        stacks.mint(owner, tokenId, quantity);
    }

    function newArt(address owner) internal returns (uint256 tokenId) {
        tokenId = ++_lastTokenId;
        art.mint(owner, tokenId);
    }

    // Listings

    /// @dev A listing of a new ERC-721 item of the seller's.
    function itemListing() internal returns (SignedListing memory listing) {
        listing = listingOf(address(items), TokenStandard.ERC721, newItem(seller), 1);
    }

    /// @dev A listing of a new ERC-1155 stack of the seller's.
    function stackListing(uint256 quantity) internal returns (SignedListing memory) {
        return listingOf(address(stacks), TokenStandard.ERC1155, newStack(seller, quantity), quantity);
    }

    /// @dev A listing of a new stack whose price falls to a fifth within a day from now.
    function fallingListing(uint256 quantity) internal returns (SignedListing memory listing) {
        listing = stackListing(quantity);
        listing.endPrice = PRICE / 5;
        (listing.fallStart, listing.fallEnd) = (NOW, NOW + 1 days);
    }

    /// @dev A listing of a new item of the collection with royalties, which bears up to 10 %.
    function artListing() internal returns (SignedListing memory listing) {
        listing = listingOf(address(art), TokenStandard.ERC721, newArt(seller), 1);
        listing.maxRoyaltyBps = 1_000;
    }

    function listingOf(
        address token,
        TokenStandard standard,
        uint256 tokenId,
        uint256 quantity
    ) internal view returns (SignedListing memory) {
        return
            SignedListing({
                seller: seller,
                token: token,
                standard: standard,
                tokenId: tokenId,
                quantity: quantity,
                price: PRICE,
                maxFeeBps: FEE_BPS,
                maxRoyaltyBps: 0,
                taker: address(0),
                expiry: 0,
                endPrice: 0,
                fallStart: 0,
                fallEnd: 0,
                nonce: tokenId,
                counter: 0
            });
    }

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return Digests.typed(OrderDigests.domainSeparator(block.chainid, address(orders)), structHash);
    }

    function idOf(SignedListing memory listing) internal view returns (bytes32) {
        return digestOf(OrderDigests.signedListing(listing));
    }

    function idOf(Offer memory offer) internal view returns (bytes32) {
        return digestOf(OrderDigests.offer(offer));
    }

    function sign(SignedListing memory listing) internal view returns (bytes memory) {
        return signature(sellerKey, idOf(listing));
    }

    /// @dev Alice buys with the seller's good signature.
    function buy(SignedListing memory listing, uint256 quantity) internal returns (uint256) {
        bytes memory signed = sign(listing);
        vm.prank(alice);
        return orders.buySigned(listing, quantity, signed);
    }

    function expectBuyRevert(SignedListing memory listing, uint256 quantity, bytes memory reason) internal {
        expectBuyRevert(listing, sign(listing), quantity, reason);
    }

    function expectBuyRevert(
        SignedListing memory listing,
        bytes memory signed,
        uint256 quantity,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(alice);
        orders.buySigned(listing, quantity, signed);
    }

    // Offers

    /// @dev Alice's offer for one item of the collection, whichever.
    function collectionOffer() internal view returns (Offer memory) {
        return offerOf(address(items), TokenStandard.ERC721, OfferScope.Collection);
    }

    function itemOffer(uint256 tokenId) internal view returns (Offer memory offer) {
        offer = offerOf(address(items), TokenStandard.ERC721, OfferScope.Item);
        offer.tokenId = tokenId;
    }

    function traitOffer(bytes32 root) internal view returns (Offer memory offer) {
        offer = offerOf(address(items), TokenStandard.ERC721, OfferScope.Traits);
        offer.root = root;
    }

    function stackOffer(uint256 tokenId, uint256 quantity) internal view returns (Offer memory offer) {
        offer = offerOf(address(stacks), TokenStandard.ERC1155, OfferScope.Item);
        (offer.tokenId, offer.quantity) = (tokenId, quantity);
    }

    function artOffer() internal view returns (Offer memory) {
        return offerOf(address(art), TokenStandard.ERC721, OfferScope.Collection);
    }

    function offerOf(address token, TokenStandard standard, OfferScope scope) internal view returns (Offer memory) {
        return
            Offer({
                buyer: alice,
                token: token,
                standard: standard,
                scope: scope,
                tokenId: 0,
                root: 0,
                quantity: 1,
                price: PRICE,
                expiry: 0,
                nonce: 7,
                counter: 0
            });
    }

    function sign(Offer memory offer) internal view returns (bytes memory) {
        return signature(aliceKey, idOf(offer));
    }

    function give(uint256 tokenId, uint256 quantity) internal pure returns (Acceptance memory) {
        return Acceptance({tokenId: tokenId, quantity: quantity, minProceeds: 0, maxRoyaltyBps: 0});
    }

    /// @dev The seller accepts with alice's good signature.
    function accept(Offer memory offer, Acceptance memory acceptance) internal returns (uint256) {
        bytes memory signed = sign(offer);
        vm.prank(seller);
        return orders.acceptOffer(offer, acceptance, signed, noProof());
    }

    function expectAcceptRevert(Offer memory offer, Acceptance memory acceptance, bytes memory reason) internal {
        expectAcceptRevert(offer, sign(offer), acceptance, noProof(), reason);
    }

    function expectAcceptRevert(
        Offer memory offer,
        bytes memory signed,
        Acceptance memory acceptance,
        bytes32[] memory proof,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(seller);
        orders.acceptOffer(offer, acceptance, signed, proof);
    }

    function noProof() internal pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function nonces(uint256 nonce) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = nonce;
    }

    /// @dev What Orders holds above what it owes.
    function surplus() internal view returns (uint256) {
        return currency.balanceOf(address(orders)) - orders.totalOwed();
    }

    function pause() internal {
        vm.prank(admin);
        orders.pause();
    }
}
