import type { InferSelectModel } from "drizzle-orm";
import fc from "fast-check";
import type { Hex } from "viem";
import * as schema from "../ponder.schema.ts";
import type { ActivityFields, ActivityRow } from "../src/api/entities/activity.ts";
import type { AuctionFields, AuctionRow } from "../src/api/entities/auction.ts";
import type { BidFields, BidRow } from "../src/api/entities/bid.ts";
import type { HoldingRow } from "../src/api/entities/holding.ts";
import { type ItemFields, type ItemRow, itemIdOf } from "../src/api/entities/item.ts";
import type { LedgerFields, LedgerRow } from "../src/api/entities/ledger.ts";
import type { ListingFields, ListingRow } from "../src/api/entities/listing.ts";
import type { OfferFields, OfferRow } from "../src/api/entities/offer.ts";
import type { TradeFields, TradeRow } from "../src/api/entities/trade.ts";
import type { TraitFields } from "../src/api/entities/traits.ts";
import type { metadata, trait } from "../src/api/metadata/tables.ts";
import type { FilterInput, Range } from "../src/api/query/filter.ts";

// Rows and filters from small domains, so that ties, nulls and hits are frequent, with the nasty values among them.

/** The clock of all generated worlds, unix seconds. */
export const NOW = 1_800_000_000;

const hex = (digit: string, length: number): Hex => `0x${digit.repeat(length)}`;
export const ACCOUNTS: readonly Hex[] = ["a", "b", "c"].map((digit) => hex(digit, 40));
export const TOKENS: readonly Hex[] = ["1", "2"].map((digit) => hex(digit, 40));
const NAMES = ["longsword", "short sword", "100% wool", "a_b", "back\\slash", "épée", "ÉPÉE".toLowerCase(), ""];
const SEARCHES = ["SWORD", "%", "_", "\\", "é", "É", "", "a_b", "0% W", "zzz"];
/** Neighbours that a double cannot tell apart, and both ends of what prices can be. */
const PRICES = [1n, 2n, 10n ** 18n, 10n ** 18n + 1n, 2n ** 96n - 1n];
const REFERENCES = ["7", "8"].map((digit) => hex(digit, 64));
const SECONDS = [NOW - 100, NOW - 1, NOW, NOW + 1, NOW + 100];

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const orNull = <Value>(values: readonly Value[]) => fc.option(oneOf(values), { nil: null, freq: 4 });
const stat = orNull([0, 1, 2, 65_535]);

const traits = {
  token: oneOf(TOKENS),
  tokenId: oneOf([1n, 2n, 2n ** 256n - 1n]),
  standard: oneOf(schema.tokenStandard.enumValues),
  kind: orNull([1, 2, 4_294_967_295]),
  nameSearch: oneOf(NAMES),
  itemType: orNull(schema.itemType.enumValues),
  rarity: orNull(schema.rarity.enumValues),
  class: orNull(schema.characterClass.enumValues),
  biome: orNull(schema.biome.enumValues),
  power: stat,
  defense: stat,
  speed: stat,
  luck: stat,
};

const quantity = oneOf([1n, 5n, 2n ** 64n - 1n]);

export const itemRow: fc.Arbitrary<Omit<ItemRow, "ordinal">> = fc
  .record({
    ...traits,
    tokenId: fc.bigInt(1n, 30n),
    owner: orNull(ACCOUNTS),
    supply: quantity,
    mintedAt: oneOf(SECONDS),
  })
  .map((row) => ({ ...row, id: itemIdOf(row.token, row.tokenId), name: row.nameSearch }));

