// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FallingPrice} from "./FallingPrice.sol";

/// @notice Times of a listing and the price that it falls to, in one word of calldata and of the hash.
///
/// | endPrice: 96 | fallStart: 40 | fallEnd: 40 | expiry: 40 | listedAt: 40 |
///
/// Times are unix seconds. A fixed price has neither `endPrice` nor fall; an `expiry` of zero means never. `listedAt` is
/// the time of the block in which the item was listed: the Marketplace fills it in.
type ListingSchedule is uint256;

using ListingScheduleLib for ListingSchedule global;

/// @title ListingScheduleLib
/// @notice Packs and reads a ListingSchedule.
library ListingScheduleLib {
    uint256 private constant EXPIRY_SHIFT = 40;
    uint256 private constant FALL_END_SHIFT = 80;
    uint256 private constant FALL_START_SHIFT = 120;
    uint256 private constant END_PRICE_SHIFT = 160;

    /// @dev With no `listedAt`: what a seller chooses.
    function pack(
        uint96 endPrice_,
        uint40 fallStart_,
        uint40 fallEnd_,
        uint40 expiry_
    ) internal pure returns (ListingSchedule) {
        return
            ListingSchedule.wrap(
                (uint256(endPrice_) << END_PRICE_SHIFT) |
                    (uint256(fallStart_) << FALL_START_SHIFT) |
                    (uint256(fallEnd_) << FALL_END_SHIFT) |
                    (uint256(expiry_) << EXPIRY_SHIFT)
            );
    }

    /// @dev The same, listed at `time`. `listedAt` must be zero.
    function listed(ListingSchedule schedule, uint256 time) internal pure returns (ListingSchedule) {
        return ListingSchedule.wrap(ListingSchedule.unwrap(schedule) | uint40(time));
    }

    function listedAt(ListingSchedule schedule) internal pure returns (uint40) {
        return uint40(ListingSchedule.unwrap(schedule));
    }

    function expiry(ListingSchedule schedule) internal pure returns (uint40) {
        return uint40(ListingSchedule.unwrap(schedule) >> EXPIRY_SHIFT);
    }

    function fallEnd(ListingSchedule schedule) internal pure returns (uint40) {
        return uint40(ListingSchedule.unwrap(schedule) >> FALL_END_SHIFT);
    }

    function fallStart(ListingSchedule schedule) internal pure returns (uint40) {
        return uint40(ListingSchedule.unwrap(schedule) >> FALL_START_SHIFT);
    }

    function endPrice(ListingSchedule schedule) internal pure returns (uint96) {
        return uint96(ListingSchedule.unwrap(schedule) >> END_PRICE_SHIFT);
    }

    /// @dev Whether it has a fall at all; it is a fixed price otherwise.
    function falls(ListingSchedule schedule) internal pure returns (bool) {
        return ListingSchedule.unwrap(schedule) >> FALL_END_SHIFT != 0;
    }

    /// @dev Price at `time` of what starts at `price`; itself where it does not fall. `price` is at least `endPrice`.
    function priceAt(ListingSchedule schedule, uint256 price, uint256 time) internal pure returns (uint256) {
        if (!schedule.falls()) return price;
        return FallingPrice.priceAt(price, schedule.endPrice(), schedule.fallStart(), schedule.fallEnd(), time);
    }
}
