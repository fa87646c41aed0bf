// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionStatus, Settlement} from "../interfaces/IAuctions.sol";
import {Bid, Presentation, Presented, Receipt} from "../interfaces/IBids.sol";
import {VaultAccount, Withdrawal} from "../interfaces/IVault.sol";
import {BidsFixture} from "../test-support/BidsFixture.sol";
import {Digests} from "../test-support/Digests.sol";

/// @notice Bids presented in rings, settlements and withdrawals in any order, over three auctions that have ended, by three bidders
/// with a capped bid key each. A model says before each call whether it will be refused, and afterwards where everything stands; at
/// the end all auctions are finalized, and nothing is bound any more.
contract PresentedModelTest is BidsFixture {
    uint256 private constant AUCTIONS = 3;
    uint256 private constant BIDDERS = 3;
    uint256 private constant STEPS = 14;
    uint256 private constant FUNDS = 300 ether;
    uint256 private constant CAP = 250 ether;
    uint256 private constant LEAST = 80 ether;
    uint256 private constant SESSION_KEY = 0xabc;

    /// @dev A bid that keeps one of an auction's two places. Bidders count from one; zero is nobody.
    struct Seat {
        uint256 bidder;
        uint256 max;
        uint256 sequence;
        bool keyed;
    }

    /// @dev A bid that somebody may present.
    struct Draw {
        uint256 auction;
        Seat seat;
    }

    Auction[AUCTIONS] private auctions;
    bytes32[AUCTIONS] private ids;
    address[BIDDERS] private bidders;
    uint256[BIDDERS] private keys;
    bytes private session;
    Seat[2][AUCTIONS] private places;
    /// @dev What each bidder's key has paid for.
    uint256[BIDDERS] private spent;

    function setUp() public override {
        super.setUp();
        auctions[0] = terms;
        for (uint256 i = 1; i < AUCTIONS; i++) {
            AuctionParams memory params = auctionParams();
            params.salt = i;
            (auctions[i], ) = auctionItem(params);
        }
        for (uint256 i = 0; i < AUCTIONS; i++) ids[i] = marketplace.auctionId(auctions[i]);
        bidders = [alice, bob, erin];
        keys = [aliceKey, bobKey, erinKey];
        session = abi.encodePacked(vm.addr(SESSION_KEY));
        for (uint256 i = 0; i < BIDDERS; i++) {
            deposit(bidders[i], FUNDS);
            vm.prank(bidders[i]);
            marketplace.setBidKey(session, CAP);
        }
        vm.warp(terms.rules.end() + CHALLENGE);
    }

    function testFuzz_EveryCallDoesWhatTheModelSays(uint256[6][STEPS] calldata random) public {
        for (uint256 step = 0; step < STEPS; step++) {
            uint256 kind = random[step][5] % 8;
            if (kind == 7) settle(drawn(random[step][0]));
            else if (kind == 6) withdraw(1 + (random[step][0] % BIDDERS), ((random[step][0] >> 8) % 15) * 10 ether);
            else present(random[step], 1 + ((random[step][5] >> 8) % 4));
            check();
        }
        for (uint256 i = 0; i < AUCTIONS; i++) {
            if (isOpen(i)) finalize(i);
            check();
        }
        for (uint256 i = 0; i < BIDDERS; i++) assertEq(marketplace.vaultOf(bidders[i]).presented, 0);
        assertSolvent();
    }

    /// @dev In one call; bids may be of one auction, and of one bidder, several times over.
    function present(uint256[6] calldata random, uint256 count) private {
        Draw[] memory draws = new Draw[](count);
        Presentation[] memory presentations = new Presentation[](count);
        for (uint256 i = 0; i < count; i++) {
            draws[i] = drawn(random[i]);
            presentations[i] = presentationOf(draws[i]);
        }
        (bool expected, Seat[2][AUCTIONS] memory after_) = predict(draws);
        bool done;
        try marketplace.presentBids(presentations) {
            done = true;
        } catch {}
        assertEq(done, expected);
        if (!done) return;
        for (uint256 i = 0; i < AUCTIONS; i++) (places[i][0], places[i][1]) = (after_[i][0], after_[i][1]);
    }

    function settle(Draw memory draw) private {
        if (!isOpen(draw.auction)) return;
        (uint256 bidder, uint256 amount) = (draw.seat.bidder, draw.seat.max);
        Seat[2][AUCTIONS] memory kept = allPlaces();
        bool expected = funds(bidder) >= amount;
        for (uint256 i = 0; i < 2; i++) {
            Seat memory other = kept[draw.auction][i];
            if (other.bidder != 0 && other.bidder != bidder && amount < other.max) expected = false;
        }
        delete kept[draw.auction];
        if (expected && funds(bidder) - amount < boundOf(kept, bidder)) expected = false;

        bytes32 auctionId = ids[draw.auction];
        (terms, id) = (auctions[draw.auction], auctionId);
        Settlement memory outcome = outcomeOf(bidders[bidder - 1], amount);
        bytes memory settlerSignature = signSettlement(settlerKey, auctionId, outcome);
        bytes memory bidSignature = signBid(keys[bidder - 1], auctionId, amount);
        bool done;
        try marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature) {
            done = true;
        } catch {}
        assertEq(done, expected);
        if (done) delete places[draw.auction];
    }

    /// @dev With a settler's consent; what left comes back, so that there is always something to bid with.
    function withdraw(uint256 bidder, uint256 amount) private {
        address account = bidders[bidder - 1];
        bool expected = funds(bidder) >= amount + boundOf(allPlaces(), bidder);
        Withdrawal memory consent = consentTo(amount, account);
        bytes memory consentSignature = signWithdrawal(settlerKey, account, consent);
        bool done;
        vm.prank(account);
        try marketplace.withdraw(consent, consentSignature) {
            done = true;
        } catch {}
        assertEq(done, expected);
        if (done && amount != 0) deposit(account, amount);
    }

    function finalize(uint256 auction) private {
        uint256 opensAt = auctions[auction].rules.end() + EXTENSION_LIMIT + GRACE;
        if (time() < opensAt) vm.warp(opensAt);
        marketplace.finalizeAuction(auctions[auction]);
        vm.warp(time() + CHALLENGE);
        Seat memory best = places[auction][0];
        uint256 before = best.bidder == 0 ? 0 : funds(best.bidder);
        marketplace.finalizeAuction(auctions[auction]);
        if (best.bidder != 0) {
            uint256 paid = marketplace.getAuction(ids[auction]).amount;
            assertEq(marketplace.getAuction(ids[auction]).winner, bidders[best.bidder - 1]);
            assertEq(funds(best.bidder), before - paid);
            assertLe(paid, best.max);
            assertGe(paid, places[auction][1].max);
            if (best.keyed) spent[best.bidder - 1] += paid;
        }
        delete places[auction];
    }

    /// @dev Whether all of these bids are taken in one call, and the places afterwards. Places are judged bid by bid, cover and
    /// caps once all of them sit.
    function predict(Draw[] memory draws) private view returns (bool, Seat[2][AUCTIONS] memory kept) {
        kept = allPlaces();
        for (uint256 i = 0; i < draws.length; i++) {
            Seat memory seat = draws[i].seat;
            Seat[2] memory here = kept[draws[i].auction];
            if (!isOpen(draws[i].auction)) return (false, kept);
            if (beats(seat, here[0])) {
                if (here[0].bidder != seat.bidder) here[1] = here[0];
                here[0] = seat;
            } else if (here[0].bidder != seat.bidder && beats(seat, here[1])) here[1] = seat;
            else return (false, kept);
        }
        for (uint256 i = 0; i < draws.length; i++) {
            Seat memory seat = draws[i].seat;
            Seat memory best = kept[draws[i].auction][0];
            bool leads = best.bidder == seat.bidder;
            if (funds(seat.bidder) < boundOf(kept, seat.bidder) + (leads ? 0 : seat.max)) return (false, kept);
            if (!seat.keyed) continue;
            uint256 used = usedOf(kept, seat.bidder);
            // One that is outbid in the same call by its bidder's own key has no effect any more.
            if (leads ? best.keyed && used > CAP : used + seat.max > CAP) return (false, kept);
        }
        return (true, kept);
    }

    /// @dev That the contract keeps what the model keeps.
    function check() private view {
        Seat[2][AUCTIONS] memory kept = allPlaces();
        for (uint256 i = 0; i < AUCTIONS; i++) {
            Presented[2] memory presented = marketplace.presentedOf(ids[i]);
            for (uint256 j = 0; j < 2; j++) {
                uint256 bidder = kept[i][j].bidder;
                assertEq(presented[j].bidder, bidder == 0 ? address(0) : bidders[bidder - 1]);
                assertEq(presented[j].maxAmount, kept[i][j].max);
            }
        }
        for (uint256 bidder = 1; bidder <= BIDDERS; bidder++) {
            assertEq(marketplace.vaultOf(bidders[bidder - 1]).presented, boundOf(kept, bidder));
            assertGe(funds(bidder), boundOf(kept, bidder));
            assertEq(marketplace.bidKeyOf(bidders[bidder - 1], keccak256(session)).spent, usedOf(kept, bidder));
        }
    }

    function drawn(uint256 random) private pure returns (Draw memory) {
        uint256 max = LEAST + ((random >> 24) % 9) * 10 ether;
        bool keyed = (random >> 16) % 3 == 0;
        return Draw(random % AUCTIONS, Seat(1 + ((random >> 8) % BIDDERS), max, 1 + ((random >> 32) % 3), keyed));
    }

    function presentationOf(Draw memory draw) private view returns (Presentation memory) {
        Seat memory seat = draw.seat;
        address bidder = bidders[seat.bidder - 1];
        Auction memory auction = auctions[draw.auction];
        Receipt memory receipt = Receipt(LEAST, uint64(seat.sequence), uint64(auction.rules.start()), 0);
        bytes32 bidHash = digestOf(Digests.bid(ids[draw.auction], bidder, seat.max));
        return
            Presentation(
                auction,
                Bid(bidder, seat.max),
                signature(seat.keyed ? SESSION_KEY : keys[seat.bidder - 1], bidHash),
                receipt,
                new bytes32[](0),
                signature(receiptKey, digestOf(Digests.receipt(ids[draw.auction], bidHash, receipt)))
            );
    }

    function isOpen(uint256 auction) private view returns (bool) {
        AuctionStatus status = marketplace.getAuction(ids[auction]).status;
        return status == AuctionStatus.Live || status == AuctionStatus.Finalizing;
    }

    function beats(Seat memory one, Seat memory other) private pure returns (bool) {
        return one.max > other.max || (one.max == other.max && one.sequence < other.sequence);
    }

    function funds(uint256 bidder) private view returns (uint256) {
        VaultAccount memory account = marketplace.vaultOf(bidders[bidder - 1]);
        return uint256(account.free) + account.exiting;
    }

    /// @dev What a bidder's leading bids bind.
    function boundOf(Seat[2][AUCTIONS] memory kept, uint256 bidder) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < AUCTIONS; i++) if (kept[i][0].bidder == bidder) sum += kept[i][0].max;
    }

    /// @dev What a bidder's key has paid for, and what its leading bids bind.
    function usedOf(Seat[2][AUCTIONS] memory kept, uint256 bidder) private view returns (uint256 sum) {
        sum = spent[bidder - 1];
        for (uint256 i = 0; i < AUCTIONS; i++) {
            if (kept[i][0].bidder == bidder && kept[i][0].keyed) sum += kept[i][0].max;
        }
    }

    function allPlaces() private view returns (Seat[2][AUCTIONS] memory kept) {
        for (uint256 i = 0; i < AUCTIONS; i++) (kept[i][0], kept[i][1]) = (places[i][0], places[i][1]);
    }
}
