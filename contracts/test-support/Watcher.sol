// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionState, AuctionStatus} from "../interfaces/IAuctions.sol";
import {Listing, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {VaultAccount} from "../interfaces/IVault.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {PlainERC721} from "../mocks/PlainERC721.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {DeployedMarketplace} from "./DeployedMarketplace.sol";
import {MarketplaceFixture} from "./MarketplaceFixture.sol";

/// @title Watcher
/// @notice The people of a random play, what they put up, and what must hold around every step of it.
abstract contract Watcher is MarketplaceFixture {
    address[] public actors;
    mapping(address actor => uint256) internal _keys;

    Listing[] internal _listings;
    Auction[] internal _auctions;

    /// @notice Fees of all sales so far.
    uint256 public feesEarned;
    /// @notice What an ended id looked like when it ended.
    mapping(bytes32 id => bytes32) private _ended;
    mapping(address actor => uint256) private _fundsBefore;

    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function setUp() public override {
        super.setUp();
        string[4] memory names = ["ann", "ben", "cleo", "dora"];
        for (uint256 i = 0; i < names.length; i++) {
            (address actor, uint256 key) = makeAddrAndKey(names[i]);
            actors.push(actor);
            _keys[actor] = key;
            deposit(actor, 1_000_000 ether);
            fund(actor, 1_000_000 ether);
        }
        // Dora's wallet has code, which refuses ERC-1155 units whenever she likes.
        vm.etch(actors[3], address(new RefusingReceiver()).code);
    }

    // What every action is watched for

    /// @dev Nobody's funds may fall, and what ended stays as it was.
    modifier watched() {
        before();
        _;
        afterwards(address(0));
    }

    /// @dev Likewise, this one's funds apart.
    modifier spending(address actor) {
        before();
        _;
        afterwards(actor);
    }

    function before() internal {
        for (uint256 i = 0; i < actors.length; i++) _fundsBefore[actors[i]] = fundsOf(actors[i]);
    }

    function afterwards(address spender) internal {
        for (uint256 i = 0; i < actors.length; i++) {
            if (actors[i] != spender) assertGe(fundsOf(actors[i]), _fundsBefore[actors[i]]);
        }
        for (uint256 i = 0; i < _listings.length; i++) watchListing(marketplace.listingId(_listings[i]));
        for (uint256 i = 0; i < _auctions.length; i++) watchAuction(_auctions[i]);
    }

    function fundsOf(address actor) internal view returns (uint256) {
        VaultAccount memory funds = marketplace.vaultOf(actor);
        return uint256(funds.free) + funds.exiting;
    }

    function watchListing(bytes32 id) internal {
        ListingState memory state = marketplace.getListing(id);
        watch(id, state.status != ListingStatus.Active, keccak256(abi.encode(state)));
    }

    function watchAuction(Auction memory terms) internal {
        bytes32 id = marketplace.auctionId(terms);
        AuctionState memory state = marketplace.getAuction(id);
        assertTrue(state.status != AuctionStatus.None, "an auction was forgotten");
        bool live = state.status == AuctionStatus.Live || state.status == AuctionStatus.Finalizing;
        watch(id, !live, keccak256(abi.encode(state)));
        if (state.status == AuctionStatus.Settled) {
            assertGe(state.amount, terms.startPrice);
            assertGe(state.amount, terms.reservePrice);
        }
    }

    function watch(bytes32 id, bool ended, bytes32 state) internal {
        if (_ended[id] != 0) assertEq(state, _ended[id]);
        else if (ended) _ended[id] = state;
    }

    // Who and what

    function pick(uint256 seed) internal view returns (address) {
        return actors[seed % actors.length];
    }

    function listingCount() external view returns (uint256) {
        return _listings.length;
    }

    function auctionCount() external view returns (uint256) {
        return _auctions.length;
    }

    function listingAt(uint256 index) external view returns (Listing memory) {
        return _listings[index];
    }

    function auctionAt(uint256 index) external view returns (Auction memory) {
        return _auctions[index];
    }

    function actorCount() external view returns (uint256) {
        return actors.length;
    }

    function places() external view returns (DeployedMarketplace, PlainERC20, PlainERC721, address) {
        return (marketplace, currency, items, treasury);
    }
}
