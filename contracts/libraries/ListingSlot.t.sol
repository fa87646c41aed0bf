// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {ListingState, ListingStatus} from "../interfaces/IListings.sol";
import {TestBase} from "../test-support/TestBase.sol";
import {ListingSlot, ListingSlotLib} from "./ListingSlot.sol";

contract ListingSlotTest is TestBase {
    struct Terms {
        uint96 price;
        uint64 remaining;
        uint16 feeBps;
        uint16 maxRoyaltyBps;
        bool isStack;
    }

    function standardOf(Terms memory terms) internal pure returns (TokenStandard) {
        return terms.isStack ? TokenStandard.ERC1155 : TokenStandard.ERC721;
    }

    function open(Terms memory terms) internal pure returns (ListingSlot) {
        return ListingSlotLib.open(standardOf(terms), terms.feeBps, terms.maxRoyaltyBps, terms.remaining, terms.price);
    }

    function assertState(ListingSlot slot, Terms memory expected, ListingStatus status) internal pure {
        ListingState memory state = slot.unpack();
        assertEq(state.price, expected.price);
        assertEq(slot.price(), expected.price);
        assertEq(state.remaining, expected.remaining);
        assertEq(slot.remaining(), expected.remaining);
        assertEq(state.feeBps, expected.feeBps);
        assertEq(slot.feeBps(), expected.feeBps);
        assertEq(state.maxRoyaltyBps, expected.maxRoyaltyBps);
        assertEq(slot.maxRoyaltyBps(), expected.maxRoyaltyBps);
        assertEq(uint256(state.standard), uint256(standardOf(expected)));
        assertEq(uint256(state.status), uint256(status));
        assertEq(uint256(slot.status()), uint256(status));
        assertEq(ListingSlot.unwrap(slot) >> 208, 0);
    }

    function test_AnEmptySlotIsNoListing() public pure {
        assertState(ListingSlot.wrap(0), Terms(0, 0, 0, 0, false), ListingStatus.None);
    }

    function testFuzz_Open_IsActive(Terms memory terms) public pure {
        assertState(open(terms), terms, ListingStatus.Active);
    }

    function testFuzz_WithPrice_ChangesThePriceOnly(Terms memory terms, uint96 price) public pure {
        ListingSlot slot = open(terms).withPrice(price);
        terms.price = price;
        assertState(slot, terms, ListingStatus.Active);
    }

    function testFuzz_Less_KeepsTheRest(Terms memory terms, uint256 quantity) public pure {
        terms.remaining = uint64(bound(terms.remaining, 1, type(uint64).max));
        quantity = bound(quantity, 0, terms.remaining - 1);
        ListingSlot slot = open(terms).less(quantity);
        terms.remaining -= uint64(quantity);
        assertState(slot, terms, ListingStatus.Active);
    }

    function testFuzz_rule02_Ended_IsEmptyOnlyOnceTheIdCannotBeMadeAnyMore(uint256 listedAt) public view {
        listedAt = bound(listedAt, 0, vm.getBlockTimestamp());
        ListingState memory state = ListingSlotLib.ended(listedAt).unpack();
        assertEq(
            uint256(state.status),
            uint256(listedAt == vm.getBlockTimestamp() ? ListingStatus.Ended : ListingStatus.None)
        );
        assertEq(state.remaining, 0);
        assertEq(uint256(ListingSlotLib.ended(vm.getBlockTimestamp()).status()), uint256(ListingStatus.Ended));
    }
}
