import type { Hex } from "viem";
import { type ChainEvent, tradeEventNames } from "../../domain/chainEvents.ts";
import type { Queries } from "./database.ts";

/** A block that the copy of the chain is known to have followed. */
export type Checkpoint = { number: number; hash: Hex };

/** How many checkpoints are kept: how far a reorg can reach before everything is read anew. */
const KEPT = 256;

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

/** An event as it was stored. */
export const decodeEvent = (json: string): ChainEvent["event"] =>
  JSON.parse(json, (key, value: unknown) => (AMOUNTS.has(key) ? BigInt(value as string) : value));

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
    [KEPT],
  );
}

/** Cuts the copy back to a block, which stays. */
export async function rewindChain(queries: Queries, to: number): Promise<void> {
  await queries.query("DELETE FROM chain_events WHERE block_number > $1", [to]);
  await queries.query("DELETE FROM chain_blocks WHERE number > $1", [to]);
}

/** The copy of the chain: all events that the state in memory is made of, in order, and the checkpoints, newest first. */
export async function loadChain(queries: Queries): Promise<{ events: ChainEvent[]; checkpoints: Checkpoint[] }> {
  const rows = await queries.query<{
    block_number: number;
    log_index: number;
    block_hash: Hex;
    transaction: Hex;
    event: string;
  }>(
    "SELECT block_number, log_index, block_hash, transaction, event::text AS event FROM chain_events WHERE NOT (event->>'name' = ANY($1)) ORDER BY block_number, log_index",
    [[...tradeEventNames]],
  );
  const checkpoints = await queries.query<{ number: number; hash: Hex }>(
    "SELECT number, hash FROM chain_blocks ORDER BY number DESC",
  );
  return {
    events: rows.map((row) => ({
      blockNumber: Number(row.block_number),
      logIndex: Number(row.log_index),
      blockHash: row.block_hash,
      transaction: row.transaction,
      event: decodeEvent(row.event),
    })),
    checkpoints: checkpoints.map(({ number, hash }) => ({ number: Number(number), hash })),
  };
}
