// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListingStatus} from "../../interfaces/IListings.sol";
import {VaultAccount} from "../../interfaces/IVault.sol";
import {Forbidden} from "./Forbidden.sol";
import {Lot} from "./Stage.sol";

/// @title Exodus
/// @notice How all of it gets out.
abstract contract Exodus is Forbidden {
    function claim(uint256 who, uint256 which) external watched {
        address actor = pick(who);
        if (_listings.length + _auctions.length == 0) return;
        bytes32 id = idAt(which % (_listings.length + _auctions.length));
        (, , uint256 quantity) = marketplace.claimOf(id, actor);
        if (quantity == 0) return;
        vm.prank(actor);
        marketplace.claimItem(id, carol);
    }

    /// @notice Everybody takes what is his, by his own calls and time alone: no settler signs, business is paused, and those who
    /// refuse money or units go on refusing.
    function exodus() external {
        if (!marketplace.paused()) {
            vm.prank(admin);
            marketplace.pause();
        }
        for (uint256 i = 0; i < _listings.length; i++) {
            if (marketplace.getListing(_listingIds[i]).status != ListingStatus.Active) continue;
            vm.prank(_listings[i].seller);
            marketplace.cancelListing(_listings[i]);
        }
        vm.warp(time() + 30 days + MAX_AUCTION + GRACE);
        for (uint256 call = 0; call < 2; call++) {
            for (uint256 i = 0; i < _auctions.length; i++) {
                Lot memory lot = lotAt(i);
                if (isOpen(lot)) marketplace.finalizeAuction(lot.terms);
            }
            vm.warp(time() + CHALLENGE);
        }
        for (uint256 i = 0; i < _actors.length; i++) goAway(_actors[i]);
        marketplace.collectFees();
    }

    function goAway(address actor) private {
        VaultAccount memory funds = marketplace.vaultOf(actor);
        assertEq(funds.presented, 0);
        vm.startPrank(actor);
        if (funds.credit != 0) marketplace.withdrawCredit(carol);
        if (funds.free + funds.exiting != 0) {
            marketplace.requestExit(funds.free + funds.exiting);
            vm.warp(time() + EXIT_DELAY);
            marketplace.executeExit(carol);
        }
        for (uint256 i = 0; i < _listings.length + _auctions.length; i++) {
            (, , uint256 quantity) = marketplace.claimOf(idAt(i), actor);
            if (quantity != 0) marketplace.claimItem(idAt(i), carol);
        }
        vm.stopPrank();
    }

    /// @dev Id of the listing, or behind all listings the auction, at an index.
    function idAt(uint256 index) private view returns (bytes32) {
        return index < _listings.length ? _listingIds[index] : _auctionIds[index - _listings.length];
    }
}
