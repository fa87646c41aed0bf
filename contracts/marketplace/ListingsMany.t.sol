// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IItems} from "../interfaces/IItems.sol";
import {IListings, Listing, ListingParams, ListingStatus, Permit, Purchase} from "../interfaces/IListings.sol";
import {PermitERC20} from "../mocks/PermitERC20.sol";
import {PlainERC20} from "../mocks/PlainERC20.sol";
import {RevertingERC721} from "../mocks/RevertingERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

contract ListingsManyTest is MarketplaceFixture {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function newCurrency() internal override returns (PlainERC20) {
        return new PermitERC20();
    }

    function three() internal returns (Purchase[] memory purchases) {
        purchases = new Purchase[](3);
        (purchases[0].terms, ) = listItem(fixedPrice(10 ether, 0, 0));
        (purchases[1].terms, ) = listStack(5, fixedPrice(20 ether, 0, 0));
        (purchases[2].terms, ) = listItem(fixedPrice(30 ether, 0, 0));
        (purchases[0].quantity, purchases[1].quantity, purchases[2].quantity) = (1, 2, 1);
        (purchases[0].maxTotal, purchases[1].maxTotal, purchases[2].maxTotal) = (10 ether, 40 ether, 30 ether);
    }

    function expectSkipped(Listing memory terms, bytes memory reason) internal {
        vm.expectEmit(address(marketplace));
        emit IListings.PurchaseSkipped(marketplace.listingId(terms), alice, reason);
    }

    // buyMany

    function test_BuyMany_FromSeveralSellers() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        address first = seller;
        seller = bob;
        (purchases[1].terms, ) = listStack(5, fixedPrice(20 ether, 0, 0));
        seller = first;
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 80 ether, carol);
        assertEq(spent, 80 ether);
        assertEq(abi.encode(bought), abi.encode(listOf(1, 2, 1)));
        assertEq(currency.balanceOf(alice), 920 ether);
        assertEq(currency.balanceOf(seller), 38 ether);
        assertEq(currency.balanceOf(bob), 38 ether);
        assertEq(surplus(), 4 ether);
        assertEq(items.ownerOf(purchases[0].terms.tokenId), carol);
        assertEq(items.ownerOf(purchases[2].terms.tokenId), carol);
        assertEq(stacks.balanceOf(carol, purchases[1].terms.tokenId), 2);
    }

    /// @dev One seller of two listings cancels the dear one and lifts the cheap one to what it leaves of the basket's total.
    function test_BuyMany_NoListingEatsWhatASkippedOneLeaves() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = new Purchase[](2);
        (purchases[0].terms, ) = listItem(fixedPrice(100 ether, 0, 0));
        (purchases[1].terms, ) = listItem(fixedPrice(1 ether, 0, 0));
        (purchases[0].quantity, purchases[1].quantity) = (1, 1);
        (purchases[0].maxTotal, purchases[1].maxTotal) = (100 ether, 1 ether);
        bytes32 gone = marketplace.listingId(purchases[0].terms);
        bytes32 dear = marketplace.listingId(purchases[1].terms);
        vm.startPrank(seller);
        marketplace.cancelListing(purchases[0].terms);
        marketplace.updatePrice(purchases[1].terms, 101 ether);
        vm.stopPrank();
        expectSkipped(purchases[0].terms, abi.encodeWithSelector(IListings.ListingNotActive.selector, gone));
        bytes4 selector = IListings.PriceAboveMaximum.selector;
        expectSkipped(purchases[1].terms, abi.encodeWithSelector(selector, dear, 101 ether, 1 ether));
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 101 ether, alice);
        assertEq(abi.encode(bought), abi.encode(new uint256[](2)));
        assertEq(spent, 0);
    }

    function test_BuyMany_SkipsWhatIsAboveItsOwnMaximumAndTriesTheNext() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        purchases[1].maxTotal -= 1;
        bytes32 dear = marketplace.listingId(purchases[1].terms);
        bytes4 selector = IListings.PriceAboveMaximum.selector;
        expectSkipped(purchases[1].terms, abi.encodeWithSelector(selector, dear, 40 ether, 40 ether - 1));
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 1_000 ether, alice);
        assertEq(abi.encode(bought), abi.encode(listOf(1, 0, 1)));
        assertEq(spent, 40 ether);
    }

    function test_BuyMany_SkipsWhatIsGoneAndSaysWhy() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        vm.prank(alice);
        marketplace.buy(purchases[0].terms, 1, 10 ether, alice);
        bytes32 gone = marketplace.listingId(purchases[0].terms);
        expectSkipped(purchases[0].terms, abi.encodeWithSelector(IListings.ListingNotActive.selector, gone));
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 70 ether, alice);
        assertEq(abi.encode(bought), abi.encode(listOf(0, 2, 1)));
        assertEq(spent, 70 ether);
        assertEq(currency.balanceOf(alice), 920 ether);
    }

    function test_BuyMany_SkipsWhatIsAboveTheTotalAndTriesTheNext() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        bytes32 dear = marketplace.listingId(purchases[1].terms);
        bytes4 selector = IListings.PriceAboveMaximum.selector;
        expectSkipped(purchases[1].terms, abi.encodeWithSelector(selector, dear, 40 ether, 35 ether));
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 45 ether, alice);
        assertEq(abi.encode(bought), abi.encode(listOf(1, 0, 1)));
        assertEq(spent, 40 ether);
    }

    function test_BuyMany_TheSameTwiceIsBoughtOnce() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        purchases[2] = purchases[0];
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 1_000 ether, alice);
        assertEq(abi.encode(bought), abi.encode(listOf(1, 2, 0)));
        assertEq(spent, 50 ether);
    }

    function test_rule33_BuyMany_AnItemThatCannotMoveIsLeftOutAndStaysListed() public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        RevertingERC721 frozen = new RevertingERC721();
        frozen.mint(seller, 1);
        ListingParams memory params = fixedPrice(10 ether, 0, 0);
        vm.prank(seller);
        frozen.safeTransferFrom(seller, address(marketplace), 1, listingData(params));
        frozen.setFrozen(true);
        purchases[0].terms = listingTerms(address(frozen), 1, 1, params);
        bytes32 id = marketplace.listingId(purchases[0].terms);
        expectSkipped(purchases[0].terms, abi.encodeWithSelector(IItems.TradeFailed.selector, id));
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 80 ether, alice);
        assertEq(abi.encode(bought), abi.encode(listOf(0, 2, 1)));
        assertEq(spent, 70 ether);
        assertEq(uint256(marketplace.getListing(id).status), uint256(ListingStatus.Active));
        assertEq(marketplace.getListing(id).remaining, 1);
    }

    function testFuzz_BuyMany_SumInIsSumOut(
        uint256[3] memory quantities,
        uint256[3] memory maxima,
        uint256 maxTotal
    ) public {
        fund(alice, 1_000 ether);
        Purchase[] memory purchases = three();
        for (uint256 i = 0; i < 3; i++) {
            purchases[i].quantity = bound(quantities[i], 0, 6);
            purchases[i].maxTotal = bound(maxima[i], 0, 200 ether);
        }
        maxTotal = bound(maxTotal, 0, 200 ether);
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, maxTotal, alice);
        assertEq(spent, bought[0] * 10 ether + bought[1] * 20 ether + bought[2] * 30 ether);
        assertLe(spent, maxTotal);
        assertEq(currency.balanceOf(alice), 1_000 ether - spent);
        assertEq(currency.balanceOf(seller) + surplus(), spent);
        assertEq(stacks.balanceOf(alice, purchases[1].terms.tokenId), bought[1]);
        assertEq(items.ownerOf(purchases[0].terms.tokenId) == alice, bought[0] == 1);
        for (uint256 i = 0; i < 3; i++) {
            assertTrue(bought[i] == 0 || bought[i] == purchases[i].quantity);
            assertLe(bought[i] * (i + 1) * 10 ether, purchases[i].maxTotal);
        }
    }

    function test_BuyMany_RevertWhen_PausedOrTheRecipientIsInvalidOrTheBuyerCannotPay() public {
        Purchase[] memory purchases = three();
        vm.startPrank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommonErrors.InvalidRecipient.selector, address(0)));
        marketplace.buyMany(purchases, 80 ether, address(0));
        bytes4 selector = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(marketplace), 0, 76 ether));
        marketplace.buyMany(purchases, 80 ether, alice);
        vm.stopPrank();
        pause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(alice);
        marketplace.buyMany(purchases, 80 ether, alice);
    }

    function test_BuyMany_OfNothing() public {
        vm.prank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(new Purchase[](0), 0, alice);
        assertEq(bought.length, 0);
        assertEq(spent, 0);
    }

    // buyWithPermit

    function permitOf(uint256 key, uint256 value) internal view returns (Permit memory permit) {
        PermitERC20 token = PermitERC20(address(currency));
        address owner = vm.addr(key);
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, owner, address(marketplace), value, token.nonces(owner), time() + 1)
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = vm.sign(key, digest);
        (permit.value, permit.deadline) = (value, time() + 1);
    }

    function test_BuyWithPermit_NeedsNoApproval() public {
        currency.mint(alice, PRICE);
        (Listing memory terms, ) = listItem(listingParams());
        Permit memory permit = permitOf(aliceKey, PRICE);
        vm.prank(alice);
        assertEq(marketplace.buyWithPermit(terms, 1, PRICE, alice, permit), PRICE);
        assertEq(items.ownerOf(terms.tokenId), alice);
        assertEq(currency.allowance(alice, address(marketplace)), 0);
    }

    function testFuzz_BuyWithPermit_SpendsWhatIsPermitted(uint256 units, uint256 price, uint256 value) public {
        units = bound(units, 1, 1_000);
        price = bound(price, 1, 1 ether);
        uint256 total = units * price;
        value = bound(value, 0, 2 * total);
        currency.mint(alice, total);
        (Listing memory terms, ) = listStack(1_000, fixedPrice(price, 0, 0));
        Permit memory permit = permitOf(aliceKey, value);
        bool enough = value >= total;
        if (!enough) expectAllowanceRevert(value, total);
        vm.prank(alice);
        marketplace.buyWithPermit(terms, units, total, alice, permit);
        assertEq(stacks.balanceOf(alice, terms.tokenId), enough ? units : 0);
        assertEq(currency.balanceOf(alice), enough ? 0 : total);
        assertEq(currency.allowance(alice, address(marketplace)), enough ? value - total : 0);
    }

    /// @dev The seller is paid first, then the fee.
    function expectAllowanceRevert(uint256 allowed, uint256 total) internal {
        uint256 fee = (total * FEE_BPS + 9_999) / 10_000;
        uint256 proceeds = total - fee;
        (uint256 left, uint256 needed) = allowed < proceeds ? (allowed, proceeds) : (allowed - proceeds, fee);
        bytes4 selector = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(marketplace), left, needed));
    }

    function test_rule35_BuyWithPermit_AFailedPermitIsIgnoredWhereTheAllowanceSuffices() public {
        currency.mint(alice, PRICE);
        (Listing memory terms, ) = listItem(listingParams());
        Permit memory permit = permitOf(aliceKey, PRICE);
        // Somebody sends it ahead.
        PermitERC20(address(currency)).permit(
            alice,
            address(marketplace),
            permit.value,
            permit.deadline,
            permit.v,
            permit.r,
            permit.s
        );
        vm.prank(alice);
        marketplace.buyWithPermit(terms, 1, PRICE, alice, permit);
        assertEq(items.ownerOf(terms.tokenId), alice);
    }

    function test_BuyWithPermit_RevertWhen_ThePermitIsAnothersAndNothingIsAllowed() public {
        currency.mint(alice, PRICE);
        (Listing memory terms, ) = listItem(listingParams());
        Permit memory permit = permitOf(bobKey, PRICE);
        bytes4 selector = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(marketplace), 0, 95 ether));
        vm.prank(alice);
        marketplace.buyWithPermit(terms, 1, PRICE, alice, permit);
    }

    function test_BuyWithPermit_RevertWhen_Paused() public {
        (Listing memory terms, ) = listItem(listingParams());
        Permit memory permit = permitOf(aliceKey, PRICE);
        pause();
        vm.expectRevert(Pausable.EnforcedPause.selector);
        vm.prank(alice);
        marketplace.buyWithPermit(terms, 1, PRICE, alice, permit);
    }

    function listOf(uint256 a, uint256 b, uint256 c) internal pure returns (uint256[] memory list) {
        list = new uint256[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }
}
