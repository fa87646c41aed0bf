// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {ICredit} from "../interfaces/ICredit.sol";
import {Acceptance, IOffers, Offer} from "../interfaces/IOffers.sol";
import {IOrderTrades} from "../interfaces/IOrderTrades.sol";
import {SignedListing} from "../interfaces/ISignedListings.sol";
import {BlacklistERC20} from "../mocks/BlacklistERC20.sol";
import {FeeOnTransferERC20} from "../mocks/FeeOnTransferERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RoyaltyMood} from "../mocks/RoyaltyERC721.sol";
import {OrdersFixture} from "../test-support/OrdersFixture.sol";
import {Vm} from "../test-support/Vm.sol";

/// @dev Who gets what of a trade, and what no receiver can do about it.
contract OrdersMoneyTest is OrdersFixture {
    uint256 internal constant ROYALTY = 5 ether;

    function newCurrency() internal override returns (PlainERC20) {
        return new BlacklistERC20();
    }

    function refuse(address account, bool refused) internal {
        BlacklistERC20(address(currency)).setListed(account, refused);
    }

    function artOfferFor(uint256 maxRoyaltyBps) internal returns (Offer memory offer, Acceptance memory acceptance) {
        offer = artOffer();
        acceptance = give(newArt(seller), 1);
        acceptance.maxRoyaltyBps = maxRoyaltyBps;
    }

    // Royalty

    function test_Buy_PaysTheRoyalty() public {
        art.ask(artist, ROYALTY);
        SignedListing memory listing = artListing();
        vm.expectEmit(address(orders));
        emit IOrderTrades.RoyaltyPaid(idOf(listing), artist, ROYALTY);
        buy(listing, 1);
        assertEq(currency.balanceOf(artist), ROYALTY);
        assertEq(currency.balanceOf(seller), PRICE - FEE - ROYALTY);
        assertEq(surplus(), FEE);
    }

    function test_Accept_PaysTheRoyalty() public {
        art.ask(artist, ROYALTY);
        (Offer memory offer, Acceptance memory acceptance) = artOfferFor(1_000);
        acceptance.minProceeds = PRICE - FEE - ROYALTY;
        vm.expectEmit(address(orders));
        emit IOrderTrades.RoyaltyPaid(idOf(offer), artist, ROYALTY);
        assertEq(accept(offer, acceptance), PRICE - FEE - ROYALTY);
        assertEq(currency.balanceOf(artist), ROYALTY);
    }

    function test_Accept_RevertWhen_TheRoyaltyRoseAboveWhatTheFloorBears() public {
        art.ask(artist, ROYALTY + 1);
        (Offer memory offer, Acceptance memory acceptance) = artOfferFor(1_000);
        acceptance.minProceeds = PRICE - FEE - ROYALTY;
        expectAcceptRevert(
            offer,
            acceptance,
            abi.encodeWithSelector(
                IOffers.ProceedsBelowMinimum.selector,
                acceptance.minProceeds - 1,
                acceptance.minProceeds
            )
        );
    }

    /// @dev Sum in = sum out, whatever the collection asks and the seller bears.
    function testFuzz_rule34_Buy_SplitsThePriceWithoutALoss(
        uint256 price,
        uint256 feeBps,
        uint256 maxRoyaltyBps,
        uint256 asked
    ) public {
        feeBps = bound(feeBps, 0, 1_000);
        vm.prank(admin);
        orders.setFee(feeBps);
        art.ask(artist, asked);
        SignedListing memory listing = artListing();
        listing.price = price = bound(price, 1, MAX_AMOUNT);
        (listing.maxFeeBps, listing.maxRoyaltyBps) = (feeBps, maxRoyaltyBps);
        currency.mint(alice, price);
        uint256 before = currency.balanceOf(alice);
        buy(listing, 1);

        uint256 fee = currency.balanceOf(address(orders));
        uint256 royalty = currency.balanceOf(artist);
        assertEq(before - currency.balanceOf(alice), price);
        assertEq(currency.balanceOf(seller) + fee + royalty, price);
        assertEq(fee, (price * feeBps + 9_999) / 10_000);
        uint256 most = maxRoyaltyBps < 10_000 ? (price * maxRoyaltyBps) / 10_000 : price;
        if (most > price - fee) most = price - fee;
        assertEq(royalty, asked < most ? asked : most);
    }

    function test_rule34_Buy_ARoyaltyRaisedAfterSigningStaysWithinTheSellersTerms() public {
        art.ask(artist, ROYALTY);
        SignedListing memory listing = artListing();
        art.ask(artist, PRICE);
        buy(listing, 1);
        assertEq(currency.balanceOf(artist), PRICE / 10);
        assertEq(currency.balanceOf(seller), PRICE - FEE - PRICE / 10);
    }

    function test_rule34_Buy_NoRoyaltyForNobodyAndNotForOrders() public {
        address[2] memory receivers = [address(0), address(orders)];
        for (uint256 i = 0; i < 2; i++) {
            art.ask(receivers[i], ROYALTY);
            uint256 before = currency.balanceOf(seller);
            vm.recordLogs();
            buy(artListing(), 1);
            assertEq(currency.balanceOf(seller) - before, PRICE - FEE);
            assertNoRoyaltyPaid();
        }
    }

    function assertNoRoyaltyPaid() internal {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            assertNotEq(logs[i].topics[0], IOrderTrades.RoyaltyPaid.selector);
        }
    }

    function test_Buy_ASellerWhoBearsNoneIsNotEvenAsked() public {
        art.ask(artist, ROYALTY);
        art.setMood(RoyaltyMood.BurnsGas);
        SignedListing memory listing = artListing();
        listing.maxRoyaltyBps = 0;
        bytes memory signed = sign(listing);
        vm.prank(alice);
        orders.buySigned{gas: 200_000}(listing, 1, signed);
        assertEq(currency.balanceOf(seller), PRICE - FEE);
    }

    function test_rule33_Buy_ACollectionThatDoesNotAnswerGetsNothing() public {
        art.ask(artist, ROYALTY);
        RoyaltyMood[4] memory moods = [
            RoyaltyMood.Reverts,
            RoyaltyMood.BurnsGas,
            RoyaltyMood.ReturnsTooLittle,
            RoyaltyMood.NamesNoAddress
        ];
        for (uint256 i = 0; i < moods.length; i++) {
            art.setMood(moods[i]);
            uint256 before = currency.balanceOf(seller);
            buy(artListing(), 1);
            assertEq(currency.balanceOf(seller) - before, PRICE - FEE);
            assertEq(currency.balanceOf(artist), 0);
        }
        // Nor one that has no ERC-2981 at all.
        SignedListing memory listing = itemListing();
        listing.maxRoyaltyBps = 1_000;
        buy(listing, 1);
    }

    function test_rule33_Buy_NoMoreThanTwoWordsAreCopied() public {
        art.ask(artist, ROYALTY);
        art.setMood(RoyaltyMood.ReturnsTooMuch);
        SignedListing memory listing = artListing();
        bytes memory signed = sign(listing);
        vm.prank(alice);
        orders.buySigned{gas: 300_000}(listing, 1, signed);
        assertEq(currency.balanceOf(artist), ROYALTY);
    }

    /// @dev Whatever gas the buyer gives: the artist is paid, or there is no trade.
    function testFuzz_rule33_Buy_NoBuyerCanStarveTheRoyalty(uint256 gasLimit) public {
        art.ask(artist, ROYALTY);
        SignedListing memory listing = artListing();
        bytes memory signed = sign(listing);
        gasLimit = bound(gasLimit, 50_000, 400_000);
        vm.prank(alice);
        try orders.buySigned{gas: gasLimit}(listing, 1, signed) {
            assertEq(currency.balanceOf(artist), ROYALTY);
        } catch {
            assertEq(currency.balanceOf(artist), 0);
            assertEq(art.ownerOf(listing.tokenId), seller);
        }
    }

    // Credit

    function test_rule16_Buy_ARefusedRoyaltyBecomesCredit() public {
        art.ask(artist, ROYALTY);
        refuse(artist, true);
        SignedListing memory listing = artListing();
        vm.expectEmit(address(orders));
        emit ICredit.Credited(artist, idOf(listing), ROYALTY);
        buy(listing, 1);
        assertEq(art.ownerOf(listing.tokenId), alice);
        assertEq(currency.balanceOf(seller), PRICE - FEE - ROYALTY);
        assertEq(orders.creditOf(artist), ROYALTY);
        assertEq(orders.totalOwed(), ROYALTY);
        assertEq(surplus(), FEE);

        // Fees are what is above it.
        orders.collectFees();
        assertEq(currency.balanceOf(treasury), FEE);
        pause();
        vm.expectEmit(address(orders));
        emit ICredit.CreditWithdrawn(artist, bob, ROYALTY);
        uint256 before = currency.balanceOf(bob);
        vm.prank(artist);
        orders.withdrawCredit(bob);
        assertEq(currency.balanceOf(bob) - before, ROYALTY);
        assertEq(orders.totalOwed(), 0);
        assertEq(currency.balanceOf(address(orders)), 0);
    }

    function test_rule16_Accept_RefusedProceedsBecomeCredit() public {
        (Offer memory offer, Acceptance memory acceptance) = artOfferFor(0);
        refuse(seller, true);
        accept(offer, acceptance);
        assertEq(orders.creditOf(seller), PRICE - FEE);
        assertEq(art.ownerOf(acceptance.tokenId), alice);
    }

    function test_Credit_AddsUp() public {
        art.ask(artist, ROYALTY);
        refuse(artist, true);
        buy(artListing(), 1);
        buy(artListing(), 1);
        assertEq(orders.creditOf(artist), 2 * ROYALTY);
        assertEq(orders.totalOwed(), 2 * ROYALTY);
    }

    function test_WithdrawCredit_RevertWhen_ThereIsNone() public {
        vm.expectRevert(abi.encodeWithSelector(ICredit.NoCredit.selector, artist));
        vm.prank(artist);
        orders.withdrawCredit(artist);
    }

    function test_WithdrawCredit_RevertWhen_TheRecipientIsInvalidOrRefuses() public {
        art.ask(artist, ROYALTY);
        refuse(artist, true);
        buy(artListing(), 1);
        address[2] memory recipients = [address(0), address(orders)];
        for (uint256 i = 0; i < 2; i++) {
            vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, recipients[i]));
            vm.prank(artist);
            orders.withdrawCredit(recipients[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(BlacklistERC20.Blacklisted.selector, artist));
        vm.prank(artist);
        orders.withdrawCredit(artist);
        assertEq(orders.creditOf(artist), ROYALTY);
    }
}

