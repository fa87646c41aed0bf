import type { Hex } from "viem";
import type { BookReader } from "../book.ts";
import type { Feed } from "../feed.ts";
import type { Refresh } from "../metadata/refresh.ts";
import type { CursorCodec } from "../query/cursor.ts";
import type { Database } from "../query/database.ts";
import type { Loaders } from "./loaders.ts";

/** How far the index has come. */
export type Head = {
  chainId: number;
  block: bigint;
  /** Unix seconds; what expired and ended is judged by it. */
  timestamp: number;
};

/** The index as it is at a moment. What `db` reads is of the head's block or of a later one. */
export type Index = {
  db: Database;
  head: Head;
  /** Schema of the tables; empty where there is only one. */
  release: string;
};

/** What resolvers work with; one for each request. */
export type Context = {
  db: Database;
  cursors: CursorCodec;
  loaders: Loaders;
  /** The contract that holds what is for sale. */
  escrow: Hex;
  /** Asks the relayer for offers in its book; absent without a relayer. */
  readOffers: BookReader | undefined;
  /** Has an item's metadata looked at again; absent where nobody looks. */
  refresh: Refresh | undefined;
  /** Address that the request came from. */
  caller: string;
  /** Tells subscribers what happens. */
  feed: Feed;
  /** What reads anew: the next event of a subscription is about a newer state. */
  renewed(): Pick<Context, "db" | "loaders" | "head">;
  /** The same for the whole request. */
  head: Head;
};
