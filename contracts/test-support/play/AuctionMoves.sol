// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, IAuctions, Settlement} from "../../interfaces/IAuctions.sol";
import {Presented} from "../../interfaces/IBids.sol";
import {AuctionRules, AuctionRulesLib} from "../../libraries/AuctionRules.sol";
import {Digests} from "../Digests.sol";
import {BidMoves} from "./BidMoves.sol";
import {Lot} from "./Stage.sol";

/// @title AuctionMoves
/// @notice How auctions begin and how they end.
abstract contract AuctionMoves is BidMoves {
    uint256 private constant MOST_AUCTIONS = 14;

    /// @dev A sale by auction: who pays what, and by whose signature.
    struct Sale {
        address winner;
        uint256 amount;
        bool byPost;
        bool byKey;
    }

    /// @dev Calls that settled an auction, to be tried again.
    bytes[] internal _settled;

    function createAuction(uint256 who, uint256 quantity, AuctionParams memory params) external watched {
        if (marketplace.paused() || _auctions.length == MOST_AUCTIONS) return;
        seller = pick(who);
        params.startPrice = bound(params.startPrice, 0, 500 ether);
        params.reservePrice = bound(params.reservePrice, params.startPrice == 0 ? 1 : 0, 500 ether);
        // Only the rules' own bits count of what the fuzzer made up.
        uint256 word = AuctionRules.unwrap(params.rules);
        uint256 start = time() + (word % 3 == 0 ? bound(word >> 8, 0, 2 days) : 0);
        uint256 end = start + bound(word >> 16, 1, MAX_AUCTION - EXTENSION_LIMIT);
        uint256 first = most(params.startPrice, params.reservePrice);
        params.rules = AuctionRulesLib.pack(
            word % 2 == 0 ? 0 : uint144(first + bound(word >> 24, 1, 500 ether)),
            uint40(start),
            uint40(end),
            uint16(bound(word >> 32, 100, 10_000)),
            uint16(bound(word >> 40, 0, 10_000))
        );
        Auction memory terms;
        if (quantity % 2 == 0) (terms, ) = auctionItem(params);
        else {
            makeAccept(seller);
            (terms, ) = auctionStack(bound(quantity, 1, 20), params);
        }
        addAuction(terms);
    }

    /// @dev By the seller alone before the start; while it runs with the settler's consent, and with no bid on chain.
    function cancelAuction(uint256 which) external watched {
        if (_auctions.length == 0 || which % 3 == 0) return;
        Lot memory lot = which % 2 == 0 ? openLot(which) : runningLot(which);
        if (lot.state.status != AuctionStatus.Live || time() >= lot.state.endsAt) return;
        if (time() < lot.terms.rules.start()) {
            vm.prank(lot.terms.seller);
            marketplace.cancelAuction(lot.terms);
            return;
        }
        uint256 deadline = time() + 5 minutes;
        bytes memory signed = signature(settlerKey, digestOf(Digests.cancellation(lot.id, deadline)));
        if (isContested(lot)) vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionHasBids.selector, lot.id));
        vm.prank(lot.terms.seller);
        marketplace.cancelRunningAuction(lot.terms, deadline, signed);
    }

    function isContested(Lot memory lot) internal pure returns (bool) {
        return lot.post.bidder != address(0) || lot.presented[0].bidder != address(0);
    }

    // Settlement

    /// @dev For anyone but the seller, by bid or by post, at what beats all that binds.
    function settle(uint256 who, uint256 which, uint256 amount, uint256 how) external watched {
        if (_auctions.length == 0) return;
        Lot memory lot = openLot(which);
        Sale memory sale;
        sale.winner = otherThan(lot.terms.seller, who);
        if (!isOpen(lot)) return;
        if (time() < lot.state.endsAt + CHALLENGE) vm.warp(lot.state.endsAt + CHALLENGE);

        (uint256 lowest, uint256 highest) = priceRange(lot, sale.winner);
        sale.byPost =
            lot.post.bidder == sale.winner &&
            how % 3 != 0 &&
            lot.post.amount >= presentedByOthers(lot, sale.winner);
        if (sale.byPost) {
            sale.amount = lot.post.amount;
        } else {
            if (lowest > highest) return;
            sale.amount = bound(amount, lowest, least(highest, lowest + 1_000 ether));
            sale.byKey = how % 2 == 0 && roomFor(lot, sale.winner) >= sale.amount;
        }
        bytes memory call = settlementCall(lot, sale, how);
        expectSale(lot, sale, call);
        _settled.push(call);
    }

    /// @dev What a settlement to `winner` must reach, and what his funds allow.
    function priceRange(Lot memory lot, address winner) internal view returns (uint256 lowest, uint256 highest) {
        lowest = most(firstBid(lot.terms), presentedByOthers(lot, winner));
        if (lot.post.bidder != address(0)) lowest = most(lowest, uint256(lot.post.amount) + 1);
        highest = unboundOf(winner) + boundBy(lot, winner);
    }

    /// @dev The highest maximum that others presented.
    function presentedByOthers(Lot memory lot, address winner) internal pure returns (uint256 highest) {
        for (uint256 i = 0; i < 2; i++) {
            if (lot.presented[i].bidder != winner) highest = most(highest, lot.presented[i].maxAmount);
        }
    }

    function settlementCall(Lot memory lot, Sale memory sale, uint256 how) internal returns (bytes memory) {
        uint256 maxAmount = sale.amount + bound(how, 0, 10 ether);
        Settlement memory outcome = outcomeOf(sale.winner, sale.amount);
        bytes32 digest = digestOf(Digests.bid(lot.id, sale.winner, maxAmount));
        uint256 key = sale.byKey ? _sessionKeys[sale.winner] : _keys[sale.winner];
        bytes memory bidSignature = sale.byPost ? bytes("") : signature(key, digest);
        bytes memory signed = signSettlement(settlerKey, lot.id, outcome);
        return abi.encodeCall(IAuctions.settleAuction, (lot.terms, outcome, maxAmount, signed, bidSignature));
    }

    /// @dev Makes the call that sells, and checks where all of the money went.
    function expectSale(Lot memory lot, Sale memory sale, bytes memory call) internal {
        int256[] memory expected = worths();
        shareOut(expected, lot, sale.amount);
        // A post pays what it won; one that lost returns.
        if (!sale.byPost) add(expected, lot.post.bidder, int256(uint256(lot.post.amount)));
        uint256 funds = fundsOf(sale.winner);
        _spender = sale.winner;

        vm.prank(carol);
        (bool success, bytes memory reason) = address(marketplace).call(call);
        if (!success) revert(string(reason));
        assertWorths(expected);
        assertEq(fundsOf(sale.winner), sale.byPost ? funds : funds - sale.amount);
        Lot memory sold = lotOf(lot.id);
        assertEq(sold.state.winner, sale.winner);
        assertEq(sold.state.amount, sale.amount);
        if (sale.byKey) _soldByKey[sale.winner] += sale.amount;
    }

    /// @dev What fee and royalty leave of a price is the seller's.
    function shareOut(int256[] memory expected, Lot memory lot, uint256 amount) private {
        uint256 fee = feeOf(amount, lot.state.feeBps);
        (address artist, uint256 royalty) = royaltyOf(lot.terms.token, amount, fee, lot.terms.rules.maxRoyaltyBps());
        add(expected, artist, int256(royalty));
        add(expected, lot.terms.seller, int256(amount - fee - royalty));
        _feesEarned += fee;
    }

    /// @dev At once for the seller's price, from credit or wallet.
    function buyout(uint256 who, uint256 which, bool useCredit) external watched {
        if (_auctions.length == 0 || marketplace.paused()) return;
        Lot memory lot = runningLot(which);
        address buyer = otherThan(lot.terms.seller, who);
        uint256 price = lot.terms.rules.buyoutPrice();
        if (price == 0 || time() < lot.terms.rules.start() || time() >= lot.state.endsAt) return;
        int256[] memory expected = worths();
        // His own post, which returns first, pays as well.
        uint256 credit = marketplace.vaultOf(buyer).credit + (lot.post.bidder == buyer ? lot.post.amount : 0);
        if (purseOf(buyer) + (useCredit ? credit : 0) < price) return;
        add(expected, buyer, -int256(price));
        add(expected, lot.post.bidder, int256(uint256(lot.post.amount)));
        shareOut(expected, lot, price);
        _boughtOut = lot.id;
        vm.prank(buyer);
        marketplace.buyoutAuction(lot.terms, buyer, useCredit);
        assertWorths(expected);
        assertEq(lotOf(lot.id).state.winner, buyer);
        assertEq(lotOf(lot.id).state.amount, price);
    }

    function lotOf(bytes32 id) private view returns (Lot memory lot) {
        lot.id = id;
        lot.state = marketplace.getAuction(id);
    }

    // Finalize

    function beginToFinalize(uint256 which) external watched {
        if (_auctions.length != 0) finalizeOnce(openLot(which));
    }

    /// @dev To the end, with both calls where nobody has made the first.
    function finalize(uint256 which) external watched {
        if (_auctions.length == 0) return;
        Lot memory lot = openLot(which);
        if (lot.state.status == AuctionStatus.Live) {
            finalizeOnce(lot);
            lot.state = marketplace.getAuction(lot.id);
        }
        finalizeOnce(lot);
    }

    function finalizeOnce(Lot memory lot) private {
        if (!isOpen(lot)) return;
        bool begun = lot.state.status == AuctionStatus.Finalizing;
        uint256 opensAt = begun ? lot.state.finalizableAt : lot.terms.rules.end() + EXTENSION_LIMIT + GRACE;
        if (time() < opensAt) vm.warp(opensAt);
        Sale memory sale = outcomeWithoutSettler(lot);
        if (begun && sale.winner != address(0)) {
            expectSale(lot, sale, abi.encodeCall(IAuctions.finalizeAuction, (lot.terms)));
        } else {
            marketplace.finalizeAuction(lot.terms);
            bool returned = marketplace.getAuction(lot.id).status == AuctionStatus.Returned;
            assertEq(returned, begun);
        }
    }

    /// @dev The best of post and presented bids wins, ties go to the post. A presented bid pays what its receipt says, or what
    /// beats everybody else, within its own maximum.
    function outcomeWithoutSettler(Lot memory lot) private view returns (Sale memory sale) {
        (Presented memory best, Presented memory next) = (lot.presented[0], lot.presented[1]);
        if (best.maxAmount <= lot.post.amount) return Sale(lot.post.bidder, lot.post.amount, true, false);
        bool ownPost = lot.post.bidder == best.bidder;
        uint256 rival = ownPost ? next.maxAmount : most(next.maxAmount, lot.post.amount);
        uint256 price = most(best.amount, firstBid(lot.terms));
        if (ownPost) price = most(price, lot.post.amount);
        if (rival != 0) price = most(price, nextBid(lot.terms, rival));
        return Sale(best.bidder, least(price, best.maxAmount), false, _presentedByKey[lot.id]);
    }
}
