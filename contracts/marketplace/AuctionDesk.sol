// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {MarketplaceState} from "./MarketplaceState.sol";
import {AuctionEnds} from "./desk/AuctionEnds.sol";
import {BidKeyRegistry} from "./desk/BidKeyRegistry.sol";
import {Buyouts} from "./desk/Buyouts.sol";
import {Claims} from "./desk/Claims.sol";
import {ContestedSettlement} from "./desk/ContestedSettlement.sol";
import {Exits} from "./desk/Exits.sol";
import {PostedBids} from "./desk/PostedBids.sol";
import {PresentedBids} from "./desk/PresentedBids.sol";
import {ReceiptKeyRegistry} from "./desk/ReceiptKeyRegistry.sol";
import {SettlerRegistry} from "./desk/SettlerRegistry.sol";

/// @title AuctionDesk
/// @notice The code of the Marketplace's rarer functions for auctions, vault and keys. It has no state and no money of its own:
/// the Marketplace runs it by delegatecall, and whoever calls it otherwise is refused.
contract AuctionDesk is
    MarketplaceState,
    SettlerRegistry,
    ReceiptKeyRegistry,
    BidKeyRegistry,
    Exits,
    Claims,
    PostedBids,
    PresentedBids,
    Buyouts,
    ContestedSettlement,
    AuctionEnds
{
    constructor(MarketplaceConfig memory config) MarketplaceState(config) {}
}
