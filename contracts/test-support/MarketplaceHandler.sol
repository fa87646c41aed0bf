// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {Listing, ListingParams, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault, VaultAccount, Withdrawal} from "../interfaces/IVault.sol";
import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {RefusingReceiver} from "../mocks/RefusingReceiver.sol";
import {Watcher} from "./Watcher.sol";

/// @title MarketplaceHandler
/// @notice Random people doing random things, always within the rules: no call of theirs may revert, unless it is one that
/// must, and then for its own reason.
abstract contract MarketplaceHandler is Watcher {
    uint256 private constant MOST_LOTS = 25;

    /// @dev Calls that settled an auction, to be tried again.
    bytes[] private _settled;
    /// @dev The last withdrawal, likewise, and whose it was.
    bytes private _withdrawal;
    address private _withdrawer;

    /// @dev All that the fuzzer may call.
    function actions() external pure returns (bytes4[] memory selectors) {
        bytes4[23] memory all = [
            this.warp.selector,
            this.setFee.selector,
            this.togglePause.selector,
            this.changeMoods.selector,
            this.putIn.selector,
            this.requestExit.selector,
            this.cancelExit.selector,
            this.executeExit.selector,
            this.withdraw.selector,
            this.withdrawCredit.selector,
            this.collectFees.selector,
            this.list.selector,
            this.updatePrice.selector,
            this.buy.selector,
            this.cancelListing.selector,
            this.createAuction.selector,
            this.cancelAuction.selector,
            this.settle.selector,
            this.finalizeLate.selector,
            this.claim.selector,
            this.settleAgain.selector,
            this.withdrawAgain.selector,
            this.listAgain.selector
        ];
        selectors = new bytes4[](all.length);
        for (uint256 i = 0; i < all.length; i++) selectors[i] = all[i];
    }

    // Time, admin, moods

    function warp(uint256 by) external watched {
        vm.warp(time() + bound(by, 1, 2 days));
    }

    function setFee(uint256 feeBps) external watched {
        vm.prank(admin);
        marketplace.setFee(bound(feeBps, 0, 1_000));
    }

    function togglePause(uint256 seed) external watched {
        if (seed % 4 != 0 && !marketplace.paused()) return;
        vm.startPrank(admin);
        if (marketplace.paused()) marketplace.unpause();
        else marketplace.pause();
        vm.stopPrank();
    }

    function changeMoods(uint256 seed) external watched {
        RefusingReceiver(actors[3]).setAccepting(seed % 2 == 0);
        // The currency refuses Ben, or no longer.
        BlacklistERC20(address(currency)).setListed(actors[1], seed % 3 == 0);
    }

    function isRefusedMoney(address actor) internal view returns (bool) {
        return BlacklistERC20(address(currency)).isListed(actor);
    }

    // Vault

    function putIn(uint256 who, uint256 whom, uint256 amount) external watched {
        (address payer, address account) = (pick(who), pick(whom));
        if (isRefusedMoney(payer) || currency.balanceOf(payer) == 0) return;
        amount = bound(amount, 1, currency.balanceOf(payer));
        vm.prank(payer);
        marketplace.deposit(account, amount);
    }

    function requestExit(uint256 who, uint256 amount) external watched {
        address actor = pick(who);
        uint256 most = fundsOf(actor);
        if (most == 0) return;
        vm.prank(actor);
        marketplace.requestExit(bound(amount, 1, most));
    }

    function cancelExit(uint256 who) external watched {
        address actor = pick(who);
        if (marketplace.vaultOf(actor).exiting == 0) return;
        vm.prank(actor);
        marketplace.cancelExit();
    }

    function executeExit(uint256 who) external spending(pick(who)) {
        address actor = pick(who);
        VaultAccount memory funds = marketplace.vaultOf(actor);
        if (funds.exiting == 0 || time() < funds.exitableAt) return;
        uint256 before = currency.balanceOf(carol);
        vm.prank(actor);
        marketplace.executeExit(carol);
        assertEq(currency.balanceOf(carol), before + funds.exiting);
    }

    function withdraw(uint256 who, uint256 amount) external spending(pick(who)) {
        address actor = pick(who);
        uint256 free = marketplace.vaultOf(actor).free;
        if (free == 0) return;
        Withdrawal memory consent = consentTo(bound(amount, 1, free), carol);
        bytes memory signed = signWithdrawal(settlerKey, actor, consent);
        vm.prank(actor);
        marketplace.withdraw(consent, signed);
        _withdrawal = abi.encodeCall(IVault.withdraw, (consent, signed));
        _withdrawer = actor;
    }

    function withdrawCredit(uint256 who) external watched {
        address actor = pick(who);
        if (marketplace.vaultOf(actor).credit == 0) return;
        vm.prank(actor);
        marketplace.withdrawCredit(carol);
    }

    function collectFees() external watched {
        marketplace.collectFees();
    }

    // Listings

    function list(uint256 who, uint256 quantity, uint256 price, uint256 expiry, uint256 salt) external watched {
        if (marketplace.paused() || _listings.length == MOST_LOTS) return;
        seller = pick(who);
        price = bound(price, 2, 1_000 ether);
        ListingParams memory params =
            salt % 3 == 0
                ? fallingPrice(price, bound(expiry, 1, price - 1), time(), time() + bound(expiry, 1, 10 days))
                : fixedPrice(price, expiry % 2 == 0 ? 0 : time() + bound(expiry, 1, 10 days), salt);
        if (salt % 5 == 0) params.taker = pick(salt);
        Listing memory terms;
        if (quantity % 2 == 0) (terms, ) = listItem(params);
        else {
            // Whoever refuses units cannot be given them to sell.
            if (seller == actors[3]) RefusingReceiver(seller).setAccepting(true);
            (terms, ) = listStack(bound(quantity, 1, 20), params);
        }
        _listings.push(terms);
    }

    function updatePrice(uint256 which, uint256 price) external watched {
        if (_listings.length == 0) return;
        Listing memory terms = _listings[which % _listings.length];
        if (marketplace.getListing(marketplace.listingId(terms)).status != ListingStatus.Active) return;
        vm.prank(terms.seller);
        marketplace.updatePrice(terms, bound(price, terms.schedule.endPrice() + 1, 1_001 ether));
    }

    function buy(uint256 who, uint256 which, uint256 quantity) external watched {
        if (_listings.length == 0 || marketplace.paused()) return;
        Listing memory terms = _listings[which % _listings.length];
        ListingState memory state = marketplace.getListing(marketplace.listingId(terms));
        address buyer = pick(who);
        if (state.status != ListingStatus.Active || isExpired(terms)) return;
        if (isRefusedMoney(buyer) || (terms.taker != address(0) && terms.taker != buyer)) return;
        quantity = bound(quantity, 1, state.remaining);
        uint256 total = quantity * marketplace.priceOf(terms);
        if (currency.balanceOf(buyer) < total) return;

        uint256 fee = (total * state.feeBps + 9_999) / 10_000;
        (uint256 had, uint256 sellerHad) = (currency.balanceOf(buyer), currency.balanceOf(terms.seller));
        uint256 held = currency.balanceOf(address(marketplace));
        vm.prank(buyer);
        assertEq(marketplace.buy(terms, quantity, total, buyer), total);
        feesEarned += fee;
        // Sum in is sum out.
        if (isRefusedMoney(terms.seller)) {
            assertEq(currency.balanceOf(address(marketplace)), held + total);
            assertEq(currency.balanceOf(buyer), had - total);
            return;
        }
        assertEq(currency.balanceOf(address(marketplace)), held + fee);
        if (buyer == terms.seller) {
            assertEq(currency.balanceOf(buyer), had - fee);
        } else {
            assertEq(currency.balanceOf(buyer), had - total);
            assertEq(currency.balanceOf(terms.seller), sellerHad + total - fee);
        }
    }

    function cancelListing(uint256 which) external watched {
        if (_listings.length == 0 || which % 3 != 0) return;
        Listing memory terms = _listings[which % _listings.length];
        if (marketplace.getListing(marketplace.listingId(terms)).status != ListingStatus.Active) return;
        vm.prank(terms.seller);
        marketplace.cancelListing(terms);
    }

    // Auctions

    function createAuction(uint256 who, uint256 quantity, AuctionParams memory params) external watched {
        if (marketplace.paused() || _auctions.length == MOST_LOTS) return;
        seller = pick(who);
        params.startPrice = bound(params.startPrice, 0, 1_000 ether);
        params.reservePrice = bound(params.reservePrice, params.startPrice == 0 ? 1 : 0, 1_000 ether);
        setStart(params, time() + bound(params.rules.start(), 0, 2 days));
        setEnd(params, params.rules.start() + bound(params.rules.end(), 1, MAX_AUCTION - EXTENSION_LIMIT));
        setIncrement(params, bound(params.rules.incrementBps(), 100, 10_000));
        setMaxRoyalty(params, 0);
        setBuyout(params, 0);
        Auction memory terms;
        if (quantity % 2 == 0) (terms, ) = auctionItem(params);
        else {
            if (seller == actors[3]) RefusingReceiver(seller).setAccepting(true);
            (terms, ) = auctionStack(bound(quantity, 1, 20), params);
        }
        _auctions.push(terms);
    }

    function cancelAuction(uint256 which) external watched {
        if (_auctions.length == 0) return;
        Auction memory terms = _auctions[which % _auctions.length];
        if (!isLive(terms) || time() >= terms.rules.start()) return;
        vm.prank(terms.seller);
        marketplace.cancelAuction(terms);
    }

    function isLive(Auction memory terms) internal view returns (bool) {
        AuctionStatus status = marketplace.getAuction(marketplace.auctionId(terms)).status;
        return status == AuctionStatus.Live || status == AuctionStatus.Finalizing;
    }

    function settle(uint256 who, uint256 which, uint256 amount) external spending(pick(who)) {
        if (_auctions.length == 0) return;
        Auction memory terms = _auctions[which % _auctions.length];
        address winner = pick(who);
        if (!isLive(terms) || winner == terms.seller) return;
        uint256 least = terms.startPrice > terms.reservePrice ? terms.startPrice : terms.reservePrice;
        uint256 funds = fundsOf(winner);
        if (funds < least) return;
        if (time() < terms.rules.end() + CHALLENGE) vm.warp(terms.rules.end() + CHALLENGE);
        settleFor(terms, winner, bound(amount, least, funds < 5_000 ether ? funds : 5_000 ether));
    }

    function settleFor(Auction memory terms, address winner, uint256 amount) internal {
        bytes32 id = marketplace.auctionId(terms);
        uint256 fee = (amount * marketplace.getAuction(id).feeBps + 9_999) / 10_000;
        Settlement memory outcome = outcomeOf(winner, amount);
        bytes memory call = abi.encodeCall(
            IAuctions.settleAuction,
            (terms, outcome, amount, signSettlement(settlerKey, id, outcome), signBid(_keys[winner], id, amount))
        );
        uint256 funds = fundsOf(winner);
        uint256 sellerHad = currency.balanceOf(terms.seller) + marketplace.vaultOf(terms.seller).credit;
        (bool success, bytes memory reason) = address(marketplace).call(call);
        assertTrue(success, string(reason));
        _settled.push(call);
        feesEarned += fee;
        assertEq(fundsOf(winner), funds - amount);
        uint256 sellerHas = currency.balanceOf(terms.seller) + marketplace.vaultOf(terms.seller).credit;
        assertEq(sellerHas, sellerHad + amount - fee);
    }

    function finalizeLate(uint256 which) external watched {
        if (_auctions.length == 0 || which % 3 != 0) return;
        Auction memory terms = _auctions[which % _auctions.length];
        if (!isLive(terms)) return;
        AuctionState memory state = marketplace.getAuction(marketplace.auctionId(terms));
        uint256 opensAt =
            state.status == AuctionStatus.Live ? terms.rules.end() + EXTENSION_LIMIT + GRACE : state.finalizableAt;
        if (time() < opensAt) vm.warp(opensAt);
        marketplace.finalizeAuction(terms);
    }

    function claim(uint256 who, uint256 which) external watched {
        address actor = pick(who);
        if (_listings.length + _auctions.length == 0) return;
        bytes32 id = lotAt(which % (_listings.length + _auctions.length));
        (, , uint256 quantity) = marketplace.claimOf(id, actor);
        if (quantity == 0) return;
        vm.prank(actor);
        marketplace.claimItem(id, carol);
    }

    // How all of it gets out

    /// @notice Everybody takes what is his, by his own calls and time alone: no settler signs, business is paused, and those who
    /// refuse money or units go on refusing.
    function exodus() external {
        if (!marketplace.paused()) {
            vm.prank(admin);
            marketplace.pause();
        }
        for (uint256 i = 0; i < _listings.length; i++) {
            if (marketplace.getListing(marketplace.listingId(_listings[i])).status != ListingStatus.Active) continue;
            vm.prank(_listings[i].seller);
            marketplace.cancelListing(_listings[i]);
        }
        vm.warp(time() + 30 days + MAX_AUCTION + GRACE);
        for (uint256 call = 0; call < 2; call++) {
            for (uint256 i = 0; i < _auctions.length; i++) {
                if (isLive(_auctions[i])) marketplace.finalizeAuction(_auctions[i]);
            }
            vm.warp(time() + CHALLENGE);
        }
        for (uint256 i = 0; i < actors.length; i++) leave(actors[i]);
        marketplace.collectFees();
    }

    function leave(address actor) private {
        VaultAccount memory funds = marketplace.vaultOf(actor);
        vm.startPrank(actor);
        if (funds.credit != 0) marketplace.withdrawCredit(carol);
        if (funds.free + funds.exiting != 0) {
            marketplace.requestExit(funds.free + funds.exiting);
            vm.warp(time() + EXIT_DELAY);
            marketplace.executeExit(carol);
        }
        for (uint256 i = 0; i < _listings.length + _auctions.length; i++) {
            (, , uint256 quantity) = marketplace.claimOf(lotAt(i), actor);
            if (quantity != 0) marketplace.claimItem(lotAt(i), carol);
        }
        vm.stopPrank();
    }

    /// @dev Id of the listing, or behind all listings the auction, at an index.
    function lotAt(uint256 index) private view returns (bytes32) {
        return
            index < _listings.length
                ? marketplace.listingId(_listings[index])
                : marketplace.auctionId(_auctions[index - _listings.length]);
    }

    function isExpired(Listing memory terms) private view returns (bool) {
        uint256 expiry = terms.schedule.expiry();
        return expiry != 0 && time() >= expiry;
    }

    // What must not work

    function settleAgain(uint256 which) external watched {
        if (_settled.length == 0) return;
        (bool success, bytes memory reason) = address(marketplace).call(_settled[which % _settled.length]);
        assertFalse(success);
        assertEq(bytes32(bytes4(reason)), bytes32(IAuctions.AuctionAlreadySettled.selector));
    }

    function withdrawAgain() external watched {
        if (_withdrawer == address(0)) return;
        vm.prank(_withdrawer);
        (bool success, bytes memory reason) = address(marketplace).call(_withdrawal);
        assertFalse(success);
        bytes4 expected =
            bytes4(reason) == ISettlers.DeadlinePassed.selector
                ? ISettlers.DeadlinePassed.selector
                : ISettlers.NonceAlreadyUsed.selector;
        assertEq(bytes32(bytes4(reason)), bytes32(expected));
    }

    function listAgain(uint256 which, uint256 price) external watched {
        if (_listings.length == 0 || marketplace.paused()) return;
        Listing memory terms = _listings[which % _listings.length];
        // In any other second it would be another id.
        if (terms.schedule.listedAt() != time()) return;
        ListingSchedule schedule = ListingSchedule.wrap((ListingSchedule.unwrap(terms.schedule) >> 40) << 40);
        price = bound(price, schedule.endPrice() + 1, 1_001 ether);
        vm.prank(terms.seller);
        try
            marketplace.list(
                terms.token,
                terms.tokenId,
                terms.quantity,
                ListingParams(price, schedule, terms.taker, 0, terms.salt)
            )
        {
            assertTrue(false, "an id lived again");
        } catch (bytes memory reason) {
            assertEq(
                reason,
                abi.encodeWithSelector(ICommonErrors.IdAlreadyUsed.selector, marketplace.listingId(terms))
            );
        }
    }
}
