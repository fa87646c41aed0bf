// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AuctionState, AuctionStatus} from "../interfaces/IAuctions.sol";
import {TokenStandard} from "../interfaces/IItems.sol";

/// @notice All that changes about an auction, in one slot, because a second one would cost each settlement 22,100 gas.
///
/// Until settled:  | 182 bits: zero | presented: 1 | posted: 1 | clock: 40 | feeBps: 16 | standard: 8 | status: 8 |
/// Once settled:   | winner: 160    | amount: 96                                                                |
///
/// A winner is never the zero address, so the upper 160 bits tell the two apart. `clock` is `endsAt` while the auction is
/// live and `finalizableAt` while it is being finalized: the one is not needed any more when the other begins to be. `posted` and
/// `presented` tell whether slots beside this one have anything: an auction without such bids never looks there.
type AuctionSlot is uint256;

using AuctionSlotLib for AuctionSlot global;

/// @title AuctionSlotLib
/// @notice Packs and unpacks an AuctionSlot.
library AuctionSlotLib {
    uint256 private constant WINNER_SHIFT = 96;
    uint256 private constant CLOCK_SHIFT = 32;
    uint256 private constant CLOCK_MASK = uint256(type(uint40).max) << CLOCK_SHIFT;
    uint256 private constant POSTED = 1 << 72;
    uint256 private constant PRESENTED = 1 << 73;

    function open(TokenStandard standard_, uint16 feeBps_, uint40 endsAt) internal pure returns (AuctionSlot) {
        uint256 packed = (uint256(feeBps_) << 16) | (uint256(uint8(standard_)) << 8) | uint8(AuctionStatus.Live);
        return AuctionSlot.wrap((uint256(endsAt) << CLOCK_SHIFT) | packed);
    }

    /// @dev Moves on to `status_` with a new clock, and keeps the rest.
    function moveTo(AuctionSlot slot, AuctionStatus status_, uint40 clock_) internal pure returns (AuctionSlot) {
        uint256 kept = AuctionSlot.unwrap(slot.withClock(clock_)) & ~uint256(type(uint8).max);
        return AuctionSlot.wrap(kept | uint8(status_));
    }

    function withClock(AuctionSlot slot, uint40 clock_) internal pure returns (AuctionSlot) {
        return AuctionSlot.wrap((AuctionSlot.unwrap(slot) & ~CLOCK_MASK) | (uint256(clock_) << CLOCK_SHIFT));
    }

    function withPost(AuctionSlot slot) internal pure returns (AuctionSlot) {
        return AuctionSlot.wrap(AuctionSlot.unwrap(slot) | POSTED);
    }

    function withPresented(AuctionSlot slot) internal pure returns (AuctionSlot) {
        return AuctionSlot.wrap(AuctionSlot.unwrap(slot) | PRESENTED);
    }

    /// @dev Whether a bid was ever presented. As below.
    function hasPresented(AuctionSlot slot) internal pure returns (bool) {
        return AuctionSlot.unwrap(slot) & PRESENTED != 0;
    }

    /// @dev Whether a bid is posted or presented. Not of a settled auction: there the bits are the winner's.
    function isContested(AuctionSlot slot) internal pure returns (bool) {
        return AuctionSlot.unwrap(slot) & (POSTED | PRESENTED) != 0;
    }

    function settle(address winner_, uint96 amount_) internal pure returns (AuctionSlot) {
        return AuctionSlot.wrap((uint256(uint160(winner_)) << WINNER_SHIFT) | amount_);
    }

    function status(AuctionSlot slot) internal pure returns (AuctionStatus) {
        return slot.winner() == address(0) ? AuctionStatus(uint8(AuctionSlot.unwrap(slot))) : AuctionStatus.Settled;
    }

    function standard(AuctionSlot slot) internal pure returns (TokenStandard) {
        return TokenStandard(uint8(AuctionSlot.unwrap(slot) >> 8));
    }

    function feeBps(AuctionSlot slot) internal pure returns (uint16) {
        return uint16(AuctionSlot.unwrap(slot) >> 16);
    }

    function clock(AuctionSlot slot) internal pure returns (uint40) {
        return uint40(AuctionSlot.unwrap(slot) >> CLOCK_SHIFT);
    }

    function winner(AuctionSlot slot) internal pure returns (address) {
        return address(uint160(AuctionSlot.unwrap(slot) >> WINNER_SHIFT));
    }

    function amount(AuctionSlot slot) internal pure returns (uint96) {
        return uint96(AuctionSlot.unwrap(slot));
    }

    function unpack(AuctionSlot slot) internal pure returns (AuctionState memory state) {
        state.status = slot.status();
        if (state.status == AuctionStatus.Settled) {
            state.winner = slot.winner();
            state.amount = slot.amount();
            return state;
        }
        state.standard = slot.standard();
        state.feeBps = slot.feeBps();
        if (state.status == AuctionStatus.Live) state.endsAt = slot.clock();
        if (state.status == AuctionStatus.Finalizing) state.finalizableAt = slot.clock();
    }
}
