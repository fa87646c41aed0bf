import { rarity } from "../ponder.schema.ts";
import type { ActivityFields, ActivityRow } from "../src/api/entities/activity.ts";
import type { AuctionFields, AuctionRow } from "../src/api/entities/auction.ts";
import type { BidFields, BidRow } from "../src/api/entities/bid.ts";
import type { ItemFields, ItemRow } from "../src/api/entities/item.ts";
import type { LedgerFields, LedgerRow } from "../src/api/entities/ledger.ts";
import type { ListingFields, ListingRow } from "../src/api/entities/listing.ts";
import type { OfferFields, OfferRow, OfferState } from "../src/api/entities/offer.ts";
import type { TradeFields, TradeRow } from "../src/api/entities/trade.ts";
import type { TraitFields } from "../src/api/entities/traits.ts";
import type { FilterInput, Range } from "../src/api/query/filter.ts";

// The slow, readable twin of the query planner: the same filters and sorts over rows in memory, written without it.

/** What rows are judged against besides themselves. */
export type World = {
  now: number;
  holdings: { account: string; itemId: string }[];
  listings: ListingRow[];
  trades: TradeRow[];
  nonces: { id: string; state: OfferState }[];
  counters: { address: string; counter: bigint }[];
  traits: { itemId: string; name: string; value: string; number: number | null }[];
  metadata: { subject: string; nameSearch: string | null }[];
};

/** Whether a row meets one field of a filter. */
type Rule<Row, Value, Fields> = (row: Row, value: Value, world: World, node: FilterInput<Fields>) => boolean;
export type Rules<Row, Fields> = { [Field in keyof Fields]-?: Rule<Row, NonNullable<Fields[Field]>, Fields> };

/** Whether a row meets a filter, apart from what it asks of one field at its root and in the `and` branches of the root, as far as it drops that. */
export function meets<Row, Fields>(
  rules: Rules<Row, Fields>,
  filter: FilterInput<Fields>,
  row: Row,
  world: World,
  apartFrom: keyof Fields | undefined = undefined,
  drops: (value: unknown) => boolean = () => true,
): boolean {
  for (const name of Object.keys(rules) as (keyof Fields)[]) {
    const value = filter[name];
    if (
      value !== undefined &&
      value !== null &&
      !(name === apartFrom && drops(value)) &&
      !rules[name](row, value as NonNullable<Fields[keyof Fields]>, world, filter)
    )
      return false;
  }
  if (filter.and && !filter.and.every((child) => meets(rules, child, row, world, apartFrom, drops))) return false;
  if (filter.or && !filter.or.some((child) => meets(rules, child, row, world))) return false;
  return !(filter.not && meets(rules, filter.not, row, world));
}

/** How often each value occurs, the most frequent first and equals in the order of their ranks. */
export function counted<Value>(values: readonly (Value | null)[], rankOf: (value: Value) => number | string) {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (rankOf(a.value) < rankOf(b.value) ? -1 : 1));
}

/** How numbers are spread over at most so many buckets of equal width; null if there are none. */
export function spread(numbers: readonly (number | bigint | null)[], buckets: number) {
  const values = numbers.flatMap((value) => (value === null ? [] : [BigInt(value)]));
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => (a < b ? -1 : 1));
  const [min, max] = [ascending.at(0) ?? 0n, ascending.at(-1) ?? 0n];
  let width = 1n;
  while (width * BigInt(buckets) <= max - min) width = (max - min) / BigInt(buckets) + 1n;
  const found = [];
  for (let low = min; low <= max; low += width) {
    const high = low + width > max ? max : low + width - 1n;
    found.push({ min: low, max: high, count: values.filter((value) => value >= low && value <= high).length });
  }
  return { min, max, count: values.length, buckets: found };
}

/** Orders rows by columns in turn; nulls last. `-name` means descending. */
export function sorted<Row extends Record<string, unknown>>(rows: readonly Row[], order: readonly string[]): Row[] {
  return [...rows].sort((a, b) => {
    for (const key of order) {
      const descending = key.startsWith("-");
      const name = descending ? key.slice(1) : key;
      const [x, y] = [rank(name, a[name]), rank(name, b[name])];
      if (x === y) continue;
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y !== descending ? -1 : 1;
    }
    return 0;
  });
}

