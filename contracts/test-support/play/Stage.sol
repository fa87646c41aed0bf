// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionState, AuctionStatus} from "../../interfaces/IAuctions.sol";
import {BidKey} from "../../interfaces/IBidKeys.sol";
import {Post, Presented} from "../../interfaces/IBids.sol";
import {Listing, ListingState, ListingStatus} from "../../interfaces/IListings.sol";
import {VaultAccount} from "../../interfaces/IVault.sol";
import {BlacklistERC20} from "../../mocks/BlacklistERC20.sol";
import {PermitERC20} from "../../mocks/PermitERC20.sol";
import {PlainERC20} from "../../mocks/PlainERC20.sol";
import {RefusingReceiver} from "../../mocks/RefusingReceiver.sol";
import {RoyaltyERC721} from "../../mocks/RoyaltyERC721.sol";
import {MarketplaceFixture} from "../MarketplaceFixture.sol";

/// @notice An auction of the play, and how the Marketplace says that it stands.
struct Lot {
    Auction terms;
    bytes32 id;
    AuctionState state;
    Post post;
    Presented[2] presented;
}

/// @title Stage
/// @notice The people of a random play, what they have and what they put up.
abstract contract Stage is MarketplaceFixture {
    /// @dev What the people start with, in the vault and in the wallet.
    uint256 private constant FORTUNE = 20_000 ether;

    /// @dev Ann, whose wallet refuses nothing; Ben, whom the currency refuses at times; Cleo; Dora, who refuses units at times.
    address[] internal _actors;
    mapping(address actor => uint256) internal _keys;
    /// @dev The keys that may sign bids for them besides their own.
    mapping(address actor => uint256) internal _sessionKeys;

    Listing[] internal _listings;
    Auction[] internal _auctions;
    /// @dev Their ids, in the same order.
    bytes32[] internal _listingIds;
    bytes32[] internal _auctionIds;

    /// @dev Fees of all sales so far.
    uint256 internal _feesEarned;
    /// @dev What sales by bids of his session key have cost an actor.
    mapping(address actor => uint256) internal _soldByKey;
    /// @dev Whether a session key signed the best bid that was presented for an auction.
    mapping(bytes32 id => bool) internal _presentedByKey;

    function newCurrency() internal override returns (PlainERC20) {
        return new PermitERC20();
    }

    function setUp() public virtual override {
        super.setUp();
        items = new RoyaltyERC721();
        string[4] memory names = ["ann", "ben", "cleo", "dora"];
        for (uint256 i = 0; i < names.length; i++) {
            (address actor, uint256 key) = makeAddrAndKey(names[i]);
            _actors.push(actor);
            _keys[actor] = key;
            (, _sessionKeys[actor]) = makeAddrAndKey(string.concat(names[i], "'s session"));
            vm.prank(actor);
            marketplace.setBidKey(abi.encodePacked(vm.addr(_sessionKeys[actor])), 2_000 ether);
            deposit(actor, FORTUNE);
            fund(actor, FORTUNE);
        }
        // Dora's wallet has code, which refuses ERC-1155 units whenever she likes.
        vm.etch(_actors[3], address(new RefusingReceiver()).code);
    }

    // Who

    function pick(uint256 seed) internal view returns (address) {
        return _actors[seed % _actors.length];
    }

    /// @dev Somebody who is not this one.
    function otherThan(address actor, uint256 seed) internal view returns (address) {
        return pick(seed) == actor ? pick((seed % _actors.length) + 1) : pick(seed);
    }

    function isRefusedMoney(address actor) internal view returns (bool) {
        return BlacklistERC20(address(currency)).isListed(actor);
    }

    /// @dev Whoever refuses units cannot be given them to sell.
    function makeAccept(address actor) internal {
        if (actor == _actors[3]) RefusingReceiver(actor).setAccepting(true);
    }

    // What they have

    /// @dev What the currency lets an actor spend from his wallet.
    function purseOf(address actor) internal view returns (uint256) {
        return isRefusedMoney(actor) ? 0 : currency.balanceOf(actor);
    }

    /// @dev What can pay for a bid.
    function fundsOf(address actor) internal view returns (uint256) {
        VaultAccount memory funds = marketplace.vaultOf(actor);
        return uint256(funds.free) + funds.exiting;
    }

    /// @dev What presented bids leave an actor to take out or to pay elsewhere.
    function unboundOf(address actor) internal view returns (uint256) {
        return fundsOf(actor) - marketplace.vaultOf(actor).presented;
    }

    function sessionOf(address actor) internal view returns (BidKey memory) {
        return marketplace.bidKeyOf(actor, keccak256(abi.encodePacked(vm.addr(_sessionKeys[actor]))));
    }

    /// @dev The cap that holds now.
    function capOf(BidKey memory key) internal view returns (uint256) {
        return key.nextCapAt != 0 && time() >= key.nextCapAt ? key.nextCap : key.cap;
    }

    /// @dev Each actor's wallet and credit: what sales that are paid at once change.
    function worths() internal view returns (int256[] memory all) {
        all = new int256[](_actors.length);
        for (uint256 i = 0; i < all.length; i++) {
            all[i] = int256(currency.balanceOf(_actors[i]) + marketplace.vaultOf(_actors[i]).credit);
        }
    }

    /// @dev Adds to what an actor must be worth; whoever is no actor is left out.
    function add(int256[] memory expected, address actor, int256 amount) internal view {
        for (uint256 i = 0; i < expected.length; i++) if (_actors[i] == actor) expected[i] += amount;
    }

    function assertWorths(int256[] memory expected) internal view {
        assertEq(keccak256(abi.encode(worths())), keccak256(abi.encode(expected)));
    }

    // What they sell

    function feeOf(uint256 total, uint256 feeBps) internal pure returns (uint256) {
        return (total * feeBps + 9_999) / 10_000;
    }

    /// @dev Who is paid a royalty on an item, and how much.
    function royaltyOf(
        address token,
        uint256 total,
        uint256 fee,
        uint256 maxRoyaltyBps
    ) internal view returns (address receiver, uint256 royalty) {
        if (token != address(items)) return (address(0), 0);
        receiver = RoyaltyERC721(token).receiver();
        if (receiver == address(0) || receiver == address(marketplace)) return (receiver, 0);
        royalty = (total * maxRoyaltyBps) / 10_000;
        uint256 asked = RoyaltyERC721(token).amount();
        if (asked < royalty) royalty = asked;
        if (total - fee < royalty) royalty = total - fee;
    }

    function lotAt(uint256 index) internal view returns (Lot memory lot) {
        lot.id = _auctionIds[index];
        lot.state = marketplace.getAuction(lot.id);
        lot.terms = _auctions[index];
        lot.post = marketplace.postOf(lot.id);
        lot.presented = marketplace.presentedOf(lot.id);
    }

    /// @dev The first auction that is open, from the one on that `which` stands for; that one when none is.
    function indexOfOpenLot(uint256 which) internal view returns (uint256 index) {
        for (uint256 i = 0; i < _auctions.length; i++) {
            index = ((which % _auctions.length) + i) % _auctions.length;
            AuctionStatus status = marketplace.getAuction(_auctionIds[index]).status;
            if (status == AuctionStatus.Live || status == AuctionStatus.Finalizing) return index;
        }
        return which % _auctions.length;
    }

    /// @dev Likewise the first that takes bids now; the last of them when none does.
    function runningLot(uint256 which) internal view returns (Lot memory lot) {
        for (uint256 i = 0; i < _auctions.length; i++) {
            lot = lotAt(((which % _auctions.length) + i) % _auctions.length);
            if (lot.terms.rules.start() <= time() && time() < lot.state.endsAt) return lot;
        }
    }

    function openLot(uint256 which) internal view returns (Lot memory) {
        return lotAt(indexOfOpenLot(which));
    }

    /// @dev Likewise the first listing that is active.
    function activeListing(uint256 which) internal view returns (Listing memory terms, ListingState memory state) {
        for (uint256 i = 0; i < _listings.length; i++) {
            uint256 index = ((which % _listings.length) + i) % _listings.length;
            state = marketplace.getListing(_listingIds[index]);
            if (state.status == ListingStatus.Active) return (_listings[index], state);
        }
    }

    function addListing(Listing memory terms) internal {
        _listings.push(terms);
        _listingIds.push(marketplace.listingId(terms));
    }

    function addAuction(Auction memory terms) internal {
        _auctions.push(terms);
        _auctionIds.push(marketplace.auctionId(terms));
    }

    /// @dev Neither sold nor given back.
    function isOpen(Lot memory lot) internal pure returns (bool) {
        return lot.state.status == AuctionStatus.Live || lot.state.status == AuctionStatus.Finalizing;
    }

    function firstBid(Auction memory terms) internal pure returns (uint256) {
        return most(terms.startPrice, terms.reservePrice);
    }

    /// @dev The least bid above `amount`.
    function nextBid(Auction memory terms, uint256 amount) internal pure returns (uint256) {
        return amount + most(1, (amount * terms.rules.incrementBps() + 9_999) / 10_000);
    }

    function most(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }

    function least(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
