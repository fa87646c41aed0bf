// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenStandard} from "../interfaces/IItems.sol";
import {ListingState, ListingStatus} from "../interfaces/IListings.sol";

/// @notice All that changes about a listing, and what is fixed by the Marketplace, in one slot, read and written at once.
///
/// | zero: 48 | maxRoyaltyBps: 16 | price: 96 | remaining: 64 | feeBps: 16 | standard: 8 | status: 8 |
type ListingSlot is uint256;

using ListingSlotLib for ListingSlot global;

/// @title ListingSlotLib
/// @notice Packs and unpacks a ListingSlot.
library ListingSlotLib {
    uint256 private constant STANDARD_SHIFT = 8;
    uint256 private constant FEE_SHIFT = 16;
    uint256 private constant REMAINING_SHIFT = 32;
    uint256 private constant PRICE_SHIFT = 96;
    uint256 private constant ROYALTY_SHIFT = 192;

    /// @dev An active listing.
    function open(
        TokenStandard standard_,
        uint16 feeBps_,
        uint16 maxRoyaltyBps_,
        uint64 remaining_,
        uint96 price_
    ) internal pure returns (ListingSlot) {
        return
            ListingSlot.wrap(
                (uint256(maxRoyaltyBps_) << ROYALTY_SHIFT) |
                    (uint256(price_) << PRICE_SHIFT) |
                    (uint256(remaining_) << REMAINING_SHIFT) |
                    (uint256(feeBps_) << FEE_SHIFT) |
                    (uint256(standard_) << STANDARD_SHIFT) |
                    uint256(ListingStatus.Active)
            );
    }

    function withPrice(ListingSlot slot, uint96 price_) internal pure returns (ListingSlot) {
        uint256 cleared = ListingSlot.unwrap(slot) & ~(uint256(type(uint96).max) << PRICE_SHIFT);
        return ListingSlot.wrap(cleared | (uint256(price_) << PRICE_SHIFT));
    }

    /// @dev `quantity` units less; fewer than remain.
    function less(ListingSlot slot, uint256 quantity) internal pure returns (ListingSlot) {
        return ListingSlot.wrap(ListingSlot.unwrap(slot) - (quantity << REMAINING_SHIFT));
    }

    /// @dev What stays of a listing that ends now. Emptying the slot pays back 4,800 gas. It is safe in a later second than
    /// that of the listing, as its id, which hashes `listedAt`, cannot be made any more; within that second the slot says so.
    function ended(uint256 listedAt) internal view returns (ListingSlot) {
        return ListingSlot.wrap(block.timestamp > listedAt ? 0 : uint256(ListingStatus.Ended));
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

    function maxRoyaltyBps(ListingSlot slot) internal pure returns (uint16) {
        return uint16(ListingSlot.unwrap(slot) >> ROYALTY_SHIFT);
    }

    function unpack(ListingSlot slot) internal pure returns (ListingState memory) {
        return
            ListingState(
                slot.price(),
                slot.remaining(),
                slot.feeBps(),
                slot.maxRoyaltyBps(),
                slot.standard(),
                slot.status()
            );
    }
}
