// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Auction, IAuctions} from "../interfaces/IAuctions.sol";
import {IItems} from "../interfaces/IItems.sol";
import {MarketplaceConfig} from "../interfaces/IMarketplace.sol";
import {ISettlers} from "../interfaces/ISettlers.sol";
import {IVault} from "../interfaces/IVault.sol";
import {Admin} from "./Admin.sol";
import {AuctionDesk} from "./AuctionDesk.sol";

/// @title DeskFunctions
/// @notice The Marketplace's functions whose code is the AuctionDesk's, and all of them: there is no fallback.
/// @dev The desk is deployed by this constructor and cannot change; it knows this contract's state by the same bases
/// (MarketplaceState). Each function here has a twin of the same name and parameters there.
abstract contract DeskFunctions is Admin, ISettlers, IVault, IItems, IAuctions {
    /// @notice Whose code the rarer functions run.
    // solhint-disable-next-line var-name-mixedcase
    AuctionDesk public immutable AUCTION_DESK;

    constructor(MarketplaceConfig memory config) {
        AUCTION_DESK = new AuctionDesk(config);
    }

    /// @inheritdoc ISettlers
    function addSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc ISettlers
    function removeSettler(bytes calldata) external onlyRole(SETTLER_ADMIN_ROLE) {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function requestExit(uint256) external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function cancelExit() external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function executeExit(address) external {
        _runAtDesk();
    }

    /// @inheritdoc IVault
    function withdrawCredit(address) external {
        _runAtDesk();
    }

    /// @inheritdoc IItems
    function claimItem(bytes32, address) external {
        _runAtDesk();
    }

    /// @inheritdoc IAuctions
    function cancelAuction(Auction calldata) external {
        _runAtDesk();
    }

    /// @inheritdoc IAuctions
    function finalizeAuction(Auction calldata) external {
        _runAtDesk();
    }

    /// @dev Runs this very call with the desk's code on this contract's state, and ends as it ended.
    function _runAtDesk() private {
        address desk = address(AUCTION_DESK);
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            let success := delegatecall(gas(), desk, data, calldatasize(), 0, 0)
            returndatacopy(data, 0, returndatasize())
            if iszero(success) {
                revert(data, returndatasize())
            }
            return(data, returndatasize())
        }
    }
}
