// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {ListingState, ListingStatus} from "../interfaces/IListings.sol";

/// @notice All that changes about a listing, in one slot, read and written at once.
///
/// | zero: 64 | price: 96 | remaining: 64 | feeBps: 16 | standard: 8 | status: 8 |
type ListingSlot is uint256;

using ListingSlotLib for ListingSlot global;

/// @title ListingSlotLib
/// @notice Packs and unpacks a ListingSlot.
library ListingSlotLib {
    uint256 private constant STANDARD_SHIFT = 8;
    uint256 private constant FEE_SHIFT = 16;
    uint256 private constant REMAINING_SHIFT = 32;
    uint256 private constant PRICE_SHIFT = 96;

    /// @dev An active listing.
    function open(
        TokenStandard standard_,
        uint16 feeBps_,
        uint64 remaining_,
        uint96 price_
    ) internal pure returns (ListingSlot) {
        return
            ListingSlot.wrap(
                (uint256(price_) << PRICE_SHIFT) |
                    (uint256(remaining_) << REMAINING_SHIFT) |
                    (uint256(feeBps_) << FEE_SHIFT) |
                    (uint256(uint8(standard_)) << STANDARD_SHIFT) |
                    uint8(ListingStatus.Active)
            );
    }

    function withPrice(ListingSlot slot, uint96 price_) internal pure returns (ListingSlot) {
        return open(slot.standard(), slot.feeBps(), slot.remaining(), price_);
    }

    /// @dev `quantity` units less, at most what remains; sold out when nothing does.
    function less(ListingSlot slot, uint256 quantity) internal pure returns (ListingSlot) {
        uint64 left = uint64(slot.remaining() - quantity);
        return left == 0 ? slot.end(ListingStatus.Sold) : open(slot.standard(), slot.feeBps(), left, slot.price());
    }

    /// @dev Nothing remains; what it cost, charged and was stays readable.
    function end(ListingSlot slot, ListingStatus status_) internal pure returns (ListingSlot) {
        ListingSlot emptied = open(slot.standard(), slot.feeBps(), 0, slot.price());
        return ListingSlot.wrap((ListingSlot.unwrap(emptied) & ~uint256(type(uint8).max)) | uint8(status_));
    }

    function status(ListingSlot slot) internal pure returns (ListingStatus) {
        return ListingStatus(uint8(ListingSlot.unwrap(slot)));
    }

    function standard(ListingSlot slot) internal pure returns (TokenStandard) {
        return TokenStandard(uint8(ListingSlot.unwrap(slot) >> STANDARD_SHIFT));
    }

    function feeBps(ListingSlot slot) internal pure returns (uint16) {
        return uint16(ListingSlot.unwrap(slot) >> FEE_SHIFT);
    }

    function remaining(ListingSlot slot) internal pure returns (uint64) {
        return uint64(ListingSlot.unwrap(slot) >> REMAINING_SHIFT);
    }

    function price(ListingSlot slot) internal pure returns (uint96) {
        return uint96(ListingSlot.unwrap(slot) >> PRICE_SHIFT);
    }

    function unpack(ListingSlot slot) internal pure returns (ListingState memory) {
        return ListingState(slot.price(), slot.remaining(), slot.feeBps(), slot.standard(), slot.status());
    }
}
