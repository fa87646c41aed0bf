// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace, MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {AuctionDesk} from "./AuctionDesk.sol";
import {ListingDesk} from "./ListingDesk.sol";
import {MarketplaceState} from "./MarketplaceState.sol";

/// @title Desks
/// @notice The rest of the Marketplace's code: deployed before it with the same configuration, and fixed.
abstract contract Desks {
    /// @notice Whose code the rarer functions of auctions, vault and keys run.
    address public immutable AUCTION_DESK;
    /// @notice Whose code the rarer functions of listings run.
    address public immutable LISTING_DESK;

    constructor(MarketplaceConfig memory config, AuctionDesk auctionDesk, ListingDesk listingDesk) {
        AUCTION_DESK = _checked(config, auctionDesk);
        LISTING_DESK = _checked(config, listingDesk);
    }

    /// @dev Runs this very call with a desk's code on this contract's state, and reverts as it reverted.
    function _runAt(address desk) internal {
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            if iszero(delegatecall(gas(), desk, data, calldatasize(), 0, 0)) {
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
        }
    }

    /// @dev The same, and ends the call with what the desk returned. Nothing may be left to do here: no modifier that ends
    /// something, such as a lock.
    function _returnFrom(address desk) internal {
        _runAt(desk);
        assembly ("memory-safe") {
            let data := mload(0x40)
            returndatacopy(data, 0, returndatasize())
            return(data, returndatasize())
        }
    }

    function _checked(MarketplaceConfig memory config, MarketplaceState desk) private view returns (address) {
        if (desk.CONFIG_HASH() != keccak256(abi.encode(config))) revert IMarketplace.DeskMismatch(address(desk));
        return address(desk);
    }
}
