/** Largest price, bid or total: amounts are stored in 96 bits. Smallest unit of the currency. */
export const MAX_AMOUNT = 2n ** 96n - 1n;

/** Basis points in a whole. */
export const BPS = 10_000n;

/** Hard cap of the platform fee, in basis points. */
export const MAX_FEE_BPS = 1_000;

/** Least increment of an auction, in basis points (MECHANISM.md 11). */
export const MIN_INCREMENT_BPS = 100n;

/** How far ahead a settlement's deadline may lie, in seconds. */
export const MAX_SETTLEMENT_SECONDS = 3_600;

/** How far ahead a co-signed withdrawal's deadline may lie, in seconds (MECHANISM.md 15). */
export const MAX_WITHDRAWAL_SECONDS = 600;

/** How far ahead a cancellation's deadline may lie, in seconds (MECHANISM.md 30). */
export const MAX_CANCELLATION_SECONDS = 600;

/** How far a withdrawal request's `issuedAt` may differ from the relayer's clock, in seconds. */
export const MAX_REQUEST_AGE_SECONDS = 300;

/** EIP-712 domain name of every Marketplace. */
export const DOMAIN_NAME = "Plaza Marketplace";

/** EIP-712 domain version of every Marketplace. */
export const DOMAIN_VERSION = "1";
