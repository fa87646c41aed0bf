// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, AuctionParams, AuctionState, AuctionStatus, IAuctions} from "../interfaces/IAuctions.sol";
import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems, TokenStandard} from "../interfaces/IItems.sol";
import {NoInterfaceToken} from "../mocks/NoInterfaceToken.sol";
import {Digests} from "../test-support/Digests.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract AuctionsTest is MarketplaceFixture {
    uint256 internal constant LONGEST = MAX_AUCTION - EXTENSION_LIMIT;

    function approvedItem() internal returns (uint256 tokenId) {
        tokenId = newItem(seller);
        vm.prank(seller);
        items.approve(address(marketplace), tokenId);
    }

    function approvedStack(uint256 quantity) internal returns (uint256 tokenId) {
        tokenId = newStack(seller, quantity);
        vm.prank(seller);
        stacks.setApprovalForAll(address(marketplace), true);
    }

    function expectCreateRevert(
        address token,
        uint256 tokenId,
        uint256 quantity,
        AuctionParams memory params,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(seller);
        marketplace.createAuction(token, tokenId, quantity, params);
    }

    /// @dev Creating with these parameters must revert so.
    function expectRefused(AuctionParams memory params, bytes memory reason) internal {
        expectCreateRevert(address(items), approvedItem(), 1, params, reason);
    }

    function expectTaken(AuctionParams memory params) internal {
        uint256 tokenId = approvedItem();
        vm.prank(seller);
        marketplace.createAuction(address(items), tokenId, 1, params);
        assertEq(items.ownerOf(tokenId), address(marketplace));
    }

    function assertLive(bytes32 id, TokenStandard standard, uint256 endsAt) internal view {
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Live));
        assertEq(uint256(state.standard), uint256(standard));
        assertEq(state.feeBps, FEE_BPS);
        assertEq(state.endsAt, endsAt);
        assertEq(state.finalizableAt, 0);
        assertEq(state.winner, address(0));
        assertEq(state.amount, 0);
    }

    // createAuction

    function test_Create_RevertWhen_Paused() public {
        pause();
        expectRefused(auctionParams(), abi.encodeWithSelector(Pausable.EnforcedPause.selector));
    }

    function test_Create_RevertWhen_TokenIsUnsupported() public {
        address token = address(new NoInterfaceToken());
        bytes memory reason = abi.encodeWithSelector(IItems.UnsupportedToken.selector, token);
        expectCreateRevert(token, 1, 1, auctionParams(), reason);
    }

    function test_Create_RevertWhen_TheQuantityIsWrong() public {
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector);
        expectCreateRevert(address(stacks), approvedStack(5), 0, auctionParams(), reason);
        reason = abi.encodeWithSelector(IItems.NotASingleItem.selector, 2);
        expectCreateRevert(address(items), approvedItem(), 2, auctionParams(), reason);
        uint256 tooMany = uint256(type(uint64).max) + 1;
        reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, tooMany, type(uint64).max);
        expectCreateRevert(address(stacks), approvedStack(tooMany), tooMany, auctionParams(), reason);
    }

    function test_Create_RevertWhen_NotApproved() public {
        uint256 tokenId = newItem(seller);
        bytes memory reason = abi.encodeWithSelector(
            IERC721Errors.ERC721InsufficientApproval.selector,
            address(marketplace),
            tokenId
        );
        expectCreateRevert(address(items), tokenId, 1, auctionParams(), reason);
        bytes32 id = marketplace.auctionId(auctionTerms(address(items), tokenId, 1, auctionParams()));
        assertEq(uint256(marketplace.getAuction(id).status), uint256(AuctionStatus.None));
    }

    function testFuzz_rule04_Create_RevertWhen_TheEndIsNotAfterTheStart(uint256 start, uint256 end) public {
        start = bound(start, 0, type(uint40).max);
        end = bound(end, 0, start);
        AuctionParams memory params = auctionParams();
        setTimes(params, start, end);
        expectRefused(params, abi.encodeWithSelector(IAuctions.InvalidAuctionTimes.selector, start, end));
    }

    function test_rule04_Create_RevertWhen_ItEndsNow() public {
        AuctionParams memory params = auctionParams();
        setTimes(params, NOW - 1, NOW);
        expectRefused(params, abi.encodeWithSelector(IAuctions.InvalidAuctionTimes.selector, NOW - 1, NOW));
    }

    function testFuzz_rule04_Create_RevertWhen_TheEndIsPast(uint256 start, uint256 end) public {
        end = bound(end, NOW - LONGEST, NOW);
        start = bound(start, end - LONGEST, end - 1);
        AuctionParams memory params = auctionParams();
        setTimes(params, start, end);
        expectRefused(params, abi.encodeWithSelector(IAuctions.InvalidAuctionTimes.selector, start, end));
    }

    function testFuzz_rule04_Create_RevertWhen_TheStartIsTooFar(uint256 start) public {
        start = bound(start, NOW + 30 days + 1, type(uint40).max - 1);
        AuctionParams memory params = auctionParams();
        setTimes(params, start, start + 1);
        expectRefused(params, abi.encodeWithSelector(IAuctions.StartTooFar.selector, start, NOW + 30 days));
    }

    function testFuzz_rule04_Create_RevertWhen_TooLong(uint256 start, uint256 duration) public {
        start = bound(start, NOW - LONGEST, NOW + 30 days);
        duration = bound(duration, LONGEST + 1, type(uint40).max - start);
        AuctionParams memory params = auctionParams();
        setTimes(params, start, start + duration);
        expectRefused(params, abi.encodeWithSelector(IAuctions.AuctionTooLong.selector, duration, LONGEST));
    }

    function test_rule04_Create_TheLongestAndTheFarthestAreTaken() public {
        AuctionParams memory params = auctionParams();
        setTimes(params, NOW + 30 days, NOW + 30 days + LONGEST);
        expectTaken(params);
        setTimes(params, NOW - LONGEST + 1, NOW + 1);
        expectTaken(params);
    }

    function test_rule11_Create_RevertWhen_ThereIsNoLowestPrice() public {
        AuctionParams memory params = auctionParams();
        (params.startPrice, params.reservePrice) = (0, 0);
        expectRefused(params, abi.encodeWithSelector(ICommonErrors.ZeroPrice.selector));
        params.startPrice = 1;
        expectTaken(params);
        (params.startPrice, params.reservePrice) = (0, 1);
        expectTaken(params);
    }

    function testFuzz_Create_RevertWhen_APriceIsTooLarge(uint256 price) public {
        price = bound(price, MAX_AMOUNT + 1, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, price, MAX_AMOUNT);
        AuctionParams memory params = auctionParams();
        params.startPrice = price;
        expectRefused(params, reason);
        (params.startPrice, params.reservePrice) = (1, price);
        expectRefused(params, reason);
    }

    function testFuzz_rule11_Create_RevertWhen_TheIncrementIsOutOfRange(uint256 incrementBps) public {
        if (incrementBps % 2 == 0) incrementBps %= 100;
        else incrementBps = bound(incrementBps, 10_001, type(uint16).max);
        AuctionParams memory params = auctionParams();
        setIncrement(params, incrementBps);
        expectRefused(params, abi.encodeWithSelector(IAuctions.InvalidIncrement.selector, incrementBps));
    }

    function test_rule11_Create_TheLeastAndTheGreatestIncrementAreTaken() public {
        AuctionParams memory params = auctionParams();
        setIncrement(params, 100);
        expectTaken(params);
        setIncrement(params, 10_000);
        expectTaken(params);
    }

    function testFuzz_rule12_Create_RevertWhen_TheBuyoutIsNotAboveTheFirstBid(uint256 price, bool byReserve) public {
        AuctionParams memory params = auctionParams();
        params.reservePrice = byReserve ? RESERVE : 0;
        uint256 firstBid = byReserve ? RESERVE : START_PRICE;
        price = bound(price, 1, firstBid);
        setBuyout(params, price);
        expectRefused(params, abi.encodeWithSelector(IAuctions.BuyoutTooLow.selector, price, firstBid));
        setBuyout(params, firstBid + 1);
        expectTaken(params);
    }

    function testFuzz_rule12_Create_RevertWhen_TheBuyoutIsTooLarge(uint256 price) public {
        price = bound(price, MAX_AMOUNT + 1, type(uint144).max);
        AuctionParams memory params = auctionParams();
        setBuyout(params, price);
        expectRefused(params, abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, price, MAX_AMOUNT));
        setBuyout(params, MAX_AMOUNT);
        expectTaken(params);
    }

    function testFuzz_rule34_Create_RevertWhen_TheRoyaltyIsAboveTheWhole(uint256 bps) public {
        bps = bound(bps, 10_001, type(uint16).max);
        AuctionParams memory params = auctionParams();
        setMaxRoyalty(params, bps);
        expectRefused(params, abi.encodeWithSelector(ICommonErrors.RoyaltyAboveMaximum.selector, bps, 10_000));
        setMaxRoyalty(params, 10_000);
        expectTaken(params);
    }

    function test_Create_TakesAnApprovedItem() public {
        uint256 tokenId = approvedItem();
        AuctionParams memory params = auctionParams();
        bytes32 id = marketplace.auctionId(auctionTerms(address(items), tokenId, 1, params));
        expectCreated(id, address(items), tokenId, 1, params, TokenStandard.ERC721);
        vm.prank(seller);
        assertEq(marketplace.createAuction(address(items), tokenId, 1, params), id);
        assertEq(items.ownerOf(tokenId), address(marketplace));
        assertLive(id, TokenStandard.ERC721, params.rules.end());
    }

    function testFuzz_rule01_rule03_AuctionIdIsTheDigestAndTheSlotKeepsTheRest(
        uint256 quantity,
        AuctionParams memory params
    ) public {
        quantity = bound(quantity, 1, type(uint64).max);
        params.startPrice = bound(params.startPrice, 1, MAX_AMOUNT - 1);
        params.reservePrice = bound(params.reservePrice, 0, MAX_AMOUNT - 1);
        setStart(params, bound(params.rules.start(), NOW, NOW + 30 days));
        setEnd(params, bound(params.rules.end(), params.rules.start() + 1, params.rules.start() + LONGEST));
        setIncrement(params, bound(params.rules.incrementBps(), 100, 10_000));
        setMaxRoyalty(params, bound(params.rules.maxRoyaltyBps(), 0, 10_000));
        uint256 least = (params.startPrice > params.reservePrice ? params.startPrice : params.reservePrice) + 1;
        uint256 buyoutPrice = params.rules.buyoutPrice();
        setBuyout(params, buyoutPrice % 2 == 0 ? 0 : bound(buyoutPrice, least, MAX_AMOUNT));
        uint256 tokenId = approvedStack(quantity);
        Auction memory terms = auctionTerms(address(stacks), tokenId, quantity, params);
        bytes32 id = digestOf(Digests.auction(terms));

        expectCreated(id, address(stacks), tokenId, quantity, params, TokenStandard.ERC1155);
        vm.prank(seller);
        assertEq(marketplace.createAuction(address(stacks), tokenId, quantity, params), id);
        assertEq(marketplace.auctionId(terms), id);
        assertEq(stacks.balanceOf(address(marketplace), tokenId), quantity);
        assertLive(id, TokenStandard.ERC1155, params.rules.end());
    }

    function test_rule02_AuctionIdNeverLivesAgain() public {
        AuctionParams memory params = auctionParams();
        deposit(alice, RESERVE);
        (Auction memory terms, ) = auctionStack(1, params);
        expectIdUsed(terms, params);
        warpToSettlement(terms);
        settleForAlice(terms, RESERVE);
        vm.warp(NOW);
        expectIdUsed(terms, params);

        (terms, ) = auctionStack(1, params);
        finalize(terms);
        vm.warp(NOW);
        expectIdUsed(terms, params);

        setStart(params, NOW + 1);
        (terms, ) = auctionStack(1, params);
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        expectIdUsed(terms, params);

        params.salt = 1;
        vm.prank(seller);
        marketplace.createAuction(address(stacks), terms.tokenId, 1, params);
    }

    function expectIdUsed(Auction memory terms, AuctionParams memory params) internal {
        stacks.mint(seller, terms.tokenId, 1);
        vm.prank(seller);
        stacks.setApprovalForAll(address(marketplace), true);
        bytes memory reason = abi.encodeWithSelector(
            ICommonErrors.IdAlreadyUsed.selector,
            marketplace.auctionId(terms)
        );
        expectCreateRevert(address(stacks), terms.tokenId, 1, params, reason);
    }

    function expectCreated(
        bytes32 id,
        address token,
        uint256 tokenId,
        uint256 quantity,
        AuctionParams memory params,
        TokenStandard standard
    ) internal {
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionCreated(
            id,
            seller,
            token,
            tokenId,
            quantity,
            params.startPrice,
            params.reservePrice,
            params.rules,
            params.salt,
            FEE_BPS,
            standard
        );
    }

    // cancelAuction

    function scheduled() internal returns (Auction memory terms, bytes32 id) {
        AuctionParams memory params = auctionParams();
        setStart(params, NOW + 1 hours);
        return auctionItem(params);
    }

    function test_Cancel_RevertWhen_NotInAuction() public {
        Auction memory unknown = auctionTerms(address(items), 99, 1, auctionParams());
        vm.expectRevert(abi.encodeWithSelector(IAuctions.NotInAuction.selector, marketplace.auctionId(unknown)));
        vm.prank(seller);
        marketplace.cancelAuction(unknown);

        (Auction memory terms, bytes32 id) = scheduled();
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.NotInAuction.selector, id));
        vm.prank(seller);
        marketplace.cancelAuction(terms);

        (terms, id) = scheduled();
        finalize(terms);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.NotInAuction.selector, id));
        vm.prank(seller);
        marketplace.cancelAuction(terms);
    }

    function test_Cancel_RevertWhen_Settled() public {
        deposit(alice, RESERVE);
        (Auction memory terms, bytes32 id) = scheduled();
        warpToSettlement(terms);
        settleForAlice(terms, RESERVE);
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionAlreadySettled.selector, id));
        vm.prank(seller);
        marketplace.cancelAuction(terms);
    }

    function test_Cancel_RevertWhen_NotSeller() public {
        (Auction memory terms, bytes32 id) = scheduled();
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.NotSeller.selector, id, alice));
        vm.prank(alice);
        marketplace.cancelAuction(terms);
    }

    function test_rule30_Cancel_RevertWhen_Started() public {
        (Auction memory terms, bytes32 id) = scheduled();
        vm.warp(terms.rules.start());
        vm.expectRevert(abi.encodeWithSelector(IAuctions.AuctionAlreadyStarted.selector, id, terms.rules.start()));
        vm.prank(seller);
        marketplace.cancelAuction(terms);
    }

    function test_rule30_Cancel_ReturnsTheItemUntilTheStart() public {
        (Auction memory terms, bytes32 id) = scheduled();
        vm.warp(terms.rules.start() - 1);
        vm.expectEmit(address(marketplace));
        emit IAuctions.AuctionCancelled(id);
        vm.prank(seller);
        marketplace.cancelAuction(terms);
        assertEq(items.ownerOf(terms.tokenId), seller);
        AuctionState memory state = marketplace.getAuction(id);
        assertEq(uint256(state.status), uint256(AuctionStatus.Cancelled));
        assertEq(state.endsAt, 0);
    }
}
