// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TestBase} from "../test-support/TestBase.sol";
import {ListingSchedule, ListingScheduleLib} from "./ListingSchedule.sol";

contract ListingScheduleTest is TestBase {
    function testFuzz_Pack_KeepsEachPart(
        uint96 endPrice,
        uint40 fallStart,
        uint40 fallEnd,
        uint40 expiry,
        uint40 listedAt
    ) public pure {
        ListingSchedule chosen = ListingScheduleLib.pack(endPrice, fallStart, fallEnd, expiry);
        assertEq(chosen.listedAt(), 0);
        ListingSchedule schedule = chosen.listed(listedAt);
        assertEq(schedule.endPrice(), endPrice);
        assertEq(schedule.fallStart(), fallStart);
        assertEq(schedule.fallEnd(), fallEnd);
        assertEq(schedule.expiry(), expiry);
        assertEq(schedule.listedAt(), listedAt);
        assertEq(schedule.falls(), endPrice != 0 || fallStart != 0 || fallEnd != 0);
    }

    function testFuzz_PriceAt_OfAFixedPriceIsThePrice(uint40 expiry, uint96 price, uint256 time) public pure {
        assertEq(ListingScheduleLib.pack(0, 0, 0, expiry).priceAt(price, time), price);
    }

    function testFuzz_PriceAt_FallsOnAStraightLineRoundedUp(
        uint256 price,
        uint256 endPrice,
        uint256 start,
        uint256 end,
        uint256 time
    ) public pure {
        endPrice = bound(endPrice, 1, type(uint96).max - 1);
        price = bound(price, endPrice + 1, type(uint96).max);
        start = bound(start, 0, type(uint40).max - 1);
        end = bound(end, start + 1, type(uint40).max);
        time = bound(time, 0, type(uint40).max);
        ListingSchedule schedule = ListingScheduleLib.pack(uint96(endPrice), uint40(start), uint40(end), 0);
        uint256 found = schedule.priceAt(price, time);
        if (time <= start) return assertEq(found, price);
        if (time >= end) return assertEq(found, endPrice);
        // The exact price, times the duration.
        uint256 exact = price * (end - time) + endPrice * (time - start);
        assertGe(found * (end - start), exact);
        assertLt((found - 1) * (end - start), exact);
        assertGe(schedule.priceAt(price, time - 1), found);
    }
}
