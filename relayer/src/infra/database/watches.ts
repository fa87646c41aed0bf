import type { Address, Hex } from "viem";
import type { Queries } from "./database.ts";

/** The auctions that an account watches, at most so many. */
export async function listWatches(queries: Queries, account: Address, limit: number): Promise<Hex[]> {
  const rows = await queries.query<{ auction_id: Hex }>(
    "SELECT auction_id FROM watches WHERE account = $1 ORDER BY auction_id LIMIT $2",
    [account, limit],
  );
  return rows.map(({ auction_id }) => auction_id);
}

export async function addWatch(queries: Queries, account: Address, auctionId: Hex): Promise<void> {
  await queries.query("INSERT INTO watches (auction_id, account) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    auctionId,
    account,
  ]);
}

export async function removeWatch(queries: Queries, account: Address, auctionId: Hex): Promise<void> {
  await queries.query("DELETE FROM watches WHERE auction_id = $1 AND account = $2", [auctionId, account]);
}
