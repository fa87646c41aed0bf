/**
 * How often this page asks again, in milliseconds. Polling makes other players' doings appear without a reload; one's own show at
 * once, because the SDK's flows have everything asked anew.
 */
export const SLOW = 12_000;
export const STEADY = 5_000;
export const QUICK = 2_500;

/** Entries of a page of a list. */
export const PAGE = 24;
