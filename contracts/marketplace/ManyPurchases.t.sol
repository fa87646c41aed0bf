// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListingParams, Purchase} from "../interfaces/IListings.sol";
import {RoyaltyERC721} from "../mocks/RoyaltyERC721.sol";
import {MarketplaceFixture} from "../test-support/MarketplaceFixture.sol";

contract ManyPurchasesTest is MarketplaceFixture {
    function test_rule34_BuyMany_PaysTheRoyaltyOfEach() public {
        RoyaltyERC721 art = new RoyaltyERC721();
        address artist = makeAddr("artist");
        art.ask(artist, 10 ether);
        ListingParams memory params = listingParams();
        params.maxRoyaltyBps = 250;
        Purchase[] memory purchases = new Purchase[](2);
        for (uint256 i = 0; i < 2; ++i) {
            art.mint(seller, i);
            purchases[i] = Purchase(listingTerms(address(art), i, 1, params), 1, PRICE);
            vm.prank(seller);
            art.safeTransferFrom(seller, address(marketplace), i, listingData(params));
        }
        fund(alice, 2 * PRICE);
        vm.prank(alice);
        (, uint256 spent) = marketplace.buyMany(purchases, 2 * PRICE, alice);
        assertEq(spent, 2 * PRICE);
        assertEq(currency.balanceOf(alice), 0);
        assertEq(currency.balanceOf(artist), PRICE / 20);
        assertEq(currency.balanceOf(seller), 2 * PRICE - PRICE / 10 - PRICE / 20);
        assertEq(surplus(), PRICE / 10);
    }
}
