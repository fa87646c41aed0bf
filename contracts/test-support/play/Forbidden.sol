// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAuctions} from "../../interfaces/IAuctions.sol";
import {IBidKeys} from "../../interfaces/IBidKeys.sol";
import {IBids} from "../../interfaces/IBids.sol";
import {ICommonErrors} from "../../interfaces/ICommonErrors.sol";
import {Listing, ListingParams} from "../../interfaces/IListings.sol";
import {ISettlers} from "../../interfaces/ISettlers.sol";
import {Withdrawal} from "../../interfaces/IVault.sol";
import {ListingSchedule} from "../../libraries/ListingSchedule.sol";
import {AuctionMoves} from "./AuctionMoves.sol";
import {Lot} from "./Stage.sol";

/// @title Forbidden
/// @notice What must be refused, for its own reason, however things stand.
abstract contract Forbidden is AuctionMoves {
    /// @dev What was done once: a settlement, a withdrawal, a listing.
    function doAgain(uint256 what, uint256 which, uint256 price) external watched {
        if (what % 3 == 0) settleAgain(which);
        else if (what % 3 == 1) withdrawAgain();
        else listAgain(which, price);
    }

    function settleAgain(uint256 which) private {
        if (_settled.length == 0) return;
        (bool success, bytes memory reason) = address(marketplace).call(_settled[which % _settled.length]);
        assertFalse(success);
        assertEq(bytes32(bytes4(reason)), bytes32(IAuctions.AuctionAlreadySettled.selector));
    }

    function withdrawAgain() private {
        if (_withdrawer == address(0)) return;
        vm.prank(_withdrawer);
        (bool success, bytes memory reason) = address(marketplace).call(_withdrawal);
        assertFalse(success);
        bytes4 selector = bytes4(reason);
        assertTrue(
            selector == ISettlers.DeadlinePassed.selector ||
                selector == ISettlers.NonceAlreadyUsed.selector ||
                (selector == ISettlers.UnauthorizedSettler.selector && _formerSettlerKey != 0),
            "a withdrawal was refused for another reason"
        );
    }

    function listAgain(uint256 which, uint256 price) private {
        if (_listings.length == 0 || marketplace.paused()) return;
        Listing memory terms = _listings[which % _listings.length];
        // In any other second it would be another id.
        if (terms.schedule.listedAt() != time()) return;
        ListingSchedule schedule = ListingSchedule.wrap((ListingSchedule.unwrap(terms.schedule) >> 40) << 40);
        price = bound(price, uint256(schedule.endPrice()) + 1, 1_001 ether);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.IdAlreadyUsed.selector, marketplace.listingId(terms)));
        vm.prank(terms.seller);
        marketplace.list(
            terms.token,
            terms.tokenId,
            terms.quantity,
            ListingParams(price, schedule, terms.taker, 0, terms.salt)
        );
    }

    /// @dev Below what another posted or presented.
    function settleBelow(uint256 who, uint256 which, uint256 amount) external watched {
        if (_auctions.length == 0) return;
        Lot memory lot = openLot(which);
        Sale memory sale;
        sale.winner = otherThan(lot.terms.seller, who);
        if (!isOpen(lot) || time() < lot.state.endsAt + CHALLENGE) return;
        (uint256 lowest, ) = priceRange(lot, sale.winner);
        if (lowest == firstBid(lot.terms)) return;
        sale.amount = bound(amount, firstBid(lot.terms), lowest - 1);
        // His own post is no bid that he signed, but may be settled as it is.
        if (sale.winner == lot.post.bidder && sale.amount == lot.post.amount) return;
        bytes memory call = settlementCall(lot, sale, 0);
        bool belowPost = lot.post.bidder != address(0) && sale.amount <= lot.post.amount;
        expectRefusal(call, belowPost ? IBids.AmountBelowPost.selector : IBids.AmountBelowPresented.selector);
    }

    /// @dev By a bid key, above what is left of its cap.
    function settleAboveCap(uint256 who, uint256 which) external watched {
        if (_auctions.length == 0) return;
        Lot memory lot = openLot(which);
        Sale memory sale;
        sale.winner = otherThan(lot.terms.seller, who);
        if (!isOpen(lot) || time() < lot.state.endsAt + CHALLENGE) return;
        (sale.amount, ) = priceRange(lot, sale.winner);
        if (roomFor(lot, sale.winner) >= sale.amount) return;
        sale.byKey = true;
        bytes4 reason =
            capOf(sessionOf(sale.winner)) == 0
                ? ISettlers.InvalidSignature.selector
                : IBidKeys.BidKeyCapExceeded.selector;
        expectRefusal(settlementCall(lot, sale, 0), reason);
    }

    function expectRefusal(bytes memory call, bytes4 selector) private {
        (bool success, bytes memory reason) = address(marketplace).call(call);
        assertFalse(success);
        assertEq(bytes32(bytes4(reason)), bytes32(selector));
    }

    /// @dev With the word of one who is not a settler any more, or not yet, or with a nonce that he burned.
    function withdrawWithoutWord(uint256 who, uint256 how) external watched {
        address actor = pick(who);
        if (unboundOf(actor) == 0) return;
        Withdrawal memory consent = consentTo(1, actor);
        uint256 key =
            how % 2 == 0
                ? _formerSettlerKey
                : how % 3 == 0
                    ? _nextSettlerKey
                    : receiptKey;
        bytes memory reason;
        if (how % 5 == 0 && _burnedBy == settlerKey) {
            (key, consent.nonce) = (settlerKey, _burnedNonce);
            bytes32 signerHash = keccak256(abi.encodePacked(vm.addr(key)));
            reason = abi.encodeWithSelector(ISettlers.NonceAlreadyUsed.selector, signerHash, consent.nonce);
        } else {
            if (key == 0 || marketplace.isSettler(abi.encodePacked(vm.addr(key)))) return;
            reason = abi.encodeWithSelector(ISettlers.UnauthorizedSettler.selector, vm.addr(key));
        }
        bytes memory signed = signWithdrawal(key, actor, consent);
        vm.expectRevert(reason);
        vm.prank(actor);
        marketplace.withdraw(consent, signed);
    }
}
