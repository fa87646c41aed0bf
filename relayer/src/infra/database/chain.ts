import type { Hex } from "viem";
import { type ChainEvent, tradeEventNames } from "../../domain/chainEvents.ts";
import type { Queries } from "./database.ts";

/** A block that the copy of the chain is known to have followed. */
export type Checkpoint = { number: number; hash: Hex };

/** How many checkpoints are kept: how far a reorg can reach before everything is read anew. */
export const KEPT_CHECKPOINTS = 256;

/** Fields of events that are bigints; JSON has them as decimal strings. */
const AMOUNTS = new Set([
  "amount",
  "maxAmount",
  "nonce",
  "tokenId",
  "quantity",
  "startPrice",
  "reservePrice",
  "rules",
  "buyoutPrice",
  "start",
  "end",
  "incrementBps",
  "maxRoyaltyBps",
  "salt",
  "total",
  "fee",
  "royalty",
  "cap",
]);

const encode = (event: ChainEvent["event"]): string =>
  JSON.stringify(event, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

const decodeEvent = (json: string): ChainEvent["event"] =>
  JSON.parse(json, (key, value: unknown) => (AMOUNTS.has(key) ? BigInt(value as string) : value));

/** An event as its row has it. */
export type EventRow = { block_number: number; log_index: number; block_hash: Hex; transaction: Hex; event: string };

export const toChainEvent = (row: EventRow): ChainEvent => ({
  blockNumber: Number(row.block_number),
  logIndex: Number(row.log_index),
  blockHash: row.block_hash,
  transaction: row.transaction,
  event: decodeEvent(row.event),
});

/** Events of consecutive blocks, and the block up to which they are complete. */
export async function insertChainEvents(
  queries: Queries,
  events: readonly ChainEvent[],
  checkpoint: Checkpoint,
): Promise<void> {
  if (events.length > 0) {
    const rows = events.map(({ blockNumber, logIndex, blockHash, transaction, event }) => ({
      block_number: blockNumber,
      log_index: logIndex,
      block_hash: blockHash,
      transaction,
      event: JSON.parse(encode(event)),
    }));
    await queries.query(
      "INSERT INTO chain_events SELECT * FROM json_populate_recordset(NULL::chain_events, $1::json)",
      [JSON.stringify(rows)],
    );
  }
  await queries.query(
    "INSERT INTO chain_blocks (number, hash) VALUES ($1, $2) ON CONFLICT (number) DO UPDATE SET hash = excluded.hash",
    [checkpoint.number, checkpoint.hash],
  );
  await queries.query(
    "DELETE FROM chain_blocks WHERE number IN (SELECT number FROM chain_blocks ORDER BY number DESC OFFSET $1)",
    [KEPT_CHECKPOINTS],
  );
}

/** Cuts the copy back to a block, which stays. What later blocks were summed up in is summed up anew. */
export async function rewindChain(queries: Queries, to: number): Promise<void> {
  await queries.query("DELETE FROM chain_summary WHERE block_number > $1", [to]);
  await queries.query("DELETE FROM chain_events WHERE block_number > $1", [to]);
  await queries.query("DELETE FROM chain_blocks WHERE number > $1", [to]);
}

/** Where the copy of the chain has been followed to, newest first. */
export async function loadCheckpoints(queries: Queries): Promise<Checkpoint[]> {
  const rows = await queries.query<{ number: number; hash: Hex }>(
    "SELECT number, hash FROM chain_blocks ORDER BY number DESC",
  );
  return rows.map(({ number, hash }) => ({ number: Number(number), hash }));
}

/** Events that are read at a time. */
const PAGE = 1_000;

/** Events that the state in memory is made of, above a block and up to another, in their order, a page at a time. */
export async function* readChainEvents(
  queries: Queries,
  { above, upTo }: { above: number; upTo: number },
): AsyncIterable<ChainEvent[]> {
  let place = { block: above, index: Number.MAX_SAFE_INTEGER };
  for (;;) {
    const rows = await queries.query<EventRow>(
      `SELECT block_number, log_index, block_hash, transaction, event::text AS event FROM chain_events
        WHERE (block_number, log_index) > ($1::bigint, $2::bigint) AND block_number <= $3
          AND NOT (event->>'name' = ANY($4))
        ORDER BY block_number, log_index LIMIT ${PAGE}`,
      [place.block, place.index, upTo, [...tradeEventNames]],
    );
    const events = rows.map(toChainEvent);
    yield events;
    const last = events.at(-1);
    if (last === undefined || events.length < PAGE) return;
    place = { block: last.blockNumber, index: last.logIndex };
  }
}

/** Auctions with bids, or attempts to settle them, that a reorg took away and that did not come back yet. */
export async function listOrphans(queries: Queries): Promise<Hex[]> {
  const rows = await queries.query<{ auction_id: Hex }>("SELECT auction_id FROM orphaned_auctions");
  return rows.map(({ auction_id }) => auction_id);
}