export const listingRow: fc.Arbitrary<Omit<ListingRow, "ordinal" | "id">> = fc
  .record({
    ...traits,
    tokenId: fc.bigInt(1n, 30n),
    seller: oneOf(ACCOUNTS),
    quantity,
    remaining: quantity,
    price: oneOf(PRICES),
    endPrice: orNull([1n]),
    fallStart: orNull(SECONDS),
    fallEnd: orNull(SECONDS),
    expiry: fc.option(oneOf([...SECONDS.map(BigInt), 2n ** 40n - 1n]), { nil: null }),
    schedule: oneOf([0n, 2n ** 256n - 1n]),
    taker: orNull(ACCOUNTS),
    maxRoyaltyBps: oneOf([0, 250]),
    salt: oneOf([0n, 2n ** 256n - 1n]),
    feeBps: oneOf([0, 500]),
    state: oneOf(["ACTIVE", "ACTIVE", "SOLD", "CANCELLED"] as const),
    primary: fc.boolean(),
    createdAt: oneOf(SECONDS),
    updatedAt: oneOf(SECONDS),
    createdTx: fc.constant(hex("e", 64)),
  })
  .map((row) => ({ ...row, itemId: itemIdOf(row.token, row.tokenId) }));

export const auctionRow: fc.Arbitrary<Omit<AuctionRow, "ordinal" | "id">> = fc
  .record({
    ...traits,
    seller: oneOf(ACCOUNTS),
    quantity,
    startPrice: oneOf(PRICES),
    reservePrice: oneOf(PRICES),
    start: oneOf(SECONDS),
    endsAt: oneOf(SECONDS),
    incrementBps: fc.constant(500),
    buyoutPrice: orNull(PRICES),
    maxRoyaltyBps: oneOf([0, 250]),
    salt: fc.constant(0n),
    feeBps: fc.constant(500),
    state: oneOf(["OPEN", "OPEN", "OPEN", "FINALIZING", "SETTLED", "RETURNED", "CANCELLED"] as const),
    primary: fc.boolean(),
    topPoster: orNull(ACCOUNTS),
    topPost: orNull(PRICES),
    chainBids: oneOf([0, 1, 2]),
    boughtOut: fc.boolean(),
    winner: orNull(ACCOUNTS),
    amount: orNull(PRICES),
    fee: orNull([1n]),
    royalty: orNull([1n]),
    settledAt: orNull(SECONDS),
    settledTx: fc.constant(null),
    createdAt: oneOf(SECONDS),
    createdTx: fc.constant(hex("e", 64)),
  })
  .map((row) => ({ ...row, end: row.endsAt, itemId: itemIdOf(row.token, row.tokenId) }));

export const tradeRow: fc.Arbitrary<Omit<TradeRow, "ordinal" | "id">> = fc
  .record({
    ...traits,
    source: oneOf(schema.tradeSource.enumValues),
    primary: fc.boolean(),
    listingId: fc.constant(null),
    auctionId: fc.constant(null),
    orderId: fc.constant(null),
    quantity,
    unitPrice: oneOf(PRICES),
    fee: fc.constant(1n),
    royalty: fc.constant(0n),
    seller: oneOf(ACCOUNTS),
    buyer: oneOf(ACCOUNTS),
    timestamp: oneOf(SECONDS),
    block: fc.constant(1n),
    transaction: fc.constant(hex("e", 64)),
  })
  .map((row) => ({
    ...row,
    itemId: itemIdOf(row.token, row.tokenId),
    total: row.unitPrice,
    proceeds: row.unitPrice - 1n,
    recipient: row.buyer,
  }));

export const bidRow: fc.Arbitrary<Omit<BidRow, "ordinal" | "id">> = fc.record({
  auctionId: oneOf(REFERENCES),
  kind: oneOf(schema.bidKind.enumValues),
  bidder: oneOf(ACCOUNTS),
  amount: oneOf(PRICES),
  maxAmount: oneOf(PRICES),
  sequence: orNull([1n]),
  timestamp: oneOf(SECONDS),
  transaction: fc.constant(hex("e", 64)),
});

const nonce = oneOf([0n, 1n, 2n]);

