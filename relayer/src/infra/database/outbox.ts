import type { Hex } from "viem";
import type { Queries } from "./database.ts";

/** An auction with bids of which nobody was told yet. */
export type DueAuction = { auctionId: Hex; attempts: number };

/** Bids of one auction that are being told of. */
export type ClaimedBids = { auctionId: Hex; first: number; last: number };

/** Auctions whose bids are to be told of now. */
export async function dueAuctions(queries: Queries, now: number, limit: number): Promise<DueAuction[]> {
  const rows = await queries.query<{ auction_id: Hex; attempts: number }>(
    `SELECT auction_id, max(attempts) AS attempts FROM bid_outbox WHERE due_at <= $1
      GROUP BY auction_id ORDER BY min(due_at) LIMIT $2`,
    [now, limit],
  );
  return rows.map(({ auction_id, attempts }) => ({ auctionId: auction_id, attempts }));
}

/** Takes all that waits of these auctions out of the queue; it is back where the transaction fails. */
export async function claimBids(queries: Queries, auctions: readonly Hex[]): Promise<ClaimedBids[]> {
  const rows = await queries.query<{ auction_id: Hex; first: number; last: number }>(
    `WITH claimed AS (DELETE FROM bid_outbox WHERE auction_id = ANY($1) RETURNING auction_id, first, last)
     SELECT auction_id, min(first) AS first, max(last) AS last FROM claimed GROUP BY auction_id ORDER BY auction_id`,
    [[...auctions]],
  );
  return rows.map(({ auction_id, first, last }) => ({
    auctionId: auction_id,
    first: Number(first),
    last: Number(last),
  }));
}

/** Has an auction's bids told of later. */
export async function postponeBids(
  queries: Queries,
  { auctionId, attempts }: DueAuction,
  dueAt: number,
): Promise<void> {
  await queries.query("UPDATE bid_outbox SET attempts = $2, due_at = $3 WHERE auction_id = $1", [
    auctionId,
    attempts + 1,
    dueAt,
  ]);
}

/** A chain event of which nobody was told yet. */
export type DueEvent = { blockNumber: number; logIndex: number; attempts: number };

/** Events in blocks up to this one that are to be told of now, in their order. */
export async function dueEvents(
  queries: Queries,
  { now, final, limit }: { now: number; final: number; limit: number },
): Promise<DueEvent[]> {
  const rows = await queries.query<{ block_number: number; log_index: number; attempts: number }>(
    `SELECT block_number, log_index, attempts FROM chain_outbox WHERE due_at <= $1 AND block_number <= $2
      ORDER BY block_number, log_index LIMIT $3`,
    [now, final, limit],
  );
  return rows.map((row) => ({
    blockNumber: Number(row.block_number),
    logIndex: Number(row.log_index),
    attempts: row.attempts,
  }));
}

/** Takes an event out of the queue; it is back where the transaction fails. False where it was not there any more. */
export async function claimEvent(queries: Queries, { blockNumber, logIndex }: DueEvent): Promise<boolean> {
  const rows = await queries.query(
    "DELETE FROM chain_outbox WHERE block_number = $1 AND log_index = $2 RETURNING log_index",
    [blockNumber, logIndex],
  );
  return rows.length > 0;
}

/** Has an event told of later. */
export async function postponeEvent(queries: Queries, due: DueEvent, dueAt: number): Promise<void> {
  await queries.query("UPDATE chain_outbox SET attempts = $3, due_at = $4 WHERE block_number = $1 AND log_index = $2", [
    due.blockNumber,
    due.logIndex,
    due.attempts + 1,
    dueAt,
  ]);
}

/** An offer of which nobody was told yet. */
export type DueOffer = { orderId: Hex; attempts: number };

/** Offers that are to be told of now, the longest waiting first. */
export async function dueOffers(queries: Queries, now: number, limit: number): Promise<DueOffer[]> {
  const rows = await queries.query<{ order_id: Hex; attempts: number }>(
    "SELECT order_id, attempts FROM order_outbox WHERE due_at <= $1 ORDER BY due_at, order_id LIMIT $2",
    [now, limit],
  );
  return rows.map(({ order_id, attempts }) => ({ orderId: order_id, attempts }));
}

/** Takes an offer out of the queue; it is back where the transaction fails. False where it was not there any more. */
export async function claimOffer(queries: Queries, { orderId }: DueOffer): Promise<boolean> {
  const rows = await queries.query("DELETE FROM order_outbox WHERE order_id = $1 RETURNING order_id", [orderId]);
  return rows.length > 0;
}

/** Has an offer told of later. */
export async function postponeOffer(queries: Queries, { orderId, attempts }: DueOffer, dueAt: number): Promise<void> {
  await queries.query("UPDATE order_outbox SET attempts = $2, due_at = $3 WHERE order_id = $1", [
    orderId,
    attempts + 1,
    dueAt,
  ]);
}