function rank(name: string, value: unknown): number | bigint | null {
  if (name === "rarity" && typeof value === "string") return (rarity.enumValues as readonly string[]).indexOf(value);
  return typeof value === "number" || typeof value === "bigint" ? value : null;
}

const among = <Value>(value: Value | null, values: readonly Value[]) => value !== null && values.includes(value);

function inRange<Value extends number | bigint>(value: Value | null, { min, max }: Range<Value>): boolean {
  if ((min ?? null) === null && (max ?? null) === null) return true;
  if (value === null) return false;
  return (
    !(typeof min === typeof value && value < (min as Value)) && !(typeof max === typeof value && value > (max as Value))
  );
}

type TraitRow = Pick<ItemRow, "token" | "nameSearch" | Exclude<keyof TraitFields, "collection" | "name" | "trait">> &
  ({ itemId: string } | { id: string });

/** The item that a row is, or is about. */
export const itemOf = (row: { itemId: string } | { id: string }): string => ("itemId" in row ? row.itemId : row.id);

/** What the traits of an item's rows count to, of one name: values, the most frequent first, and the bounds of the numbers. */
export function countedTraits(rows: readonly TraitRow[], { traits }: World, name: string) {
  const found = rows.flatMap((row) => traits.filter((one) => one.itemId === itemOf(row) && one.name === name));
  const numbers = found.flatMap(({ number }) => (number === null ? [] : [number]));
  const bound = (of: (...values: number[]) => number) => (numbers.length > 0 ? of(...numbers) : null);
  const values = counted(
    found.map(({ value }) => value),
    (value) => Buffer.from(value).toString("hex"),
  );
  return { name, values, min: bound(Math.min), max: bound(Math.max) };
}

const traitRules: Rules<TraitRow, TraitFields> = {
  collection: (row, tokens) => tokens.includes(row.token),
  kind: (row, kinds) => among(row.kind, kinds),
  name: (row, text, { metadata }) =>
    [row, ...metadata.filter(({ subject }) => subject === itemOf(row))].some(({ nameSearch }) =>
      nameSearch?.includes(text.toLowerCase()),
    ),
  itemType: (row, values) => among(row.itemType, values),
  rarity: (row, values) => among(row.rarity, values),
  class: (row, values) => among(row.class, values),
  biome: (row, values) => among(row.biome, values),
  power: (row, range) => inRange(row.power, range),
  defense: (row, range) => inRange(row.defense, range),
  speed: (row, range) => inRange(row.speed, range),
  luck: (row, range) => inRange(row.luck, range),
  trait: (row, { name, values, range }, { traits }) =>
    traits.some(
      (one) =>
        one.itemId === itemOf(row) &&
        one.name === name &&
        (!values || values.includes(one.value)) &&
        (!range || inRange(one.number, range)),
    ),
};

const expired = (row: ListingRow, now: number) => row.expiry !== null && row.expiry <= BigInt(now);
const isActive = (row: ListingRow, now: number) => row.state === "ACTIVE" && !expired(row, now);

export const listingRules: Rules<ListingRow, ListingFields> = {
  ...traitRules,
  price: (row, range) => inRange(row.price, range),
  seller: (row, sellers) => sellers.includes(row.seller),
  status: (row, statuses, { now }) =>
    statuses.some((status) => {
      if (status === "ACTIVE") return isActive(row, now);
      if (status === "EXPIRED") return row.state === "ACTIVE" && expired(row, now);
      return row.state === status;
    }),
  primary: (row, wanted) => row.primary === wanted,
};

export const auctionRules: Rules<AuctionRow, AuctionFields> = {
  ...traitRules,
  price: (row, range) => inRange(row.startPrice, range),
  seller: (row, sellers) => sellers.includes(row.seller),
  status: (row, statuses, { now }) =>
    statuses.some((status) => {
      if (status === "SCHEDULED") return row.state === "OPEN" && row.start > now;
      if (status === "LIVE") return row.state === "OPEN" && row.start <= now && row.endsAt > now;
      if (status === "ENDED") return row.state === "OPEN" && row.start <= now && row.endsAt <= now;
      return row.state === status;
    }),
  endsAfter: (row, time) => row.endsAt >= time,
  endsBefore: (row, time) => row.endsAt < time,
  primary: (row, wanted) => row.primary === wanted,
  hasChainBids: (row, wanted) => row.chainBids > 0 === wanted,
};

