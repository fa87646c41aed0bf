import type { Address, Hex } from "viem";
import type { ChainEvent } from "../../domain/chainEvents.ts";
import { type EventRow, toChainEvent } from "./chain.ts";
import type { Queries } from "./database.ts";

type Name = ChainEvent["event"]["name"];
type Named<name extends Name> = ChainEvent & { event: Extract<ChainEvent["event"], { name: name }> };

const COLUMNS = "block_number, log_index, block_hash, transaction, event::text AS event";

/** The event at a place on the chain. */
export async function findChainEvent(
  queries: Queries,
  { blockNumber, logIndex }: { blockNumber: number; logIndex: number },
): Promise<ChainEvent | undefined> {
  const [row] = await queries.query<EventRow>(
    `SELECT ${COLUMNS} FROM chain_events WHERE block_number = $1 AND log_index = $2`,
    [blockNumber, logIndex],
  );
  return row && toChainEvent(row);
}

/** What happened under this name to these auctions or listings, in its order. */
export async function listEventsOf<name extends Name>(
  queries: Queries,
  name: name,
  ids: readonly Hex[],
): Promise<Named<name>[]> {
  const rows = await queries.query<EventRow>(
    `SELECT ${COLUMNS} FROM chain_events
      WHERE coalesce(event->>'auctionId', event->>'listingId') = ANY($1) AND event->>'name' = $2
      ORDER BY block_number, log_index`,
    [[...ids], name],
  );
  return rows.map(toChainEvent) as Named<name>[];
}

/** All that happened to auctions, in its order. */
export async function listEventsOfAuctions(queries: Queries, ids: readonly Hex[]): Promise<ChainEvent[]> {
  const rows = await queries.query<EventRow>(
    `SELECT ${COLUMNS} FROM chain_events WHERE coalesce(event->>'auctionId', event->>'listingId') = ANY($1)
      ORDER BY block_number, log_index`,
    [[...ids]],
  );
  return rows.map(toChainEvent);
}

/** Who listed or auctioned an item last. */
export async function findDepositor(
  queries: Queries,
  { token, tokenId }: { token: Address; tokenId: bigint },
): Promise<Address | undefined> {
  const [row] = await queries.query<{ seller: Address }>(
    `SELECT coalesce(event->>'seller', event->'terms'->>'seller') AS seller FROM chain_events
      WHERE event->>'name' IN ('ListingCreated', 'AuctionCreated')
        AND coalesce(event->>'token', event->'terms'->>'token') = $1
        AND coalesce(event->>'tokenId', event->'terms'->>'tokenId') = $2
      ORDER BY block_number DESC, log_index DESC LIMIT 1`,
    [token, tokenId.toString()],
  );
  return row?.seller;
}
