// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {Ledger} from "./Ledger.sol";
import {Settlers} from "./Settlers.sol";
import {Vault} from "./Vault.sol";

/// @title MarketplaceState
/// @notice All state that the Marketplace and its AuctionDesk both know, at the same slots, and all durations.
/// @dev First among the bases of both. What the Marketplace adds (roles, pause, fee, listings) lies behind it, where the
/// desk's code does not reach.
abstract contract MarketplaceState is AuctionBook {
    constructor(
        MarketplaceConfig memory config
    )
        Ledger(config.currency)
        Settlers(config.settlerDelay)
        Vault(config.exitDelay)
        AuctionBook(config.challenge, config.grace, config.maxAuction, config.extensionLimit, config.extensionWindow)
    {}
}
