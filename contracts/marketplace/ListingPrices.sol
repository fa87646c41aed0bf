// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "../interfaces/ICommonErrors.sol";
import {IListings} from "../interfaces/IListings.sol";
import {ListingSchedule} from "../libraries/ListingSchedule.sol";

/// @title ListingPrices
/// @notice Which prices a listing may have, at first and when its seller changes it.
abstract contract ListingPrices is ICommonErrors {
    function _checkPrice(uint256 price, ListingSchedule schedule) internal pure returns (uint96) {
        if (price == 0) revert ZeroPrice();
        if (price > type(uint96).max) revert AmountTooLarge(price, type(uint96).max);
        if (schedule.falls() && price <= schedule.endPrice()) revert IListings.InvalidSchedule(schedule, price);
        return uint96(price);
    }
}
