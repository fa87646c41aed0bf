// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarketplace} from "../interfaces/IMarketplace.sol";
import {IAccessControlDefaultAdminRules} from "@openzeppelin/contracts/access/extensions/IAccessControlDefaultAdminRules.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title DeployedMarketplace
/// @notice All that the Marketplace answers to: what it inherits and its constants, besides IMarketplace.
/// @dev Tests know it by this alone and deploy it from its artifact. So they compile without the Marketplace's own code, in
/// seconds, and what they test is, to the byte, what Ignition deploys.
interface DeployedMarketplace is
    IMarketplace,
    IAccessControl,
    IAccessControlDefaultAdminRules,
    IERC721Receiver,
    IERC1155Receiver,
    IERC5267
{
    function AUCTION_DESK() external view returns (address);
    function LISTING_DESK() external view returns (address);
    function CONFIG_HASH() external view returns (bytes32);
    function SETTLER_ADMIN_ROLE() external view returns (bytes32);
    function PAUSER_ROLE() external view returns (bytes32);
    function FEE_ADMIN_ROLE() external view returns (bytes32);
    function MAX_FEE_BPS() external view returns (uint16);
    function DELIVERY_GAS() external view returns (uint256);
    function MIN_INCREMENT_BPS() external view returns (uint256);
    function MAX_START_AHEAD() external view returns (uint256);
    function MAX_SETTLEMENT_AHEAD() external view returns (uint256);
    function MAX_WITHDRAWAL_AHEAD() external view returns (uint256);
    function CHALLENGE() external view returns (uint256);
    function GRACE() external view returns (uint256);
    function MAX_AUCTION() external view returns (uint256);
    function EXTENSION_LIMIT() external view returns (uint256);
    function EXTENSION_WINDOW() external view returns (uint256);
    function EXIT_DELAY() external view returns (uint256);
    function SETTLER_DELAY() external view returns (uint256);
    function paused() external view returns (bool);
}
