// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListingSchedule} from "../libraries/ListingSchedule.sol";
import {SaleSplit} from "../libraries/SaleSplit.sol";

/// @title RulesHarness
/// @notice The libraries' rules behind a contract, for tests that hold the SDK's against them.
contract RulesHarness {
    function priceAt(ListingSchedule schedule, uint256 price, uint256 time) external pure returns (uint256) {
        return schedule.priceAt(price, time);
    }

    function split(
        uint256 total,
        uint256 feeBps,
        uint256 asked,
        uint256 maxRoyaltyBps
    ) external pure returns (uint256 fee, uint256 royalty) {
        fee = SaleSplit.feeOf(total, feeBps);
        royalty = SaleSplit.royaltyOf(total, fee, asked, maxRoyaltyBps);
    }
}
