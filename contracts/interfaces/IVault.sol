// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One account's money in the Marketplace, smallest unit of the currency.
/// @param free Covers bids. Leaves by settlement, a co-signed withdrawal, or an exit.
/// @param exiting On its way out; still pays for a settlement, after `free`.
/// @param exitableAt Unix seconds from which the exit can be executed; zero when there is none.
/// @param credit Proceeds that could not be pushed and returned posts. Never covers a bid; leaves at once.
/// @param presented Sum of the maxima of this account's presented bids, where they are the best ones. What leaves free and exiting
/// leaves this much.
struct VaultAccount {
    uint128 free;
    uint128 exiting;
    uint40 exitableAt;
    uint112 credit;
    uint104 presented;
}

/// @notice A settler's consent to pay out free funds at once. Signed as EIP-712 `Withdrawal`.
/// @param amount Amount in the smallest unit.
/// @param recipient Who receives it.
/// @param nonce Unordered, single use per settler.
/// @param deadline Unix seconds; at most 10 minutes ahead.
struct Withdrawal {
    uint256 amount;
    address recipient;
    uint256 nonce;
    uint256 deadline;
}

/// @title IVault
/// @notice Bidders' deposits. Free funds admit bids and can be moved only by a settlement that carries the bidder's own
/// signature, by a withdrawal that a settler co-signed, or by an exit that took EXIT_DELAY.
interface IVault {
    /// @notice The account's free funds grew: money came in, or its posted bid won and is about to pay.
    event Deposited(address indexed account, address indexed payer, uint256 amount);
    /// @notice Free funds were paid out with the consent of a settler.
    event Withdrawn(address indexed account, address indexed recipient, uint256 amount, bytes32 settler, uint256 nonce);
    /// @notice Free funds began their way out; they can be taken from `exitableAt`, Unix seconds.
    event ExitRequested(address indexed account, uint256 amount, uint256 exitableAt);
    /// @notice What was on its way out is free again.
    event ExitCancelled(address indexed account, uint256 amount);
    /// @notice What was on its way out was paid to the recipient, as far as presented bids do not bind it.
    event ExitExecuted(address indexed account, address indexed recipient, uint256 amount);

    /// @notice Money for `account` could not be pushed, or a post returned; it waits as credit.
    /// @param id Trade or auction that it comes from.
    event Credited(address indexed account, bytes32 indexed id, uint256 amount);

    /// @notice Credit paid for something.
    /// @param id What it paid for.
    event CreditSpent(address indexed account, bytes32 indexed id, uint256 amount);

    /// @notice Credit was paid to the recipient.
    event CreditWithdrawn(address indexed account, address indexed recipient, uint256 amount);

    /// @notice The account's free funds do not suffice.
    error InsufficientFree(address account, uint256 free, uint256 required);

    /// @notice The account's free and exiting funds together do not suffice.
    error InsufficientFunds(address account, uint256 available, uint256 required);

    /// @notice What would stay is less than the account's presented bids bind.
    error PresentedBidsUncovered(address account, uint256 remaining, uint256 presented);

    /// @notice The account has no exit to cancel or execute.
    error NoExit(address account);

    /// @notice The exit is not ripe yet.
    error ExitNotReady(address account, uint256 exitableAt);

    /// @notice The account has no credit.
    error NoCredit(address account);

    /// @notice Puts `amount` of the caller's currency into the vault account of `account`. Works while paused.
    /// @param account Whose free funds grow.
    /// @param amount Smallest unit of the currency.
    function deposit(address account, uint256 amount) external;

    /// @notice Pays out the caller's free funds at once, with a settler's signature.
    /// @dev Requirements: amount <= free; presented bids stay covered; deadline not past and at most 10 minutes ahead; nonce
    /// unused. Works while paused.
    /// @param withdrawal What the settler consents to.
    /// @param settlerSignature The settler's signature of it, in the form of MECHANISM.md 37.
    function withdraw(Withdrawal calldata withdrawal, bytes calldata settlerSignature) external;

    /// @notice Starts to move `amount` of the caller's free funds out, without anybody's consent.
    /// @dev One exit at a time: a new request replaces the old one and restarts the clock. Works while paused.
    /// @param amount Smallest unit of the currency.
    function requestExit(uint256 amount) external;

    /// @notice Returns the caller's exiting funds to free.
    function cancelExit() external;

    /// @notice Pays out the caller's exit once EXIT_DELAY has passed. Works while paused.
    /// @dev What presented bids bind beyond free stays exiting, and can be taken as soon as they end; when that is all of it, this
    /// reverts.
    /// @param recipient Who receives it.
    function executeExit(address recipient) external;

    /// @notice Pays out all of the caller's credit at once. Works while paused.
    /// @param recipient Who receives it.
    function withdrawCredit(address recipient) external;

    /// @notice An account's money in the vault.
    /// @param account Whose money.
    /// @return Its free, exiting and credited amounts.
    function vaultOf(address account) external view returns (VaultAccount memory);

    /// @notice Sum of all accounts' free, exiting and credit, and of all posted bids. What the Marketplace holds above it are unpaid fees.
    /// @return Smallest unit of the currency.
    function totalOwed() external view returns (uint256);
}