export const itemRules: Rules<ItemRow, ItemFields> = {
  ...traitRules,
  owner: (row, owners, { holdings }) =>
    holdings.some(({ account, itemId }) => itemId === row.id && (owners as readonly string[]).includes(account)),
  listed: (row, wanted, { listings, now }) =>
    listings.some((listing) => listing.itemId === row.id && isActive(listing, now)) === wanted,
};

export const tradeRules: Rules<TradeRow, TradeFields> = {
  ...traitRules,
  account: (row, account, _, { role }) =>
    (role !== "BUYER" && row.seller === account) || (role !== "SELLER" && row.buyer === account),
  role: () => true,
  source: (row, sources) => sources.includes(row.source),
  seller: (row, sellers) => sellers.includes(row.seller),
  buyer: (row, buyers) => buyers.includes(row.buyer),
  price: (row, range) => inRange(row.unitPrice, range),
  since: (row, time) => row.timestamp >= time,
  until: (row, time) => row.timestamp < time,
  primary: (row, wanted) => row.primary === wanted,
};

export const bidRules: Rules<BidRow, BidFields> = {
  auction: (row, ids) => ids.includes(row.auctionId),
  bidder: (row, bidders) => bidders.includes(row.bidder),
  kind: (row, kinds) => kinds.includes(row.kind),
  amount: (row, range) => inRange(row.amount, range),
  since: (row, time) => row.timestamp >= time,
  until: (row, time) => row.timestamp < time,
};

/** Undefined where the world lacks its nonce: such an offer stands in no way. */
function stateOf({ nonceId, buyer, counter }: OfferRow, { nonces, counters }: World): OfferState | undefined {
  const state = nonces.find(({ id }) => id === nonceId)?.state;
  const stands = counters.some((account) => account.address === buyer && account.counter === counter);
  return state === "PARTLY_FILLED" && !stands ? "CANCELLED" : state;
}

export const offerRules: Rules<OfferRow, OfferFields> = {
  id: (row, ids) => ids.includes(row.id),
  buyer: (row, buyers) => buyers.includes(row.buyer),
  seller: (row, sellers, { trades }) => trades.some((sale) => sale.orderId === row.id && sellers.includes(sale.seller)),
  collection: (row, tokens) => tokens.includes(row.token),
  item: (row, ids, { trades }) => trades.some((sale) => sale.orderId === row.id && ids.includes(sale.itemId)),
  state: (row, states, world) => states.some((state) => state === stateOf(row, world)),
  price: (row, range) => inRange(row.unitPrice, range),
  since: (row, time) => row.firstFilledAt >= time,
  until: (row, time) => row.firstFilledAt < time,
};

export const activityRules: Rules<ActivityRow, ActivityFields> = {
  account: (row, accounts) => among(row.from, accounts) || among(row.to, accounts),
  kind: (row, kinds) => kinds.includes(row.kind),
  collection: (row, tokens) => tokens.includes(row.token),
  item: (row, ids) => ids.includes(row.itemId),
  listing: (row, ids) => among(row.listingId, ids),
  auction: (row, ids) => among(row.auctionId, ids),
  since: (row, time) => row.timestamp >= time,
  until: (row, time) => row.timestamp < time,
};

export const ledgerRules: Rules<LedgerRow, LedgerFields> = {
  account: (row, accounts) => accounts.includes(row.account),
  pocket: (row, pockets) => pockets.includes(row.pocket),
  direction: (row, directions) => directions.includes(row.direction),
  cause: (row, causes) => causes.includes(row.cause),
  reference: (row, references) => among(row.reference, references),
  amount: (row, range) => inRange(row.amount, range),
  since: (row, time) => row.timestamp >= time,
  until: (row, time) => row.timestamp < time,
};
