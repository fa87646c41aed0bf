import type { Address, Hex } from "viem";
import type { AcceptedBid, Standing } from "../../domain/bids.ts";
import type { Queries } from "./database.ts";

type BidRow = {
  auction_id: Hex;
  sequence: number;
  bid_hash: Hex;
  bidder: Address;
  max_amount: string;
  amount: string;
  signature: Hex;
  received_at: number;
  previous: Hex;
  receipt_hash: Hex;
  receipt_signature: Hex;
  proxy: boolean;
  price: string;
  leader: number;
  extended_to: number | null;
  extension_signature: Hex | null;
  key: Hex | null;
};

const COLUMNS = `auction_id, sequence, bid_hash, bidder, max_amount::text AS max_amount, amount::text AS amount, signature,
  received_at, previous, receipt_hash, receipt_signature, proxy, price::text AS price, leader,
  extended_to, extension_signature, key`;

const toBid = (row: BidRow): AcceptedBid => ({
  auctionId: row.auction_id,
  sequence: Number(row.sequence),
  bidHash: row.bid_hash,
  bidder: row.bidder,
  maxAmount: BigInt(row.max_amount),
  amount: BigInt(row.amount),
  signature: row.signature,
  receivedAt: Number(row.received_at),
  previous: row.previous,
  receiptHash: row.receipt_hash,
  receiptSignature: row.receipt_signature,
  proxy: row.proxy,
  price: BigInt(row.price),
  leader: Number(row.leader),
  extendedTo: row.extended_to === null ? null : Number(row.extended_to),
  extensionSignature: row.extension_signature,
  ...(row.key && { key: row.key }),
});

/** Appends a batch to the bid log, in one statement. A sequence or a bid that is there already fails the whole batch. */
export async function insertBids(queries: Queries, bids: readonly AcceptedBid[]): Promise<void> {
  const rows = bids.map((bid) => ({
    auction_id: bid.auctionId,
    sequence: bid.sequence,
    bid_hash: bid.bidHash,
    bidder: bid.bidder,
    max_amount: bid.maxAmount.toString(),
    amount: bid.amount.toString(),
    signature: bid.signature,
    received_at: bid.receivedAt,
    previous: bid.previous,
    receipt_hash: bid.receiptHash,
    receipt_signature: bid.receiptSignature,
    proxy: bid.proxy,
    price: bid.price.toString(),
    leader: bid.leader,
    extended_to: bid.extendedTo,
    extension_signature: bid.extensionSignature,
    key: bid.key ?? null,
  }));
  await queries.append("bids", rows);
}

/** An accepted bid by its digest. */
export async function findBid(queries: Queries, bidHash: Hex): Promise<AcceptedBid | undefined> {
  const [row] = await queries.query<BidRow>(`SELECT ${COLUMNS} FROM bids WHERE bid_hash = $1`, [bidHash]);
  return row && toBid(row);
}

/** An auction's accepted bid by its place. */
export async function findBidAt(queries: Queries, auctionId: Hex, sequence: number): Promise<AcceptedBid | undefined> {
  const [row] = await queries.query<BidRow>(`SELECT ${COLUMNS} FROM bids WHERE auction_id = $1 AND sequence = $2`, [
    auctionId,
    sequence,
  ]);
  return row && toBid(row);
}

/** The receipt key's signature of an Extension that came with a bid. */
export async function findExtension(queries: Queries, auctionId: Hex, extendedTo: number): Promise<Hex | undefined> {
  const [row] = await queries.query<{ extension_signature: Hex }>(
    "SELECT extension_signature FROM bids WHERE auction_id = $1 AND extended_to = $2 ORDER BY sequence DESC LIMIT 1",
    [auctionId, extendedTo],
  );
  return row?.extension_signature;
}

