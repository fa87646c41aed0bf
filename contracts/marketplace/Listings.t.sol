// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems, TokenStandard} from "../interfaces/IItems.sol";
import {IListings, Listing, ListingParams, ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {ListingSchedule, ListingScheduleLib} from "../libraries/ListingSchedule.sol";
import {NoInterfaceToken} from "../mocks/NoInterfaceToken.sol";
import {Digests} from "../test-support/Digests.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC1155Errors, IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract ListingsTest is MarketplaceFixture {
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

    function expectListRevert(
        address token,
        uint256 tokenId,
        uint256 quantity,
        ListingParams memory params,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(seller);
        marketplace.list(token, tokenId, quantity, params);
    }

    function assertState(
        bytes32 id,
        uint256 price,
        uint256 remaining,
        TokenStandard standard,
        ListingStatus status
    ) internal view {
        ListingState memory state = marketplace.getListing(id);
        assertEq(state.price, price);
        assertEq(state.remaining, remaining);
        assertEq(state.feeBps, FEE_BPS);
        assertEq(uint256(state.standard), uint256(standard));
        assertEq(uint256(state.status), uint256(status));
    }

    // list

    function test_List_RevertWhen_Paused() public {
        uint256 tokenId = approvedItem();
        pause();
        expectListRevert(
            address(items),
            tokenId,
            1,
            listingParams(),
            abi.encodeWithSelector(Pausable.EnforcedPause.selector)
        );
    }

    function test_List_RevertWhen_TokenHasNoInterface() public {
        address token = address(new NoInterfaceToken());
        bytes memory reason = abi.encodeWithSelector(IItems.UnsupportedToken.selector, token);
        expectListRevert(token, 1, 1, listingParams(), reason);
    }

    function test_List_RevertWhen_TokenHasNoCode() public {
        bytes memory reason = abi.encodeWithSelector(IItems.UnsupportedToken.selector, carol);
        expectListRevert(carol, 1, 1, listingParams(), reason);
    }

    function test_List_RevertWhen_TokenIsOfAnotherKind() public {
        // The Marketplace has ERC-165 and is no token.
        bytes memory reason = abi.encodeWithSelector(IItems.UnsupportedToken.selector, address(marketplace));
        expectListRevert(address(marketplace), 1, 1, listingParams(), reason);
    }

    function test_List_RevertWhen_NotApproved() public {
        uint256 tokenId = newItem(seller);
        bytes32 id = marketplace.listingId(listingTerms(address(items), tokenId, 1, listingParams()));
        bytes memory reason = abi.encodeWithSelector(
            IERC721Errors.ERC721InsufficientApproval.selector,
            address(marketplace),
            tokenId
        );
        expectListRevert(address(items), tokenId, 1, listingParams(), reason);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.None));
        assertEq(items.ownerOf(tokenId), seller);

        uint256 stackId = newStack(seller, 5);
        reason = abi.encodeWithSelector(
            IERC1155Errors.ERC1155MissingApprovalForAll.selector,
            address(marketplace),
            seller
        );
        expectListRevert(address(stacks), stackId, 5, listingParams(), reason);
    }

    function test_List_RevertWhen_CallerIsNotTheOwner() public {
        uint256 tokenId = approvedItem();
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721IncorrectOwner.selector, alice, tokenId, seller));
        vm.prank(alice);
        marketplace.list(address(items), tokenId, 1, listingParams());
    }

    function test_List_RevertWhen_MoreThanOwned() public {
        uint256 tokenId = approvedStack(5);
        bytes memory reason = abi.encodeWithSelector(
            IERC1155Errors.ERC1155InsufficientBalance.selector,
            seller,
            5,
            6,
            tokenId
        );
        expectListRevert(address(stacks), tokenId, 6, listingParams(), reason);
    }

    function test_List_RevertWhen_ZeroQuantity() public {
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.ZeroQuantity.selector);
        expectListRevert(address(stacks), approvedStack(5), 0, listingParams(), reason);
        expectListRevert(address(items), approvedItem(), 0, listingParams(), reason);
    }

    function testFuzz_List_RevertWhen_NotASingleItem(uint256 quantity) public {
        quantity = bound(quantity, 2, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(IItems.NotASingleItem.selector, quantity);
        expectListRevert(address(items), approvedItem(), quantity, listingParams(), reason);
    }

    function testFuzz_List_RevertWhen_QuantityTooLarge(uint256 quantity) public {
        quantity = bound(quantity, uint256(type(uint64).max) + 1, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, quantity, type(uint64).max);
        expectListRevert(address(stacks), approvedStack(quantity), quantity, listingParams(), reason);
    }

    function test_List_RevertWhen_ZeroPrice() public {
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.ZeroPrice.selector);
        expectListRevert(address(items), approvedItem(), 1, fixedPrice(0, 0, 0), reason);
    }

    function testFuzz_List_RevertWhen_PriceTooLarge(uint256 price) public {
        price = bound(price, MAX_AMOUNT + 1, type(uint256).max);
        bytes memory reason = abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, price, MAX_AMOUNT);
        expectListRevert(address(items), approvedItem(), 1, fixedPrice(price, 0, 0), reason);
    }

    function testFuzz_List_RevertWhen_ExpiryInPast(uint256 expiry) public {
        expiry = bound(expiry, 1, NOW);
        bytes memory reason = abi.encodeWithSelector(IListings.ExpiryInPast.selector, expiry);
        expectListRevert(address(items), approvedItem(), 1, fixedPrice(PRICE, expiry, 0), reason);
    }

    function test_rule02_ListingIdNeverLivesAgain() public {
        fund(alice, 2 * PRICE);
        (Listing memory terms, bytes32 id) = listStack(1, listingParams());
        bytes memory used = abi.encodeWithSelector(ICommonErrors.IdAlreadyUsed.selector, id);
        stacks.mint(seller, terms.tokenId, 1);
        vm.prank(seller);
        stacks.setApprovalForAll(address(marketplace), true);
        expectListRevert(address(stacks), terms.tokenId, 1, listingParams(), used);

        vm.prank(alice);
        marketplace.buy(terms, 1, PRICE, alice);
        expectListRevert(address(stacks), terms.tokenId, 1, listingParams(), used);

        (terms, id) = listStack(1, listingParams());
        used = abi.encodeWithSelector(ICommonErrors.IdAlreadyUsed.selector, id);
        vm.prank(seller);
        marketplace.cancelListing(terms);
        expectListRevert(address(stacks), terms.tokenId, 1, listingParams(), used);

        // Another price is no other listing, another salt is.
        expectListRevert(address(stacks), terms.tokenId, 1, fixedPrice(PRICE + 1, 0, 0), used);
        vm.prank(seller);
        marketplace.list(address(stacks), terms.tokenId, 1, fixedPrice(PRICE, 0, 1));
    }

    function test_List_TakesAnApprovedItem() public {
        uint256 tokenId = approvedItem();
        ListingParams memory params = fixedPrice(PRICE, NOW + 1, 7);
        bytes32 id = marketplace.listingId(listingTerms(address(items), tokenId, 1, params));

        vm.expectEmit(address(marketplace));
        emit IListings.ListingCreated(
            id,
            seller,
            address(items),
            tokenId,
            1,
            PRICE,
            params.schedule.listed(NOW),
            address(0),
            0,
            7,
            FEE_BPS,
            TokenStandard.ERC721
        );
        vm.prank(seller);
        assertEq(marketplace.list(address(items), tokenId, 1, params), id);
        assertEq(items.ownerOf(tokenId), address(marketplace));
        assertState(id, PRICE, 1, TokenStandard.ERC721, ListingStatus.Active);
    }

    function testFuzz_rule01_rule03_ListingIdIsTheDigestAndTheSlotKeepsTheRest(
        uint256 quantity,
        uint256 expiry,
        ListingParams memory params
    ) public {
        quantity = bound(quantity, 1, type(uint64).max);
        params.price = bound(params.price, 1, MAX_AMOUNT);
        params.maxRoyaltyBps = bound(params.maxRoyaltyBps, 0, 10_000);
        params.schedule = ListingScheduleLib.pack(0, 0, 0, uint40(bound(expiry, NOW + 1, type(uint40).max)));
        uint256 tokenId = approvedStack(quantity);
        Listing memory terms = listingTerms(address(stacks), tokenId, quantity, params);
        bytes32 id = digestOf(Digests.listing(terms));

        vm.expectEmit(address(marketplace));
        emit IListings.ListingCreated(
            id,
            seller,
            address(stacks),
            tokenId,
            quantity,
            params.price,
            params.schedule.listed(NOW),
            params.taker,
            params.maxRoyaltyBps,
            params.salt,
            FEE_BPS,
            TokenStandard.ERC1155
        );
        vm.prank(seller);
        assertEq(marketplace.list(address(stacks), tokenId, quantity, params), id);
        assertEq(marketplace.listingId(terms), id);
        assertEq(stacks.balanceOf(address(marketplace), tokenId), quantity);
        assertState(id, params.price, quantity, TokenStandard.ERC1155, ListingStatus.Active);
    }

    // updatePrice

    function test_UpdatePrice_RevertWhen_NotActive() public {
        fund(alice, PRICE);
        Listing memory unknown = listingTerms(address(items), 99, 1, listingParams());
        expectNotActive(marketplace.listingId(unknown));
        vm.prank(seller);
        marketplace.updatePrice(unknown, PRICE);

        (Listing memory sold, bytes32 id) = listItem(listingParams());
        vm.prank(alice);
        marketplace.buy(sold, 1, PRICE, alice);
        expectNotActive(id);
        vm.prank(seller);
        marketplace.updatePrice(sold, PRICE);

        Listing memory cancelled;
        (cancelled, id) = listItem(listingParams());
        vm.prank(seller);
        marketplace.cancelListing(cancelled);
        expectNotActive(id);
        vm.prank(seller);
        marketplace.updatePrice(cancelled, PRICE);
    }

    function test_UpdatePrice_RevertWhen_NotSeller() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.NotSeller.selector, id, alice));
        vm.prank(alice);
        marketplace.updatePrice(terms, 1);
    }

    function test_UpdatePrice_RevertWhen_PriceIsOutOfRange() public {
        (Listing memory terms, ) = listItem(listingParams());
        vm.expectRevert(ICommonErrors.ZeroPrice.selector);
        vm.prank(seller);
        marketplace.updatePrice(terms, 0);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.AmountTooLarge.selector, MAX_AMOUNT + 1, MAX_AMOUNT));
        vm.prank(seller);
        marketplace.updatePrice(terms, MAX_AMOUNT + 1);
    }

    function testFuzz_UpdatePrice_ChangesOnlyThePrice(uint256 price) public {
        price = bound(price, 1, MAX_AMOUNT);
        (Listing memory terms, bytes32 id) = listStack(9, fixedPrice(PRICE, NOW + 1, 0));
        pause();
        vm.warp(NOW + 1);
        vm.expectEmit(address(marketplace));
        emit IListings.ListingPriceUpdated(id, price);
        vm.prank(seller);
        marketplace.updatePrice(terms, price);
        assertState(id, price, 9, TokenStandard.ERC1155, ListingStatus.Active);
    }

    // cancelListing

    function test_Cancel_RevertWhen_NotActive() public {
        fund(alice, PRICE);
        Listing memory unknown = listingTerms(address(items), 99, 1, listingParams());
        expectNotActive(marketplace.listingId(unknown));
        vm.prank(seller);
        marketplace.cancelListing(unknown);

        (Listing memory sold, bytes32 id) = listItem(listingParams());
        vm.prank(alice);
        marketplace.buy(sold, 1, PRICE, alice);
        expectNotActive(id);
        vm.prank(seller);
        marketplace.cancelListing(sold);
    }

    function test_Cancel_RevertWhen_NotSeller() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.NotSeller.selector, id, alice));
        vm.prank(alice);
        marketplace.cancelListing(terms);
    }

    function test_Cancel_ReturnsAnItem() public {
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.expectEmit(address(marketplace));
        emit IListings.ListingCancelled(id, 1);
        vm.prank(seller);
        marketplace.cancelListing(terms);
        assertEq(items.ownerOf(terms.tokenId), seller);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Ended));

        expectNotActive(id);
        vm.prank(seller);
        marketplace.cancelListing(terms);
    }

    function testFuzz_Cancel_ReturnsWhatIsLeft(uint256 quantity, uint256 bought) public {
        quantity = bound(quantity, 2, 1_000);
        bought = bound(bought, 1, quantity - 1);
        (Listing memory terms, bytes32 id) = listStack(quantity, fixedPrice(PRICE, NOW + 1, 0));
        fund(alice, bought * PRICE);
        vm.prank(alice);
        marketplace.buy(terms, bought, bought * PRICE, alice);

        vm.warp(NOW + 1);
        vm.expectEmit(address(marketplace));
        emit IListings.ListingCancelled(id, quantity - bought);
        vm.prank(seller);
        marketplace.cancelListing(terms);
        assertEq(stacks.balanceOf(seller, terms.tokenId), quantity - bought);
        assertEq(stacks.balanceOf(alice, terms.tokenId), bought);
        assertEq(stacks.balanceOf(address(marketplace), terms.tokenId), 0);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.None));
    }

    function expectNotActive(bytes32 id) internal {
        vm.expectRevert(abi.encodeWithSelector(IListings.ListingNotActive.selector, id));
    }
}
