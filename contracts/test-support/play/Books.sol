// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Listing, ListingState, ListingStatus} from "../../interfaces/IListings.sol";
import {VaultAccount} from "../../interfaces/IVault.sol";
import {Exodus} from "./Exodus.sol";
import {Lot} from "./Stage.sol";

/// @title Books
/// @notice What must hold after every step of a random play. The numbers are those of test/invariant/README.md.
/// @dev Here and not in the test itself: the runner makes each call of a test a transaction of its own, which takes ten times as
/// long.
abstract contract Books is Exodus {
    function check() external view {
        uint256[] memory presented = new uint256[](_actors.length);
        uint256[] memory byKey = new uint256[](_actors.length);
        uint256 posted;
        for (uint256 i = 0; i < _listings.length; i++) checkListing(i);
        for (uint256 i = 0; i < _auctions.length; i++) {
            Lot memory lot = lotAt(i);
            checkItem(lot.id, lot.terms.token, lot.terms.tokenId, isOpen(lot), isOpen(lot) ? lot.terms.quantity : 0);
            posted += lot.post.amount;
            assertFalse(beats(lot.presented[1], lot.presented[0]));
            for (uint256 place = 0; place < _actors.length; place++) {
                uint256 amount = boundBy(lot, _actors[place]);
                presented[place] += amount;
                if (_presentedByKey[lot.id]) byKey[place] += amount;
            }
        }
        for (uint256 i = 0; i < _actors.length; i++) checkBound(_actors[i], presented[i], byKey[i]);
        checkMoney(posted);
    }

    /// @notice 14.
    function checkNothingIsLeft() external view {
        assertEq(marketplace.totalOwed(), 0);
        assertEq(currency.balanceOf(address(marketplace)), 0);
        assertEq(items.balanceOf(address(marketplace)), 0);
        for (uint256 i = 0; i < _listings.length; i++) checkGone(_listings[i].token, _listings[i].tokenId);
        for (uint256 i = 0; i < _auctions.length; i++) checkGone(_auctions[i].token, _auctions[i].tokenId);
    }

    function checkGone(address token, uint256 tokenId) private view {
        if (token == address(stacks)) assertEq(stacks.balanceOf(address(marketplace), tokenId), 0);
    }

    /// @dev 1, 2 and 15.
    /// @param owed Sum of the posted bids: each is in escrow, exactly.
    function checkMoney(uint256 owed) private view {
        for (uint256 i = 0; i < _actors.length; i++) {
            VaultAccount memory funds = marketplace.vaultOf(_actors[i]);
            assertEq(funds.exiting == 0, funds.exitableAt == 0);
            owed += uint256(funds.free) + funds.exiting + funds.credit;
        }
        assertEq(marketplace.totalOwed(), owed);
        uint256 collected = currency.balanceOf(treasury);
        assertEq(currency.balanceOf(address(marketplace)) + collected, owed + _feesEarned);
    }

    function checkListing(uint256 index) private view {
        Listing memory terms = _listings[index];
        ListingState memory state = marketplace.getListing(_listingIds[index]);
        bool live = state.status == ListingStatus.Active;
        checkItem(_listingIds[index], terms.token, terms.tokenId, live, state.remaining);
        if (!live) assertEq(state.remaining, 0);
    }

    /// @dev 16 to 18.
    function checkBound(address actor, uint256 presented, uint256 byKey) private view {
        assertEq(marketplace.vaultOf(actor).presented, presented);
        assertGe(fundsOf(actor), presented);
        assertEq(sessionOf(actor).spent, _soldByKey[actor] + byKey);
    }

    /// @dev 3 to 5.
    function checkItem(bytes32 id, address token, uint256 tokenId, bool live, uint256 left) private view {
        uint256 claims;
        for (uint256 i = 0; i < _actors.length; i++) {
            (, , uint256 quantity) = marketplace.claimOf(id, _actors[i]);
            claims += quantity;
        }
        if (token == address(items)) {
            assertEq(items.ownerOf(tokenId) == address(marketplace), live);
            assertEq(claims, 0);
        } else {
            assertEq(stacks.balanceOf(address(marketplace), tokenId), left + claims);
        }
    }
}
