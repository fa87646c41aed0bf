// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IOrders} from "../interfaces/IOrders.sol";
import {IAccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";

/// @title DeployedOrders
/// @notice All that Orders answers to: what it inherits and its constants, besides IOrders.
/// @dev Tests know it by this alone and deploy it from its artifact, as with DeployedMarketplace.
interface DeployedOrders is IOrders, IAccessControl, IAccessControlDefaultAdminRules, IERC5267 {
    function PAUSER_ROLE() external view returns (bytes32);
    function FEE_ADMIN_ROLE() external view returns (bytes32);
    function MAX_FEE_BPS() external view returns (uint16);
    function paused() external view returns (bool);
}
