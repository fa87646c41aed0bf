// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICommonErrors} from "./ICommonErrors.sol";
import {ICredit} from "./ICredit.sol";
import {IFees} from "./IFees.sol";
import {IOffers} from "./IOffers.sol";
import {IOrderTrades} from "./IOrderTrades.sol";
import {IOrderNonces} from "./IOrderNonces.sol";
import {ISignedListings} from "./ISignedListings.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice Everything fixed at deployment.
/// @param currency ERC-20 that all prices are in; no fee on transfer, no rebasing.
/// @param admin Default admin, and first holder of every role.
/// @param adminDelay Seconds that a handover of the default admin takes.
/// @param treasury First receiver of fees.
/// @param feeBps First platform fee, in basis points.
struct OrdersConfig {
    IERC20 currency;
    address admin;
    uint48 adminDelay;
    address treasury;
    uint16 feeBps;
}

/// @title IOrders
/// @notice Trades that their makers sign and never send: listings by sellers, offers by buyers.
/// @dev Holds no item at any time, and no money but unpaid fees and credit.
interface IOrders is ICommonErrors, IFees, ICredit, IOrderNonces, IOrderTrades, ISignedListings, IOffers {
    /// @notice The currency is no contract.
    error InvalidConfig();

    /// @notice The ERC-20 that all prices are in.
    /// @return ERC-20 contract.
    function currency() external view returns (IERC20);

    /// @notice EIP-712 domain separator; recomputed on a fork with another chain id.
    /// @return Hash of the domain, recomputed on a fork.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice Stops purchases and acceptances. Never cancels, credit or the collection of fees. Only the pauser.
    function pause() external;

    /// @notice Resumes business. Only the pauser.
    function unpause() external;
}
