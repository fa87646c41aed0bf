import type { Address, Hex } from "viem";
import type { Contender, Contest, ToldBid } from "../../domain/notices.ts";
import type { Queries } from "./database.ts";
import type { ClaimedBids } from "./outbox.ts";

type BidRow = {
  auction_id: Hex;
  sequence: number;
  bidder: Address;
  amount: string;
  max_amount: string;
  received_at: number;
};

const RANGES = "json_to_recordset($1::json) AS range(auction_id text, first bigint, last bigint)";
const COLUMNS =
  "bids.auction_id, sequence, bidder, amount::text AS amount, max_amount::text AS max_amount, received_at";

const toBid = (row: BidRow): ToldBid => ({
  sequence: Number(row.sequence),
  bidder: row.bidder,
  amount: BigInt(row.amount),
  maxAmount: BigInt(row.max_amount),
  receivedAt: Number(row.received_at),
});

const toJson = (ranges: readonly ClaimedBids[]): string =>
  JSON.stringify(ranges.map(({ auctionId, first, last }) => ({ auction_id: auctionId, first, last })));

/** What bids that came one after the other come to, by auction. */
export async function listContests(queries: Queries, ranges: readonly ClaimedBids[]): Promise<Map<Hex, Contest>> {
  const newest = await queries.query<BidRow>(
    `SELECT ${COLUMNS} FROM ${RANGES} JOIN bids ON bids.auction_id = range.auction_id AND sequence = last`,
    [toJson(ranges)],
  );
  // A busy auction has hundreds of bids at a time, and few bidders.
  const best = await queries.query<BidRow>(
    `SELECT DISTINCT ON (bids.auction_id, bidder) ${COLUMNS} FROM ${RANGES}
      JOIN bids ON bids.auction_id = range.auction_id AND sequence BETWEEN first AND last
      ORDER BY bids.auction_id, bidder, bids.max_amount DESC, sequence`,
    [toJson(ranges)],
  );
  const contests = new Map<Hex, Contest>(newest.map((row) => [row.auction_id, { last: toBid(row), contenders: [] }]));
  for (const row of best.sort((one, other) => Number(one.sequence) - Number(other.sequence)))
    contests.get(row.auction_id)?.contenders.push(toBid(row));
  return contests;
}

/** Who led each auction's log before its range begins. */
export async function findLeadersBefore(
  queries: Queries,
  ranges: readonly ClaimedBids[],
): Promise<Map<Hex, Contender>> {
  const rows = await queries.query<BidRow>(
    `SELECT DISTINCT ON (bids.auction_id) ${COLUMNS} FROM ${RANGES}
      JOIN bids ON bids.auction_id = range.auction_id AND sequence < first
      ORDER BY bids.auction_id, bids.max_amount DESC, sequence`,
    [toJson(ranges)],
  );
  return new Map(rows.map((row) => [row.auction_id, toBid(row)]));
}

/** Everybody who bid off chain in an auction. */
export async function listBidders(queries: Queries, auctionId: Hex): Promise<Address[]> {
  const rows = await queries.query<{ bidder: Address }>("SELECT DISTINCT bidder FROM bids WHERE auction_id = $1", [
    auctionId,
  ]);
  return rows.map(({ bidder }) => bidder);
}

/** Who watches these auctions. */
export async function listWatchers(queries: Queries, auctions: readonly Hex[]): Promise<Map<Hex, Address[]>> {
  const rows = await queries.query<{ auction_id: Hex; account: Address }>(
    "SELECT auction_id, account FROM watches WHERE auction_id = ANY($1) ORDER BY auction_id, account",
    [[...auctions]],
  );
  const watchers = new Map<Hex, Address[]>(auctions.map((id) => [id, []]));
  for (const { auction_id, account } of rows) watchers.get(auction_id)?.push(account);
  return watchers;
}
