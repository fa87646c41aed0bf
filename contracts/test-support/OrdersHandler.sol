// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {Acceptance, Offer, OfferScope} from "../interfaces/IOffers.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC1155} from "../mocks/PlainERC1155.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RoyaltyERC721} from "../mocks/RoyaltyERC721.sol";
import {DeployedOrders} from "./DeployedOrders.sol";
import {OrdersFixture} from "./OrdersFixture.sol";

/// @title OrdersHandler
/// @notice A seller who signs listings and a buyer who signs offers, over few nonces so that orders meet; somebody who tries
/// to fill them in every state; and a watch that no fill happens which the ghosts do not allow.
abstract contract OrdersHandler is OrdersFixture {
    uint256 internal constant NONCES = 6;

    uint256 public stackId;
    uint256 public artId;
    /// @notice Fees of all trades so far.
    uint256 public feesEarned;
    /// @notice Trades that went through, to show that the play is no standstill.
    uint256 public trades;
    /// @notice Units that moved under an account's nonce.
    mapping(address account => mapping(uint256 nonce => uint256)) public unitsOf;
    /// @notice The largest order that an account signed under a nonce.
    mapping(address account => mapping(uint256 nonce => uint256)) public largestOf;
    /// @notice Nonces seen used: whatever happens, they stay so.
    mapping(address account => mapping(uint256 nonce => bool)) public wasUsed;
    mapping(address account => uint256) private _counters;

    SignedListing[] private _listings;
    Offer[] private _offers;

    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setUp() public override {
        super.setUp();
        stackId = newStack(seller, 1_000_000);
        artId = newArt(seller);
        approveItems(alice);
        art.ask(artist, 3 ether);
        currency.mint(alice, 1e12 ether);
    }

    function actions() external pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](9);
        selectors[0] = this.signListing.selector;
        selectors[1] = this.signOffer.selector;
        selectors[2] = this.fillListing.selector;
        selectors[3] = this.fillOffer.selector;
        selectors[4] = this.cancel.selector;
        selectors[5] = this.bump.selector;
        selectors[6] = this.changeFee.selector;
        selectors[7] = this.refuseRoyalties.selector;
        selectors[8] = this.takeOut.selector;
    }

    function signListing(uint256 seed, uint256 quantity, uint256 nonce) external {
        bool single = seed % 3 == 0;
        SignedListing memory listing =
            single
                ? listingOf(address(art), TokenStandard.ERC721, artId, 1)
                : listingOf(address(stacks), TokenStandard.ERC1155, stackId, 1 + (quantity % 10));
        listing.nonce = nonce % NONCES;
        listing.counter = orders.counterOf(seller);
        (listing.maxFeeBps, listing.maxRoyaltyBps) = (1_000, seed % 1_001);
        _listings.push(listing);
        noteOrder(seller, listing.nonce, listing.quantity);
    }

    function signOffer(uint256 seed, uint256 quantity, uint256 nonce) external {
        Offer memory offer = seed % 3 == 0 ? artOffer() : stackOffer(stackId, 1 + (quantity % 10));
        if (seed % 3 == 1) offer.scope = OfferScope.Collection;
        (offer.nonce, offer.counter) = (nonce % NONCES, orders.counterOf(alice));
        _offers.push(offer);
        noteOrder(alice, offer.nonce, offer.quantity);
    }

    function fillListing(uint256 index, uint256 quantity) external {
        if (_listings.length == 0) return;
        SignedListing memory listing = _listings[index % _listings.length];
        quantity = 1 + (quantity % 10);
        comeBack();
        bool allowed = fillable(seller, listing.nonce, listing.counter);
        uint256 held = heldMoney();
        bytes memory signed = sign(listing);
        vm.prank(alice);
        try orders.buySigned(listing, quantity, signed) {
            assertTrue(allowed, "a listing lived that had ended");
            noteFill(seller, listing.nonce, quantity, quantity * listing.price, held);
        } catch {
            assertFalse(
                allowed && quantity == 1 && roomFor(seller, listing.nonce, listing.quantity),
                "a good one failed"
            );
        }
    }

    function fillOffer(uint256 index, uint256 quantity, uint256 maxRoyaltyBps) external {
        if (_offers.length == 0) return;
        Offer memory offer = _offers[index % _offers.length];
        bool single = offer.standard == TokenStandard.ERC721;
        quantity = single ? 1 : 1 + (quantity % 10);
        comeBack();
        bool allowed = fillable(alice, offer.nonce, offer.counter);
        uint256 held = heldMoney();
        bytes memory signed = sign(offer);
        Acceptance memory acceptance = give(single ? artId : stackId, quantity);
        acceptance.maxRoyaltyBps = maxRoyaltyBps % 1_001;
        vm.prank(seller);
        try orders.acceptOffer(offer, acceptance, signed, noProof()) {
            assertTrue(allowed, "an offer lived that had ended");
            noteFill(alice, offer.nonce, quantity, quantity * offer.price, held);
        } catch {
            assertFalse(allowed && quantity == 1 && roomFor(alice, offer.nonce, offer.quantity), "a good one failed");
        }
    }

    function cancel(uint256 seed, uint256 nonce) external {
        address account = seed % 2 == 0 ? seller : alice;
        vm.prank(account);
        orders.cancelOrders(nonces(nonce % NONCES));
        assertTrue(orders.isOrderNonceUsed(account, nonce % NONCES));
        watch();
    }

    function bump(uint256 seed) external {
        // Rarely, or nothing would ever be filled.
        if (seed % 8 != 0) return;
        vm.prank(seed % 16 == 0 ? seller : alice);
        orders.bumpCounter();
        watch();
    }

    function changeFee(uint256 feeBps) external {
        vm.prank(admin);
        orders.setFee(feeBps % 1_001);
    }

    function refuseRoyalties(bool refused) external {
        BlacklistERC20(address(currency)).setListed(artist, refused);
    }

    function takeOut() external {
        orders.collectFees();
        if (orders.creditOf(artist) == 0) return;
        vm.prank(artist);
        orders.withdrawCredit(bob);
    }

    // What is watched

    /// @dev Everything returns to its seller: what ended must not live again for that.
    function comeBack() internal {
        uint256 units = stacks.balanceOf(alice, stackId);
        vm.startPrank(alice);
        if (art.ownerOf(artId) == alice) art.transferFrom(alice, seller, artId);
        if (units != 0) stacks.safeTransferFrom(alice, seller, stackId, units, "");
        vm.stopPrank();
    }

    function fillable(address account, uint256 nonce, uint256 counter) internal view returns (bool) {
        return !wasUsed[account][nonce] && counter == orders.counterOf(account);
    }

    function roomFor(address account, uint256 nonce, uint256 quantity) internal view returns (bool) {
        return quantity == 1 || unitsOf[account][nonce] < quantity;
    }

    function noteOrder(address account, uint256 nonce, uint256 quantity) internal {
        if (!wasUsed[account][nonce] && quantity > largestOf[account][nonce]) largestOf[account][nonce] = quantity;
    }

    /// @dev What left alice's wallet arrived: at the seller's, the artist's, or here as fee or credit.
    function noteFill(address account, uint256 nonce, uint256 quantity, uint256 total, uint256 heldBefore) internal {
        trades += 1;
        unitsOf[account][nonce] += quantity;
        feesEarned += (total * orders.feeBps() + 9_999) / 10_000;
        assertEq(heldMoney(), heldBefore);
        watch();
    }

    /// @dev All money that exists is in these places.
    function heldMoney() internal view returns (uint256) {
        return
            currency.balanceOf(alice) +
            currency.balanceOf(seller) +
            currency.balanceOf(artist) +
            currency.balanceOf(address(orders));
    }

    /// @dev Neither a nonce nor a counter goes back.
    function watch() internal {
        address[2] memory accounts = [seller, alice];
        for (uint256 i = 0; i < 2; i++) {
            address account = accounts[i];
            uint256 counter = orders.counterOf(account);
            assertGe(counter, _counters[account]);
            _counters[account] = counter;
            for (uint256 nonce = 0; nonce < NONCES; nonce++) {
                bool used = orders.isOrderNonceUsed(account, nonce);
                assertTrue(used || !wasUsed[account][nonce], "a nonce came back");
                wasUsed[account][nonce] = used;
            }
        }
    }

    function people() external view returns (address, address) {
        return (seller, alice);
    }

    function places()
        external
        view
        returns (DeployedOrders, PlainERC20, RoyaltyERC721, PlainERC1155, address, address)
    {
        return (orders, currency, art, stacks, treasury, artist);
    }
}