/** An auction's bids after a sequence number, ascending. */
export async function listBids(
  queries: Queries,
  { auctionId, after, limit }: { auctionId: Hex; after: number; limit: number },
): Promise<AcceptedBid[]> {
  const rows = await queries.query<BidRow>(
    `SELECT ${COLUMNS} FROM bids WHERE auction_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    [auctionId, after, limit],
  );
  return rows.map(toBid);
}

/** An auction's best bid, of equal ones the earliest, those of some bidders left out. */
export async function bestBid(
  queries: Queries,
  auctionId: Hex,
  except: readonly Address[],
): Promise<AcceptedBid | undefined> {
  const [row] = await queries.query<BidRow>(
    `SELECT ${COLUMNS} FROM bids WHERE auction_id = $1 AND bidder <> ALL($2) ORDER BY bids.max_amount DESC, sequence LIMIT 1`,
    [auctionId, except],
  );
  return row && toBid(row);
}

/**
 * A bidder's highest bid on an auction that is not above an amount, of equal ones the earliest.
 *
 * @param key - The bid key that signed; null for the bidder's own; by default any.
 */
export async function bestBidOf(
  queries: Queries,
  { auctionId, bidder, upTo, key }: { auctionId: Hex; bidder: Address; upTo: bigint; key?: Hex | null },
): Promise<AcceptedBid | undefined> {
  const [row] = await queries.query<BidRow>(
    `SELECT ${COLUMNS} FROM bids WHERE auction_id = $1 AND bidder = $2 AND max_amount <= $3
      AND ($4 OR key IS NOT DISTINCT FROM $5) ORDER BY bids.max_amount DESC, sequence LIMIT 1`,
    [auctionId, bidder, upTo.toString(), key === undefined, key ?? null],
  );
  return row && toBid(row);
}

/** The keys that signed a bidder's bids on an auction: bid keys, and null for his own. */
export async function listBidSigners(queries: Queries, auctionId: Hex, bidder: Address): Promise<(Hex | null)[]> {
  const rows = await queries.query<{ key: Hex | null }>(
    "SELECT DISTINCT key FROM bids WHERE auction_id = $1 AND bidder = $2 ORDER BY key NULLS FIRST",
    [auctionId, bidder],
  );
  return rows.map(({ key }) => key);
}

/** Which accounts bid by which bid keys on auctions. */
export async function listKeyedBids(
  queries: Queries,
  auctionIds: readonly Hex[],
): Promise<{ bidder: Address; key: Hex; auction_id: Hex }[]> {
  return queries.query(
    "SELECT DISTINCT bidder, key, auction_id FROM bids WHERE key IS NOT NULL AND auction_id = ANY($1)",
    [[...auctionIds]],
  );
}

type Last = { last: number; last_at: number; last_hash: Hex; last_price: string; last_extended_to: number | null };

/** The end of auctions' chains of receipts, and the bid that leads there; nothing of those without a bid. */
export async function findStandings(queries: Queries, auctionIds: readonly Hex[]): Promise<Map<Hex, Standing>> {
  const rows = await queries.query<BidRow & Last>(
    `SELECT ${COLUMNS}, last, last_at, last_hash, last_price::text AS last_price, last_extended_to
     FROM unnest($1::text[]) AS wanted (id)
     CROSS JOIN LATERAL (
       SELECT sequence AS last, leader AS led, received_at AS last_at, receipt_hash AS last_hash, price AS last_price,
         extended_to AS last_extended_to
       FROM bids AS log WHERE log.auction_id = wanted.id ORDER BY sequence DESC LIMIT 1) AS ends
     JOIN bids ON auction_id = wanted.id AND sequence = led`,
    [[...auctionIds]],
  );
  return new Map(
    rows.map((row) => {
      const { auctionId, bidder, maxAmount, sequence, receivedAt, bidHash, key } = toBid(row);
      const price = BigInt(row.last_price);
      const top = { bidder, maxAmount, price, sequence, receivedAt, bidHash, ...(key && { key }) };
      // Sequences are gapless, so the last is the count.
      const end = { count: Number(row.last), receivedAt: Number(row.last_at), receiptHash: row.last_hash };
      const extendedTo = row.last_extended_to === null ? null : Number(row.last_extended_to);
      return [auctionId, { ...end, top, extendedTo }];
    }),
  );
}
