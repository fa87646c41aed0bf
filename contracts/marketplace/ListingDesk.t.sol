// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IListings, Listing, ListingStatus, Permit, Purchase} from "../interfaces/IListings.sol";
import {DeployedMarketplace} from "../test-support/DeployedMarketplace.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

/// @dev As in OnlyDelegated.sol, which is compiled into the desks alone.
error NotDelegated();

contract ListingDeskTest is MarketplaceFixture {
    DeployedMarketplace internal desk;

    function setUp() public override {
        super.setUp();
        desk = DeployedMarketplace(marketplace.LISTING_DESK());
    }

    function test_Desk_FitsIntoEip170() public view {
        assertLe(address(desk).code.length, 24_576);
        assertGt(address(desk).code.length, 0);
    }

    /// @dev By every function of the desk.
    function test_Desk_RevertWhen_CalledItself() public {
        (Listing memory terms, ) = listItem(listingParams());
        bytes[5] memory calls = [
            abi.encodeCall(desk.updatePrice, (terms, 1)),
            abi.encodeCall(desk.cancelListing, (terms)),
            abi.encodeCall(desk.buyMany, (new Purchase[](0), 0, seller)),
            abi.encodeCall(desk.buyWithPermit, (terms, 1, PRICE, seller, Permit(PRICE, NOW, 27, 0, 0))),
            abi.encodeCall(desk.buyWithCredit, (terms, 1, PRICE, seller))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(seller);
            (bool success, bytes memory answer) = address(desk).call(calls[i]);
            assertFalse(success);
            assertEq(answer, abi.encodeWithSelector(NotDelegated.selector));
        }
    }

    function test_Desk_WorksOnTheMarketplaceStateAndLeavesItsOwnEmpty() public {
        (Listing memory terms, bytes32 id) = listStack(5, listingParams());
        vm.expectEmit(address(marketplace));
        emit IListings.ListingPriceUpdated(id, 2 * PRICE);
        vm.prank(seller);
        marketplace.updatePrice(terms, 2 * PRICE);
        assertEq(marketplace.getListing(id).price, 2 * PRICE);
        vm.prank(seller);
        marketplace.cancelListing(terms);
        assertEq(stacks.balanceOf(seller, terms.tokenId), 5);
        for (uint256 slot = 0; slot < 32; ++slot) assertEq(vm.load(address(desk), bytes32(slot)), bytes32(0));
    }

    /// @dev What it returns passes through, and the lock is open again for the next call.
    function test_Desk_AnswersThroughTheMarketplace() public {
        fund(alice, 3 * PRICE);
        Purchase[] memory purchases = new Purchase[](1);
        (purchases[0].terms, ) = listStack(3, listingParams());
        (purchases[0].quantity, purchases[0].maxTotal) = (2, 2 * PRICE);
        vm.startPrank(alice);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(purchases, 2 * PRICE, alice);
        assertEq(bought.length, 1);
        assertEq(bought[0], 2);
        assertEq(spent, 2 * PRICE);
        assertEq(marketplace.buyWithCredit(purchases[0].terms, 1, PRICE, alice), PRICE);
        vm.stopPrank();
        bytes32 id = marketplace.listingId(purchases[0].terms);
        assertTrue(marketplace.getListing(id).status != ListingStatus.Active);
    }

    /// @dev The desk was deployed as another contract: the domain that it cached is not the one that it runs under.
    function testFuzz_Desk_HashesUnderTheMarketplaceDomain(uint64 chainId) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        (Listing memory terms, bytes32 id) = listItem(listingParams());
        vm.expectEmit(address(marketplace));
        emit IListings.ListingCancelled(id, 1);
        vm.prank(seller);
        marketplace.cancelListing(terms);
    }
}
