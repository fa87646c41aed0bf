import type { Hex } from "viem";

/** What the book says of one auction, sealed by the writer. */
export type HotEntry = {
  auctionId: Hex;
  /** Grows with each change that the writer of an epoch tells. */
  revision: number;
  /** Bids of the auction so far: never falls. */
  sequence: number;
  value: string;
};

/** Where a reader is in the book of one epoch. */
export type HotPlace = { epoch: number; revision: number };

/**
 * Standings of live auctions, told by the writer to instances that have no connection to it. It is a copy: losing it, or reading nothing
 * from it, changes no answer but its age.
 */
export type HotBook = {
  /**
   * Empties it for the writer of an epoch; it is whole, and read, from `complete` on.
   *
   * @param isSure - Whether Postgres was asked who writes: what is in it is then wiped even where it claims a later epoch.
   * @returns Whether it was: not where a later writer has begun.
   */
  begin(epoch: number, isSure?: boolean): Promise<boolean>;
  /**
   * Adds what is newer than what is there, and vouches for the book for a few seconds.
   *
   * @returns Whether the book is this epoch's: not where a later writer has begun, or where it was lost.
   */
  put(epoch: number, entries: readonly HotEntry[]): Promise<boolean>;
  /** Says that everything is in it. */
  complete(epoch: number): Promise<boolean>;
  /** What changed after a place, oldest first; all of it where the epoch is another. Undefined where the book is not to be trusted. */
  read(after: HotPlace): Promise<{ place: HotPlace; entries: HotEntry[] } | undefined>;
};

/** How long a writer's word is good: one that is silent for longer may have been cut off. */
export const VOUCHED_MS = 3_000;

/**
 * What the hot book is to an instance at present.
 *
 * - `told`: it writes, and all standings are there
 * - `telling`: it writes, and nobody may trust the book yet, or any more
 * - `spare`: it has a connection to the writer and does not need the book
 * - `read`: it has none, and knows by the book how auctions stand
 * - `untrusted`: it has none, and asks the database instead
 */
export type HotBookUse = "told" | "telling" | "spare" | "read" | "untrusted";
