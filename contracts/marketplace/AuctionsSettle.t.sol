// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions, Settlement} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IVault} from "../interfaces/IVault.sol";
import {AuctionRules} from "../libraries/AuctionRules.sol";
import {BurningERC721} from "../mocks/BurningERC721.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract AuctionsSettleTest is MarketplaceFixture {
    bytes32 internal settlerHash;

    function setUp() public override {
        super.setUp();
        deposit(alice, 1_000 ether);
        settlerHash = keccak256(abi.encodePacked(settler));
    }

    /// @dev Settling for alice, who signed `maxAmount`, must revert so.
    function expectSettleRevert(
        Auction memory terms,
        uint256 maxAmount,
        Settlement memory outcome,
        bytes memory reason
    ) internal {
        bytes32 id = marketplace.auctionId(terms);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(aliceKey, id, maxAmount);
        vm.expectRevert(reason);
        marketplace.settleAuction(terms, outcome, maxAmount, settlerSignature, bidSignature);
    }

    function expectNotInAuction(Auction memory terms) internal {
        bytes memory reason = abi.encodeWithSelector(IAuctions.NotInAuction.selector, marketplace.auctionId(terms));
        expectSettleRevert(terms, RESERVE, outcomeOf(alice, RESERVE), reason);
    }

    function ended() internal returns (Auction memory terms, bytes32 id) {
        (terms, id) = auctionItem(auctionParams());
        warpToSettlement(terms);
    }

    function test_Settle_RevertWhen_UnknownReturnedOrCancelled() public {
        expectNotInAuction(auctionTerms(address(items), 99, 1, auctionParams()));

        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1);
        (Auction memory cancelled, ) = auctionItem(params);
        vm.prank(seller);
        marketplace.cancelAuction(cancelled);
        expectNotInAuction(cancelled);

        (Auction memory returned, ) = auctionItem(auctionParams());
        finalize(returned);
        expectNotInAuction(returned);
    }

    function test_rule01_Settle_RevertWhen_AnyTermDiffers() public {
        (Auction memory terms, ) = ended();
        terms.seller = bob;
        expectNotInAuction(terms);
        terms.seller = seller;
        terms.token = address(stacks);
        expectNotInAuction(terms);
        terms.token = address(items);
        terms.tokenId += 1;
        expectNotInAuction(terms);
        terms.tokenId -= 1;
        terms.quantity = 2;
        expectNotInAuction(terms);
        terms.quantity = 1;
        terms.startPrice -= 1;
        expectNotInAuction(terms);
        terms.startPrice += 1;
        terms.reservePrice = 0;
        expectNotInAuction(terms);
        terms.reservePrice = RESERVE;
        // Royalty, increment, end, start, buyout price.
        uint8[5] memory bits = [0, 16, 32, 72, 112];
        AuctionRules rules = terms.rules;
        for (uint256 i = 0; i < bits.length; ++i) {
            terms.rules = AuctionRules.wrap(AuctionRules.unwrap(rules) ^ (1 << bits[i]));
            expectNotInAuction(terms);
        }
        terms.rules = rules;
        terms.salt += 1;
        expectNotInAuction(terms);
        terms.salt -= 1;
        settleForAlice(terms, RESERVE);
    }

    function test_Settle_RevertWhen_AlreadySettled() public {
        (Auction memory terms, bytes32 id) = ended();
        Settlement memory outcome = outcomeOf(alice, RESERVE);
        settleForAlice(terms, RESERVE, outcome);
        bytes memory reason = abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id);
        // The very same call once more, and another outcome.
        expectSettleRevert(terms, RESERVE, outcome, reason);
        expectSettleRevert(terms, RESERVE + 1, outcomeOf(alice, RESERVE + 1), reason);
        assertVault(alice, 1_000 ether - RESERVE, 0, 0);
    }

    function test_rule07_Settle_RevertWhen_TheChallengeWindowIsOpen() public {
        (Auction memory terms, bytes32 id) = auctionItem(auctionParams());
        uint256 opensAt = terms.rules.end() + CHALLENGE;
        bytes memory reason = abi.encodeWithSelector(IAuctions.AuctionNotEnded.selector, id, opensAt);
        expectSettleRevert(terms, RESERVE, outcomeOf(alice, RESERVE), reason);
        vm.warp(terms.rules.end());
        expectSettleRevert(terms, RESERVE, outcomeOf(alice, RESERVE), reason);
        vm.warp(opensAt - 1);
        expectSettleRevert(terms, RESERVE, outcomeOf(alice, RESERVE), reason);
        vm.warp(opensAt);
        settleForAlice(terms, RESERVE);
    }

    function test_rule11_Settle_RevertWhen_TheWinnerIsTheSeller() public {
        (Auction memory terms, bytes32 id) = ended();
        deposit(seller, RESERVE);
        Settlement memory outcome = outcomeOf(seller, RESERVE);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(sellerKey, id, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.BidderIsSeller.selector, seller));
        marketplace.settleAuction(terms, outcome, RESERVE, settlerSignature, bidSignature);
    }

    function testFuzz_rule26_Settle_RevertWhen_BelowStartPriceOrReserve(
        uint256 startPrice,
        uint256 reservePrice,
        uint256 amount
    ) public {
        AuctionParams memory params = auctionParams();
        params.startPrice = bound(startPrice, 1, MAX_AMOUNT);
        params.reservePrice = bound(reservePrice, 0, MAX_AMOUNT);
        (Auction memory terms, ) = auctionItem(params);
        warpToSettlement(terms);
        uint256 minimum = params.startPrice > params.reservePrice ? params.startPrice : params.reservePrice;
        amount = bound(amount, 0, minimum - 1);
        bytes memory reason = abi.encodeWithSelector(IAuctions.AmountBelowReserve.selector, amount, minimum);
        expectSettleRevert(terms, amount, outcomeOf(alice, amount), reason);
        // What the winner was ready to pay is not what he pays.
        expectSettleRevert(terms, MAX_AMOUNT, outcomeOf(alice, amount), reason);
    }

    function testFuzz_rule09_Settle_RevertWhen_AboveWhatTheWinnerSigned(uint256 amount, uint256 maxAmount) public {
        (Auction memory terms, ) = ended();
        amount = bound(amount, RESERVE, type(uint256).max);
        maxAmount = bound(maxAmount, 0, amount - 1);
        bytes memory reason = abi.encodeWithSelector(IAuctions.AmountAboveBid.selector, amount, maxAmount);
        expectSettleRevert(terms, maxAmount, outcomeOf(alice, amount), reason);
    }

    function testFuzz_Settle_RevertWhen_TheAmountIsTooLarge(uint256 amount) public {
        (Auction memory terms, ) = ended();
        amount = bound(amount, MAX_AMOUNT + 1, type(uint256).max);
        deposit(alice, MAX_AMOUNT);
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, amount, MAX_AMOUNT);
        expectSettleRevert(terms, amount, outcomeOf(alice, amount), reason);
    }

    function test_Settle_RevertWhen_TheVaultDoesNotHoldIt() public {
        (Auction memory terms, ) = ended();
        vm.prank(alice);
        marketplace.requestExit(400 ether);
        uint256 amount = 1_000 ether + 1;
        bytes memory reason = abi.encodeWithSelector(IVault.InsufficientFunds.selector, alice, 1_000 ether, amount);
        expectSettleRevert(terms, amount, outcomeOf(alice, amount), reason);
        // What is in her wallet and approved does not count.
        fund(alice, amount);
        expectSettleRevert(terms, amount, outcomeOf(alice, amount), reason);
        settleForAlice(terms, 1_000 ether);
    }

    function test_rule31_Settle_RevertWhen_TheItemIsBurnt() public {
        BurningERC721 token = new BurningERC721();
        token.mint(seller, 1);
        (Auction memory terms, bytes32 id) = auctionOf(address(token), 1);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 1, auctionData(auctionParams()));
        token.burn(1);
        expectTradeFailed(terms, id);
    }

    function test_rule31_Settle_RevertWhen_TheItemIsFrozen() public {
        RevertingERC721 token = new RevertingERC721();
        token.mint(seller, 1);
        (Auction memory terms, bytes32 id) = auctionOf(address(token), 1);
        vm.prank(seller);
        token.safeTransferFrom(seller, address(marketplace), 1, auctionData(auctionParams()));
        token.setFrozen(true);
        expectTradeFailed(terms, id);

        token.setFrozen(false);
        settleForAlice(terms, RESERVE);
        assertEq(token.ownerOf(1), alice);
    }

    function auctionOf(address token, uint256 tokenId) internal view returns (Auction memory terms, bytes32 id) {
        terms = auctionTerms(token, tokenId, 1, auctionParams());
        id = marketplace.auctionId(terms);
    }

    function expectTradeFailed(Auction memory terms, bytes32 id) internal {
        warpToSettlement(terms);
        Settlement memory outcome = outcomeOf(alice, RESERVE);
        expectSettleRevert(terms, RESERVE, outcome, abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        assertVault(alice, 1_000 ether, 0, 0);
        assertEq(currency.balanceOf(seller), 0);
        assertEq(surplus(), 0);
        assertFalse(marketplace.isNonceUsed(settlerHash, outcome.nonce));
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.Live));
    }

    function testFuzz_rule26_Settle_SellsToTheWinner(uint256 amount, uint256 maxAmount, uint256 held) public {
        amount = bound(amount, RESERVE, MAX_AMOUNT);
        maxAmount = bound(maxAmount, amount, type(uint256).max);
        held = bound(held, amount, MAX_AMOUNT);
        deposit(bob, held);
        (Auction memory terms, bytes32 id) = ended();
        Settlement memory outcome = outcomeOf(bob, amount);
        uint256 fee = (amount * FEE_BPS + 9_999) / 10_000;
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(bobKey, id, maxAmount);

        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionSettled(id, bob, amount, fee, 0, settlerHash, outcome.nonce);
        vm.prank(carol);
        marketplace.settleAuction(terms, outcome, maxAmount, settlerSignature, bidSignature);

        assertEq(items.ownerOf(terms.tokenId), bob);
        assertVault(bob, held - amount, 0, 0);
        assertVault(alice, 1_000 ether, 0, 0);
        assertEq(currency.balanceOf(seller), amount - fee);
        assertEq(surplus(), fee);
        assertTrue(marketplace.isNonceUsed(settlerHash, outcome.nonce));
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Settled));
        assertEq(state.winner, bob);
        assertEq(state.amount, amount);
    }

    function testFuzz_rule13_Settle_DebitsFreeFirst(uint256 free, uint256 exiting, uint256 amount) public {
        free = bound(free, 0, MAX_AMOUNT);
        exiting = bound(exiting, 1, MAX_AMOUNT);
        if (free + exiting < RESERVE) free = RESERVE;
        deposit(bob, exiting);
        vm.prank(bob);
        marketplace.requestExit(exiting);
        if (free != 0) deposit(bob, free);
        amount = bound(amount, RESERVE, free + exiting < MAX_AMOUNT ? free + exiting : MAX_AMOUNT);

        (Auction memory terms, bytes32 id) = ended();
        Settlement memory outcome = outcomeOf(bob, amount);
        bytes memory settlerSignature = signSettlement(settlerKey, id, outcome);
        bytes memory bidSignature = signBid(bobKey, id, amount);
        marketplace.settleAuction(terms, outcome, amount, settlerSignature, bidSignature);

        if (amount <= free) assertVault(bob, free - amount, exiting, 0);
        else assertVault(bob, 0, free + exiting - amount, 0);
        assertEq(marketplace.totalOwed(), 1_000 ether + free + exiting - amount);
    }

    function test_Settle_SellsAStack() public {
        (Auction memory terms, bytes32 id) = auctionStack(12, auctionParams());
        warpToSettlement(terms);
        settleForAlice(terms, RESERVE);
        assertEq(stacks.balanceOf(alice, terms.tokenId), 12);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 0);
        assertEq(marketplace.getAuction(id).winner, alice);
    }

    function test_rule29_Settle_TheRecordStaysReadable() public {
        (Auction memory terms, bytes32 id) = ended();
        settleForAlice(terms, RESERVE + 1);
        vm.warp(NOW + 3650 days);
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(state.winner, alice);
        assertEq(state.amount, RESERVE + 1);
        assertEq(state.feeBps, 0);
        assertEq(state.endsAt, 0);
    }

    function test_Settle_TheFeeIsThatOfTheDayOfCreation() public {
        (Auction memory terms, ) = ended();
        vm.prank(admin);
        marketplace.setFee(1_000);
        settleForAlice(terms, 100 ether);
        assertEq(currency.balanceOf(seller), 95 ether);
        assertEq(surplus(), 5 ether);
    }

    function test_Settle_TwoAuctionsTakeFromOneVaultAndNeverMoreThanItHolds() public {
        (Auction memory first, ) = auctionItem(auctionParams());
        (Auction memory second, ) = auctionItem(auctionParams());
        warpToSettlement(first);
        settleForAlice(first, 600 ether);
        Settlement memory outcome = outcomeOf(alice, 600 ether);
        bytes memory reason = abi.encodeWithSelector(IVault.InsufficientFunds.selector, alice, 400 ether, 600 ether);
        expectSettleRevert(second, 600 ether, outcome, reason);
        deposit(alice, 200 ether);
        settleForAlice(second, 600 ether, outcome);
        assertVault(alice, 0, 0, 0);
    }
}
