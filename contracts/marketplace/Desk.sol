// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {AuctionDesk} from "./AuctionDesk.sol";

/// @title Desk
/// @notice The second half of the Marketplace's code: deployed with it, and fixed.
abstract contract Desk {
    /// @notice Whose code the rarer functions run.
    AuctionDesk public immutable AUCTION_DESK;

    constructor(MarketplaceConfig memory config) {
        AUCTION_DESK = new AuctionDesk(config);
    }

    /// @dev Runs this very call with the desk's code on this contract's state, and reverts as it reverted. None of the desk's
    /// functions returns anything.
    function _runAtDesk() internal {
        address desk = address(AUCTION_DESK);
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            if iszero(delegatecall(gas(), desk, data, calldatasize(), 0, 0)) {
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
        }
    }
}