/** Offers whose trades, nonces and counters are among those of the same world, or not. */
export const offerRow: fc.Arbitrary<Omit<OfferRow, "ordinal" | "id">> = fc
  .record({
    buyer: oneOf(ACCOUNTS),
    nonce,
    counter: oneOf([0n, 1n]),
    token: oneOf(TOKENS),
    unitPrice: oneOf(PRICES),
    filled: quantity,
    remaining: quantity,
    spent: oneOf(PRICES),
    firstFilledAt: oneOf(SECONDS),
    lastFilledAt: oneOf(SECONDS),
  })
  .map((row) => ({ ...row, nonceId: `${row.buyer}:${row.nonce}` }));

export const orderNonceRow: fc.Arbitrary<InferSelectModel<typeof schema.orderNonce>> = fc
  .record({
    account: oneOf(ACCOUNTS),
    nonce,
    state: oneOf(schema.orderState.enumValues),
    orderId: fc.constant(null),
    remaining: quantity,
    updatedAt: oneOf(SECONDS),
    ordinal: fc.constant(1),
  })
  .map((row) => ({ ...row, id: `${row.account}:${row.nonce}` }));

export const orderAccountRow: fc.Arbitrary<InferSelectModel<typeof schema.orderAccount>> = fc.record({
  address: oneOf(ACCOUNTS),
  counter: oneOf([0n, 1n]),
  credit: fc.constant(0n),
});

export const activityRow: fc.Arbitrary<Omit<ActivityRow, "ordinal" | "id">> = fc
  .record({
    kind: oneOf(schema.activityKind.enumValues),
    from: orNull(ACCOUNTS),
    to: orNull(ACCOUNTS),
    token: oneOf(TOKENS),
    tokenId: fc.bigInt(1n, 3n),
    quantity,
    amount: orNull(PRICES),
    listingId: orNull(REFERENCES),
    auctionId: orNull(REFERENCES),
    orderId: fc.constant(null),
    timestamp: oneOf([...SECONDS, 2 ** 40 - 1]),
    block: fc.constant(1n),
    transaction: fc.constant(hex("e", 64)),
    blockHash: fc.constant(hex("b", 64)),
    part: oneOf([0, 1]),
  })
  .map(({ tokenId, ...row }) => ({ ...row, itemId: itemIdOf(row.token, tokenId) }));

export const ledgerRow: fc.Arbitrary<Omit<LedgerRow, "ordinal" | "id">> = fc.record({
  account: oneOf(ACCOUNTS),
  pocket: oneOf(schema.ledgerPocket.enumValues),
  direction: oneOf(schema.ledgerDirection.enumValues),
  amount: oneOf(PRICES),
  balance: oneOf(PRICES),
  cause: oneOf(schema.ledgerCause.enumValues),
  reference: orNull(REFERENCES),
  counterparty: orNull(ACCOUNTS),
  timestamp: oneOf(SECONDS),
  block: fc.constant(1n),
  transaction: fc.constant(hex("e", 64)),
});

export const holdingRow: fc.Arbitrary<HoldingRow> = fc.record({
  account: oneOf(ACCOUNTS),
  itemId: fc.tuple(oneOf(TOKENS), fc.bigInt(1n, 30n)).map(([token, id]) => itemIdOf(token, id)),
  quantity,
  ordinal: oneOf([1, 2]),
});

const TRAIT_NAMES = ["Hat", "hat", "Level"];
const TRAIT_VALUES = ["Red", "red", "7", "é"];
const NUMBERS = [-1.5, 0, 7, 2 ** 53];

/** Attributes of items of the same world, or of none, each once. */
export const traitRows: fc.Arbitrary<InferSelectModel<typeof trait>[]> = fc
  .uniqueArray(
    fc.record({
      itemId: fc.tuple(oneOf(TOKENS), fc.bigInt(1n, 12n)).map(([token, id]) => itemIdOf(token, id)),
      name: oneOf(TRAIT_NAMES),
      value: oneOf(TRAIT_VALUES),
      number: orNull(NUMBERS),
      displayType: fc.constant(null),
    }),
    { selector: ({ itemId, name, value }) => `${itemId} ${name} ${value}`, maxLength: 40 },
  )
  .map((rows) => rows.map((row, position) => ({ ...row, position })));

