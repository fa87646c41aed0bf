// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice When an auction runs, how its bids rise, and how else it can end, in one word of calldata and of the hash.
///
/// | buyoutPrice: 144 | start: 40 | end: 40 | incrementBps: 16 | maxRoyaltyBps: 16 |
///
/// Times are unix seconds, prices the smallest unit of the currency. A `buyoutPrice` of zero means none.
type AuctionRules is uint256;

using AuctionRulesLib for AuctionRules global;

/// @title AuctionRulesLib
/// @notice Packs and reads AuctionRules.
library AuctionRulesLib {
    uint256 private constant INCREMENT_SHIFT = 16;
    uint256 private constant END_SHIFT = 32;
    uint256 private constant START_SHIFT = 72;
    uint256 private constant BUYOUT_SHIFT = 112;

    function pack(
        uint144 buyoutPrice_,
        uint40 start_,
        uint40 end_,
        uint16 incrementBps_,
        uint16 maxRoyaltyBps_
    ) internal pure returns (AuctionRules) {
        return
            AuctionRules.wrap(
                (uint256(buyoutPrice_) << BUYOUT_SHIFT) |
                    (uint256(start_) << START_SHIFT) |
                    (uint256(end_) << END_SHIFT) |
                    (uint256(incrementBps_) << INCREMENT_SHIFT) |
                    uint256(maxRoyaltyBps_)
            );
    }

    /// @dev Price at which the item can be had at once; zero for none.
    function buyoutPrice(AuctionRules rules) internal pure returns (uint256) {
        return AuctionRules.unwrap(rules) >> BUYOUT_SHIFT;
    }

    /// @dev From when bids count.
    function start(AuctionRules rules) internal pure returns (uint256) {
        return uint40(AuctionRules.unwrap(rules) >> START_SHIFT);
    }

    /// @dev Until when bids count, unless extended.
    function end(AuctionRules rules) internal pure returns (uint256) {
        return uint40(AuctionRules.unwrap(rules) >> END_SHIFT);
    }

    /// @dev By how much a bid must beat the last, in basis points of it.
    function incrementBps(AuctionRules rules) internal pure returns (uint256) {
        return uint16(AuctionRules.unwrap(rules) >> INCREMENT_SHIFT);
    }

    /// @dev The most of the price that goes to a royalty, in basis points.
    function maxRoyaltyBps(AuctionRules rules) internal pure returns (uint256) {
        return uint16(AuctionRules.unwrap(rules));
    }
}
