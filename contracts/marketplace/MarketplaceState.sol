// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {AuctionBook} from "./AuctionBook.sol";
import {Ledger} from "./Ledger.sol";
import {ListingBook} from "./ListingBook.sol";
import {Settlers} from "./Settlers.sol";
import {Vault} from "./Vault.sol";

/// @title MarketplaceState
/// @notice All state that the Marketplace and its desks know, at the same slots, and all durations.
/// @dev First among the bases of all of them. What the Marketplace adds (roles, pause, fee) lies behind it, where the desks'
/// code does not reach.
abstract contract MarketplaceState is ListingBook, AuctionBook {
    /// @notice Hash of everything that this contract was configured with.
    bytes32 public immutable CONFIG_HASH;

    constructor(
        MarketplaceConfig memory config
    )
        Ledger(config.currency)
        Settlers(config.settlerDelay)
        Vault(config.exitDelay)
        AuctionBook(config.challenge, config.grace, config.maxAuction, config.extensionLimit, config.extensionWindow)
    {
        CONFIG_HASH = keccak256(abi.encode(config));
    }
}