/// @dev No such currency should be taken; if one is, it makes no credit that nothing stands behind.
contract OrdersFeeOnTransferTest is OrdersFixture {
    function newCurrency() internal override returns (PlainERC20) {
        return new FeeOnTransferERC20();
    }

    function test_rule35_Buy_RevertWhen_CreditWouldArriveShort() public {
        FeeOnTransferERC20(address(currency)).setListed(seller, true);
        uint256 proceeds = PRICE - FEE;
        expectBuyRevert(
            itemListing(),
            1,
            abi.encodeWithSelector(ICommonErrors.DepositShort.selector, proceeds, proceeds - proceeds / 100)
        );
        assertEq(orders.totalOwed(), 0);
    }

    // The smallest prices

    function test_rule34_Buy_ThePriceOfOneUnitIsAllFee() public {
        SignedListing memory listing = itemListing();
        listing.price = 1;
        vm.recordLogs();
        buy(listing, 1);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 moves = 0;
        for (uint256 i = 0; i < logs.length; i++) if (logs[i].emitter == address(currency)) moves++;
        // Nobody is asked to take nothing.
        assertEq(moves, 1);
        assertEq(currency.balanceOf(seller), 0);
        assertEq(surplus(), 1);
    }

    function test_rule34_Buy_OfTwoUnitsOneIsTheSellers() public {
        SignedListing memory listing = itemListing();
        listing.price = 2;
        buy(listing, 1);
        assertEq(currency.balanceOf(seller), 1);
        assertEq(surplus(), 1);
    }
}