/** Of what a world has none. */
export const none: fc.Arbitrary<never[]> = fc.constant([]);

/** Names that metadata tells of items of the same world, or of none. */
export const metadataRows: fc.Arbitrary<InferSelectModel<typeof metadata>[]> = fc.uniqueArray(
  fc
    .record({ token: oneOf(TOKENS), tokenId: fc.bigInt(1n, 12n), nameSearch: orNull(NAMES) })
    .map(({ token, tokenId, nameSearch }) => ({
      ...{ subject: itemIdOf(token, tokenId), token, tokenId: String(tokenId), standard: "ERC721" as const },
      saidStandard: null,
      ...{ status: "OK" as const, failure: null, name: nameSearch, nameSearch, description: null, image: null },
      ...{ externalUrl: null, fetchedAt: 1, attempts: 0, touchedAt: null, dueAt: null },
    })),
  { selector: ({ subject }) => subject, maxLength: 12 },
);

const list = <Value>(values: readonly Value[]) => fc.array(oneOf(values), { maxLength: 3 });

/** A range that is not upside down, open at either end or both. */
function range<Value extends number | bigint>(values: readonly Value[]): fc.Arbitrary<Range<Value>> {
  const end = fc.option(oneOf(values), { nil: undefined, freq: 3 });
  return fc
    .tuple(end, end)
    .map(([a, b]) => (a !== undefined && b !== undefined && a > b ? { min: b, max: a } : { min: a, max: b }));
}

type Leaves<Fields> = { [Field in keyof Fields]-?: fc.Arbitrary<Fields[Field] | null> };

const traitLeaves: Leaves<TraitFields> = {
  collection: list(TOKENS),
  kind: list([1, 2, 4_294_967_295]),
  name: oneOf(SEARCHES),
  itemType: list(schema.itemType.enumValues),
  rarity: list(schema.rarity.enumValues),
  class: list(schema.characterClass.enumValues),
  biome: list(schema.biome.enumValues),
  power: range([0, 1, 2, 65_535]),
  defense: range([0, 1, 2]),
  speed: range([0, 1, 2]),
  luck: range([0, 1, 2]),
  trait: fc.record(
    { name: oneOf(TRAIT_NAMES), values: fc.option(list(TRAIT_VALUES)), range: fc.option(range(NUMBERS)) },
    { requiredKeys: ["name"] },
  ),
};

/** Filter trees over some fields: each node has a few of them, and branches below it. */
function filterTree<Fields>(leaves: Leaves<Fields>): fc.Arbitrary<FilterInput<Fields>> {
  const names = Object.keys(leaves) as (keyof Fields)[];
  const fields = fc
    .uniqueArray(oneOf(names), { maxLength: 2 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, leaves[name]]))));
  const node = (levels: number): fc.Arbitrary<FilterInput<Fields>> => {
    if (levels === 0) return fields as fc.Arbitrary<FilterInput<Fields>>;
    const below = node(levels - 1);
    const branches = fc.record(
      {
        and: fc.array(below, { maxLength: 2 }),
        or: fc.array(below, { maxLength: 2 }),
        not: fc.option(below, { nil: null }),
      },
      { requiredKeys: [] },
    );
    return fc.tuple(fields, branches).map(([own, further]) => ({ ...own, ...further }) as FilterInput<Fields>);
  };
  // One field alone tells its faults more surely than a tree that has it somewhere.
  const alone = oneOf(names).chain((name) => fc.record({ [name]: leaves[name] })) as fc.Arbitrary<FilterInput<Fields>>;
  const negated = alone.map((filter) => ({ not: filter }) as FilterInput<Fields>);
  return fc.oneof(alone, negated, node(1), node(2), node(3));
}

