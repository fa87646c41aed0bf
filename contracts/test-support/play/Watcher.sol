// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionStatus} from "../../interfaces/IAuctions.sol";
import {BidKey} from "../../interfaces/IBidKeys.sol";
import {Presented} from "../../interfaces/IBids.sol";
import {ListingState, ListingStatus} from "../../interfaces/IListings.sol";
import {Lot, Stage} from "./Stage.sol";

/// @title Watcher
/// @notice What must hold around every step of a random play.
abstract contract Watcher is Stage {
    /// @dev All that is looked at before and after a step.
    struct Sight {
        uint256[] funds;
        uint256[] spent;
        Lot[] lots;
    }

    /// @dev Whose funds this step may lower: his own call, or his bid with a settlement or a receipt.
    address internal _spender;
    /// @dev What somebody bought out in this step: there, nobody asks for bids.
    bytes32 internal _boughtOut;
    /// @dev What an ended id looked like when it ended.
    mapping(bytes32 id => bytes32) private _ended;

    modifier watched() {
        (_spender, _boughtOut) = (address(0), 0);
        Sight memory sight = look();
        _;
        compare(sight, look());
    }

    function look() private view returns (Sight memory sight) {
        sight.funds = new uint256[](_actors.length);
        sight.spent = new uint256[](_actors.length);
        for (uint256 i = 0; i < _actors.length; i++) {
            sight.funds[i] = fundsOf(_actors[i]);
            sight.spent[i] = sessionOf(_actors[i]).spent;
        }
        sight.lots = new Lot[](_auctions.length);
        for (uint256 i = 0; i < sight.lots.length; i++) sight.lots[i] = glanceAt(i);
    }

    function compare(Sight memory old, Sight memory now_) private {
        for (uint256 i = 0; i < _actors.length; i++) {
            if (_actors[i] != _spender) assertGe(now_.funds[i], old.funds[i]);
            if (now_.spent[i] > old.spent[i]) assertLe(now_.spent[i], capOf(sessionOf(_actors[i])));
        }
        for (uint256 i = 0; i < _listings.length; i++) watchListing(_listingIds[i]);
        for (uint256 i = 0; i < now_.lots.length; i++) {
            Lot memory lot = now_.lots[i];
            assertTrue(lot.state.status != AuctionStatus.None, "an auction was forgotten");
            watch(lot.id, !isOpen(lot), keccak256(abi.encode(lot.state)));
            if (i < old.lots.length && isOpen(old.lots[i])) watchLot(old.lots[i], lotAt(i));
        }
    }

    /// @dev Of an ended auction its state alone.
    function glanceAt(uint256 index) private view returns (Lot memory lot) {
        lot.id = _auctionIds[index];
        lot.state = marketplace.getAuction(lot.id);
        if (isOpen(lot)) return lotAt(index);
    }

    function watchListing(bytes32 id) private {
        ListingState memory state = marketplace.getListing(id);
        watch(id, state.status != ListingStatus.Active, keccak256(abi.encode(state)));
    }

    /// @dev What ended stays as it was.
    function watch(bytes32 id, bool ended, bytes32 state) private {
        if (_ended[id] != 0) assertEq(state, _ended[id]);
        else if (ended) _ended[id] = state;
    }

    function watchLot(Lot memory old, Lot memory lot) private view {
        if (isOpen(lot)) {
            assertGe(lot.post.amount, old.post.amount);
            if (lot.state.status == AuctionStatus.Live) assertGe(lot.state.endsAt, old.state.endsAt);
            assertLe(lot.state.endsAt, lot.terms.rules.end() + EXTENSION_LIMIT);
            return;
        }
        assertEq(lot.post.bidder, address(0));
        assertEq(lot.presented[0].bidder, address(0));
        assertEq(lot.presented[1].bidder, address(0));
        if (lot.state.status == AuctionStatus.Settled) watchSale(old, lot);
        if (lot.state.status == AuctionStatus.Cancelled) {
            assertTrue(old.post.bidder == address(0) && old.presented[0].bidder == address(0), "bids were cancelled");
        }
    }

    /// @dev A sale is worth the reserve, more than the best post unless it is the post, and all that others presented.
    function watchSale(Lot memory old, Lot memory lot) private view {
        (address winner, uint256 amount) = (lot.state.winner, lot.state.amount);
        assertGe(amount, firstBid(lot.terms));
        assertNotEq(winner, lot.terms.seller);
        if (winner == old.post.bidder) assertGe(amount, old.post.amount);
        else if (old.post.bidder != address(0)) assertGt(amount, old.post.amount);
        for (uint256 i = 0; i < 2; i++) {
            Presented memory bid = old.presented[i];
            if (bid.bidder != winner && lot.id != _boughtOut) assertGe(amount, bid.maxAmount);
        }
    }
}
