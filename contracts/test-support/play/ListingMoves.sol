// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Listing, ListingParams, ListingState, ListingStatus, Permit, Purchase} from "../../interfaces/IListings.sol";
import {PermitERC20} from "../../mocks/PermitERC20.sol";
import {VaultMoves} from "./VaultMoves.sol";

/// @title ListingMoves
/// @notice What people do with listings.
abstract contract ListingMoves is VaultMoves {
    uint256 private constant MOST_LISTINGS = 12;

    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    /// @dev What somebody buys, and what it must come to.
    struct Basket {
        address buyer;
        uint256 limit;
        Purchase[] purchases;
        uint256[] bought;
        uint256 spent;
        uint256 fees;
        int256[] worths;
    }

    function list(uint256 who, uint256 quantity, uint256 price, uint256 expiry, uint256 salt) external watched {
        if (marketplace.paused() || _listings.length == MOST_LISTINGS) return;
        seller = pick(who);
        price = bound(price, 2, 500 ether);
        ListingParams memory params =
            salt % 3 == 0
                ? fallingPrice(price, bound(expiry, 1, price - 1), time(), time() + bound(expiry, 1, 10 days))
                : fixedPrice(price, expiry % 2 == 0 ? 0 : time() + bound(expiry, 1, 10 days), salt);
        if (salt % 5 == 0) params.taker = pick(salt);
        params.maxRoyaltyBps = salt % 10_001;
        Listing memory terms;
        if (quantity % 2 == 0) (terms, ) = listItem(params);
        else {
            makeAccept(seller);
            (terms, ) = listStack(bound(quantity, 1, 20), params);
        }
        addListing(terms);
    }

    /// @dev The seller changes the price, or takes back what is left.
    function manageListing(uint256 which, uint256 price, uint256 how) external watched {
        if (_listings.length == 0) return;
        (Listing memory terms, ListingState memory state) = activeListing(which);
        if (state.status != ListingStatus.Active) return;
        price = bound(price, uint256(terms.schedule.endPrice()) + 1, 501 ether);
        vm.prank(terms.seller);
        if (how % 3 == 0) marketplace.cancelListing(terms);
        else marketplace.updatePrice(terms, price);
    }

    function buy(uint256 who, uint256 which, uint256 quantity, bool useCredit) external watched {
        Basket memory basket = basketOfOne(who, which, quantity, useCredit);
        if (basket.spent == 0) return;
        vm.prank(basket.buyer);
        uint256 total =
            useCredit
                ? marketplace.buyWithCredit(basket.purchases[0].terms, basket.bought[0], basket.spent, basket.buyer)
                : marketplace.buy(basket.purchases[0].terms, basket.bought[0], basket.spent, basket.buyer);
        assertEq(total, basket.spent);
        checkSale(basket);
    }

    /// @dev With a permit that is just enough, or with a broken one besides an allowance.
    function buyWithPermit(uint256 who, uint256 which, uint256 quantity, bool broken) external watched {
        Basket memory basket = basketOfOne(who, which, quantity, false);
        if (basket.spent == 0) return;
        address buyer = basket.buyer;
        Permit memory permit = permitBy(buyer, basket.spent);
        if (broken) permit.deadline += 1;
        else approve(buyer, 0);
        vm.prank(buyer);
        marketplace.buyWithPermit(basket.purchases[0].terms, basket.bought[0], basket.spent, buyer, permit);
        checkSale(basket);
        if (broken) return;
        assertEq(currency.allowance(buyer, address(marketplace)), 0);
        approve(buyer, type(uint256).max);
    }

    /// @dev Of many, some of which are gone, expired, another's or dearer than their own maximum or the basket's, and some named
    /// twice.
    function buyMany(uint256 who, uint256 which, uint256[4] calldata quantities, uint256 limit) external watched {
        if (_listings.length == 0 || marketplace.paused()) return;
        Basket memory basket = startBasket(pick(who), 4);
        basket.limit = bound(limit, 0, least(purseOf(basket.buyer), 5_000 ether));
        for (uint256 i = 0; i < 4; i++) {
            uint256 index = (which >> (i * 8)) % _listings.length;
            basket.purchases[i].maxTotal = quantities[i] % 3 == 0 ? quantities[i] % 1_000 ether : type(uint256).max;
            put(basket, i, _listings[index], bound(quantities[i], 1, _listings[index].quantity));
        }
        vm.prank(basket.buyer);
        (uint256[] memory bought, uint256 spent) = marketplace.buyMany(basket.purchases, basket.limit, basket.buyer);
        assertEq(abi.encode(bought), abi.encode(basket.bought));
        assertEq(spent, basket.spent);
        checkSale(basket);
    }

    function isExpired(Listing memory terms) private view returns (bool) {
        uint256 expiry = terms.schedule.expiry();
        return expiry != 0 && time() >= expiry;
    }

    function startBasket(address buyer, uint256 size) private view returns (Basket memory basket) {
        basket.buyer = buyer;
        basket.limit = purseOf(buyer);
        basket.purchases = new Purchase[](size);
        basket.bought = new uint256[](size);
        basket.worths = worths();
    }

    /// @dev What can be bought of a listing now; nothing spent where that is nothing.
    function basketOfOne(
        uint256 who,
        uint256 which,
        uint256 quantity,
        bool useCredit
    ) private view returns (Basket memory basket) {
        if (_listings.length == 0 || marketplace.paused()) return basket;
        (Listing memory terms, ListingState memory state) = activeListing(which);
        if (state.status != ListingStatus.Active) return basket;
        basket = startBasket(terms.taker == address(0) ? pick(who) : terms.taker, 1);
        if (useCredit) basket.limit += marketplace.vaultOf(basket.buyer).credit;
        basket.purchases[0].maxTotal = basket.limit;
        put(basket, 0, terms, bound(quantity, 1, state.remaining));
    }

    /// @dev Puts a listing into a basket, and what it adds to what the basket comes to if it can be bought.
    function put(Basket memory basket, uint256 place, Listing memory terms, uint256 quantity) private view {
        ListingState memory state = marketplace.getListing(marketplace.listingId(terms));
        (basket.purchases[place].terms, basket.purchases[place].quantity) = (terms, quantity);
        uint256 left = state.remaining;
        for (uint256 i = 0; i < place; i++) {
            bytes32 other = keccak256(abi.encode(basket.purchases[i].terms));
            if (other == keccak256(abi.encode(terms))) left -= basket.bought[i];
        }
        if (quantity > left || isExpired(terms)) return;
        if (terms.taker != address(0) && terms.taker != basket.buyer) return;
        uint256 total = quantity * terms.schedule.priceAt(state.price, time());
        if (total > basket.purchases[place].maxTotal || basket.spent + total > basket.limit) return;
        basket.bought[place] = quantity;
        basket.spent += total;
        split(basket, terms, total, state);
    }

    /// @dev Sum in is sum out: buyer, seller, artist and fee.
    function split(Basket memory basket, Listing memory terms, uint256 total, ListingState memory state) private view {
        uint256 fee = feeOf(total, state.feeBps);
        (address artist, uint256 royalty) = royaltyOf(terms.token, total, fee, state.maxRoyaltyBps);
        basket.fees += fee;
        add(basket.worths, basket.buyer, -int256(total));
        add(basket.worths, artist, int256(royalty));
        add(basket.worths, terms.seller, int256(total - fee - royalty));
    }

    function checkSale(Basket memory basket) private {
        _feesEarned += basket.fees;
        assertWorths(basket.worths);
    }

    function approve(address owner, uint256 amount) private {
        vm.prank(owner);
        currency.approve(address(marketplace), amount);
    }

    function permitBy(address owner, uint256 value) private view returns (Permit memory permit) {
        PermitERC20 token = PermitERC20(address(currency));
        bytes32 structHash = keccak256(
            abi.encode(PERMIT_TYPEHASH, owner, address(marketplace), value, token.nonces(owner), time() + 60)
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = vm.sign(_keys[owner], digest);
        (permit.value, permit.deadline) = (value, time() + 60);
    }
}