export const listingFilter = filterTree<ListingFields>({
  ...traitLeaves,
  price: range(PRICES),
  seller: list(ACCOUNTS),
  status: list(["ACTIVE", "SOLD", "CANCELLED", "EXPIRED"] as const),
  primary: fc.boolean(),
});

export const auctionFilter = filterTree<AuctionFields>({
  ...traitLeaves,
  price: range(PRICES),
  seller: list(ACCOUNTS),
  status: list(["SCHEDULED", "LIVE", "ENDED", "FINALIZING", "SETTLED", "RETURNED", "CANCELLED"] as const),
  endsAfter: oneOf(SECONDS),
  endsBefore: oneOf(SECONDS),
  primary: fc.boolean(),
  hasChainBids: fc.boolean(),
});

export const itemFilter = filterTree<ItemFields>({ ...traitLeaves, owner: list(ACCOUNTS), listed: fc.boolean() });

const tradeTree = filterTree<Omit<TradeFields, "role" | "account"> & { account: Hex }>({
  ...traitLeaves,
  account: oneOf(ACCOUNTS),
  source: list(schema.tradeSource.enumValues),
  seller: list(ACCOUNTS),
  buyer: list(ACCOUNTS),
  price: range(PRICES),
  since: oneOf(SECONDS),
  until: oneOf(SECONDS),
  primary: fc.boolean(),
});

export const bidFilter = filterTree<BidFields>({
  auction: list(REFERENCES),
  bidder: list(ACCOUNTS),
  kind: list(schema.bidKind.enumValues),
  amount: range(PRICES),
  since: oneOf(SECONDS),
  until: oneOf(SECONDS),
});

export const activityFilter = filterTree<ActivityFields>({
  account: list(ACCOUNTS),
  kind: list(schema.activityKind.enumValues),
  collection: list(TOKENS),
  item: list(TOKENS.flatMap((token) => [itemIdOf(token, 1n), itemIdOf(token, 2n)])),
  listing: list(REFERENCES),
  auction: list(REFERENCES),
  since: oneOf(SECONDS),
  until: oneOf(SECONDS),
});

const OFFERS = [0, 1, 2, 3].map((number): Hex => `0x${String(number).padStart(64, "0")}`);

/** A trade that came of one of the first offers. */
export const offerTradeRow = fc
  .tuple(
    tradeRow.filter(({ tokenId }) => tokenId < 3n),
    oneOf(OFFERS),
  )
  .map(([row, orderId]) => ({ ...row, orderId, source: "OFFER" as const }));

export const offerFilter = filterTree<OfferFields>({
  id: list(OFFERS),
  buyer: list(ACCOUNTS),
  seller: list(ACCOUNTS),
  collection: list(TOKENS),
  item: list(TOKENS.flatMap((token) => [itemIdOf(token, 1n), itemIdOf(token, 2n)])),
  state: list(schema.orderState.enumValues),
  price: range(PRICES),
  since: oneOf(SECONDS),
  until: oneOf(SECONDS),
});

export const ledgerFilter = filterTree<LedgerFields>({
  account: list(ACCOUNTS),
  pocket: list(schema.ledgerPocket.enumValues),
  direction: list(schema.ledgerDirection.enumValues),
  cause: list(schema.ledgerCause.enumValues),
  reference: list(REFERENCES),
  amount: range(PRICES),
  since: oneOf(SECONDS),
  until: oneOf(SECONDS),
});

/** A role only goes beside an account. */
const sides = fc.record({ account: oneOf(ACCOUNTS), role: oneOf(["SELLER", "BUYER", null]) });

export const tradeFilter = fc.oneof(
  { weight: 5, arbitrary: tradeTree as fc.Arbitrary<FilterInput<TradeFields>> },
  { weight: 1, arbitrary: sides as fc.Arbitrary<FilterInput<TradeFields>> },
  { weight: 1, arbitrary: sides.map((side) => ({ not: side }) as FilterInput<TradeFields>) },
);
