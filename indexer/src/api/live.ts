import { createRelayerClient, type LiveAuction } from "@plaza/sdk/relayer";
import type { Hex } from "viem";

/** How long the relayer may take to answer: what the chain says does not wait longer for it. */
const TIMEOUT_MS = 1_000;

/** What the relayer says of auctions, by their ids; those that it does not know are absent. */
export type LiveReader = (ids: readonly Hex[]) => Promise<Map<Hex, LiveAuction>>;

/** Why nothing is known of an auction's bids. */
export type LiveUnavailable = "NOT_CONFIGURED" | "AWAY" | "UNKNOWN";
export type Live = { auction: LiveAuction; unavailable: null } | { auction: null; unavailable: LiveUnavailable };

/** Makes a reader of a relayer's auctions. */
export function createLiveReader(url: string): LiveReader {
  const relayer = createRelayerClient({ url, timeout: TIMEOUT_MS });
  return async (ids) => new Map((await relayer.getAuctions(ids)).map((auction) => [auction.id, auction]));
}

/** Asks the relayer about auctions. Never fails: what cannot be known says why. */
export async function readLive(read: LiveReader | undefined, ids: readonly Hex[]): Promise<Live[]> {
  const none = (unavailable: LiveUnavailable): Live => ({ auction: null, unavailable });
  if (!read) return ids.map(() => none("NOT_CONFIGURED"));
  const found = await read(ids).catch(() => null);
  if (!found) return ids.map(() => none("AWAY"));
  return ids.map((id) => {
    const auction = found.get(id);
    return auction ? { auction, unavailable: null } : none("UNKNOWN");
  });
}
