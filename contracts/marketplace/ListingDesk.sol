// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {MarketplaceState} from "./MarketplaceState.sol";
import {CreditPurchases} from "./desk/CreditPurchases.sol";
import {ListingChanges} from "./desk/ListingChanges.sol";
import {ManyPurchases} from "./desk/ManyPurchases.sol";
import {PermitPurchases} from "./desk/PermitPurchases.sol";

/// @title ListingDesk
/// @notice The code of the Marketplace's rarer functions for listings. It has no state and no money of its own: the
/// Marketplace runs it by delegatecall, and whoever calls it otherwise is refused.
contract ListingDesk is MarketplaceState, ListingChanges, ManyPurchases, PermitPurchases, CreditPurchases {
    constructor(MarketplaceConfig memory config) MarketplaceState(config) {}
}
