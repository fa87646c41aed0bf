// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAuctions} from "./IAuctions.sol";
import {IBidKeys} from "./IBidKeys.sol";
import {IBids} from "./IBids.sol";
import {ICommonErrors} from "./ICommonErrors.sol";
import {IFees} from "./IFees.sol";
import {IItems} from "./IItems.sol";
import {IListings} from "./IListings.sol";
import {IReceiptKeys} from "./IReceiptKeys.sol";
import {ISettlers} from "./ISettlers.sol";
import {IVault} from "./IVault.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice Everything fixed at deployment.
/// @param currency ERC-20 that all prices are in; no fee on transfer, no rebasing.
/// @param admin Default admin, and first holder of every role.
/// @param adminDelay Seconds that a handover of the default admin takes.
/// @param treasury First receiver of fees.
/// @param feeBps First platform fee, in basis points.
/// @param settler First settler, active at once: the 20 bytes of an address.
/// @param receiptKey First receipt key, good at once: the 20 bytes of an address, not the settler's.
/// @param challenge CHALLENGE in seconds: from the end of bidding to settlement, and between the two finalize calls.
/// @param grace GRACE in seconds: from the last possible end to finalize.
/// @param maxAuction MAX_AUCTION in seconds: the longest auction, extension included.
/// @param extensionLimit EXTENSION_LIMIT in seconds: how far extensions can move an auction's end.
/// @param extensionWindow EXTENSION_WINDOW in seconds: how long before the end a posted bid prolongs the auction, to as long
/// after it.
/// @param exitDelay EXIT_DELAY in seconds: how long an exit takes; outlasts the longest auction with its grace.
/// @param exitMargin By how much it must, in seconds: above `challenge`, for finalize takes two calls.
/// @param settlerDelay SETTLER_DELAY in seconds: until a new settler or receipt key can sign; below `grace`, and no
/// less than `extensionLimit`.
struct MarketplaceConfig {
    IERC20 currency;
    address admin;
    uint48 adminDelay;
    address treasury;
    uint16 feeBps;
    bytes settler;
    bytes receiptKey;
    uint40 challenge;
    uint40 grace;
    uint40 maxAuction;
    uint40 extensionLimit;
    uint40 extensionWindow;
    uint40 exitDelay;
    uint40 exitMargin;
    uint40 settlerDelay;
}

/// @title IMarketplace
/// @notice Listings, auctions and the vault in one contract, so that escrow and money never leave each other.
interface IMarketplace is
    ICommonErrors,
    IFees,
    ISettlers,
    IReceiptKeys,
    IBidKeys,
    IVault,
    IItems,
    IListings,
    IAuctions,
    IBids
{
    /// @notice The currency is no contract, or the durations contradict each other (MECHANISM.md 7 and 8).
    error InvalidConfig();

    /// @notice The desk was built with another configuration: its durations or its currency would be others.
    error DeskMismatch(address desk);

    /// @notice The ERC-20 that all prices are in.
    /// @return ERC-20 contract.
    function currency() external view returns (IERC20);

    /// @notice EIP-712 domain separator; recomputed on a fork with another chain id.
    /// @return Hash of the domain, recomputed on a fork.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice Stops new listings, auctions and buys. Never deposits, settlement, finalize, cancels, exits, withdrawals or
    /// claims. Only the pauser.
    function pause() external;

    /// @notice Resumes business. Only the pauser.
    function unpause() external;
}
