import { readFileSync } from "node:fs";
import { expect } from "chai";
import {
  buildSchema,
  type FieldNode,
  type GraphQLField,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import * as documents from "./documents.ts";
import * as feedDocuments from "./feedDocuments.ts";
import type {
  ActivityFilter,
  AuctionFilter,
  BigIntRange,
  IntRange,
  ItemFilter,
  ListingFilter,
  OfferFilter,
  TradeFilter,
  TraitFilter,
} from "./filters.ts";
import { bigintFields } from "./revive.ts";
import * as types from "./types.ts";

const schema = buildSchema(readFileSync(new URL("../../../indexer/schema.graphql", import.meta.url), "utf8"));

const fieldsOf = (name: string): Record<string, GraphQLField<unknown, unknown>> => {
  const type = schema.getType(name);
  return isObjectType(type) ? type.getFields() : expect.fail(`the schema has no type ${name}`);
};

/** Whether each field can be null: written once more, so that the type checker holds it to the type and the test to the SDL. */
type Nullability<type> = { [field in keyof type]-?: null extends type[field] ? "null" : "never null" };

/** Every field that a filter has, so that the type checker holds the list to the type and the test to the SDL. */
type Keys<filter> = Record<keyof filter, true>;

const item: Nullability<types.Item> = {
  id: "never null",
  token: "never null",
  tokenId: "never null",
  standard: "never null",
  collection: "never null",
  kind: "null",
  name: "never null",
  icon: "null",
  itemType: "null",
  rarity: "null",
  class: "null",
  biome: "null",
  power: "null",
  defense: "null",
  speed: "null",
  luck: "null",
  owner: "null",
  supply: "never null",
  mintedAt: "never null",
  metadataStatus: "null",
  metadata: "null",
  traits: "never null",
};
const metadata: Nullability<types.ItemMetadata> = {
  failure: "null",
  name: "null",
  description: "null",
  image: "null",
  externalUrl: "null",
  fetchedAt: "null",
};
const trait: Nullability<types.ItemTrait> = { name: "never null", value: "never null", number: "null" };
const listing: Nullability<types.ListingCore> = {
  id: "never null",
  seller: "never null",
  token: "never null",
  tokenId: "never null",
  standard: "never null",
  quantity: "never null",
  remaining: "never null",
  price: "never null",
  endPrice: "null",
  fallStart: "null",
  fallEnd: "null",
  expiry: "null",
  schedule: "never null",
  taker: "null",
  maxRoyaltyBps: "never null",
  salt: "never null",
  feeBps: "never null",
  status: "never null",
  primary: "never null",
  createdAt: "never null",
  updatedAt: "never null",
  createdTx: "never null",
};
const auction: Nullability<types.AuctionCore> = {
  id: "never null",
  seller: "never null",
  token: "never null",
  tokenId: "never null",
  standard: "never null",
  quantity: "never null",
  startPrice: "never null",
  reservePrice: "never null",
  start: "never null",
  end: "never null",
  endsAt: "never null",
  incrementBps: "never null",
  buyoutPrice: "null",
  maxRoyaltyBps: "never null",
  salt: "never null",
  feeBps: "never null",
  status: "never null",
  primary: "never null",
  topPost: "null",
  boughtOut: "never null",
  winner: "null",
  amount: "null",
  fee: "null",
  royalty: "null",
  settledAt: "null",
  createdAt: "never null",
  createdTx: "never null",
  settledTx: "null",
};
const trade: Nullability<types.NamedTrade> = {
  id: "never null",
  source: "never null",
  primary: "never null",
  listing: "null",
  auction: "null",
  orderId: "null",
  item: "never null",
  quantity: "never null",
  unitPrice: "never null",
  total: "never null",
  fee: "never null",
  royalty: "never null",
  proceeds: "never null",
  seller: "never null",
  buyer: "never null",
  recipient: "never null",
  timestamp: "never null",
  block: "never null",
  transaction: "never null",
  sellerName: "null",
  buyerName: "null",
};
const text: Record<keyof types.IndexedListingText, "null"> = {
  unavailable: "null",
  title: "null",
  description: "null",
  images: "null",
};
const account: Nullability<types.IndexedAccount> = {
  address: "never null",
  credits: "never null",
  vault: "never null",
  orders: "never null",
  spent: "never null",
  earned: "never null",
  holdings: "never null",
  listings: "never null",
  auctions: "never null",
  trades: "never null",
};
const offer: Nullability<types.IndexedOffer> = {
  id: "never null",
  buyer: "never null",
  collection: "never null",
  nonce: "never null",
  state: "never null",
  unitPrice: "never null",
  filled: "never null",
  remaining: "never null",
  spent: "never null",
  firstFilledAt: "never null",
  lastFilledAt: "never null",
  trades: "never null",
};
const activity: Nullability<types.Activity> = {
  id: "never null",
  kind: "never null",
  from: "null",
  to: "null",
  item: "never null",
  quantity: "never null",
  amount: "null",
  listing: "null",
  auction: "null",
  orderId: "null",
  trade: "null",
  timestamp: "never null",
  block: "null",
  transaction: "null",
};
const hit: Nullability<types.SearchHit> = {
  kind: "never null",
  collection: "never null",
  matches: "never null",
  share: "never null",
};
const facets: Nullability<types.ListingFacets> = {
  collection: "never null",
  kind: "never null",
  itemType: "never null",
  rarity: "never null",
  class: "never null",
  biome: "never null",
  traits: "never null",
  power: "null",
  defense: "null",
  speed: "null",
  luck: "null",
  price: "null",
};
const orders: Nullability<types.IndexedOrders> = { counter: "never null", credit: "never null" };
const vault: Nullability<types.IndexedVault> = {
  free: "never null",
  exiting: "never null",
  exitableAt: "null",
  credit: "never null",
};
const detail: Nullability<Pick<types.ListingDetail, "item" | "trades" | "text">> = {
  item: "never null",
  trades: "never null",
  text: "never null",
};
const sale: Nullability<Pick<types.ItemDetail, "listing" | "auction" | "trades">> = {
  listing: "null",
  auction: "null",
  trades: "never null",
};
const meta: Nullability<types.IndexerMeta> = {
  chainId: "never null",
  block: "never null",
  blockTimestamp: "never null",
};
const pageInfo: Nullability<types.PageInfo> = {
  hasNextPage: "never null",
  hasPreviousPage: "never null",
  startCursor: "null",
  endCursor: "null",
};

const conditions = {
  and: true,
  or: true,
  not: true,
  collection: true,
  itemType: true,
  rarity: true,
  class: true,
  biome: true,
  power: true,
  defense: true,
  speed: true,
  luck: true,
  kind: true,
  name: true,
  trait: true,
} as const;
const listingFilter: Keys<ListingFilter> = {
  ...conditions,
  price: true,
  seller: true,
  status: true,
  primary: true,
};
const auctionFilter: Keys<AuctionFilter> = {
  ...listingFilter,
  endsBefore: true,
  endsAfter: true,
  hasChainBids: true,
};
const itemFilter: Keys<ItemFilter> = { ...conditions, owner: true, listed: true };
const tradeFilter: Keys<TradeFilter> = {
  ...conditions,
  account: true,
  role: true,
  source: true,
  seller: true,
  buyer: true,
  price: true,
  since: true,
  until: true,
  primary: true,
};
const offerFilter: Keys<OfferFilter> = {
  and: true,
  or: true,
  not: true,
  id: true,
  buyer: true,
  seller: true,
  collection: true,
  item: true,
  state: true,
  price: true,
  since: true,
  until: true,
};
const activityFilter: Keys<ActivityFilter> = {
  and: true,
  or: true,
  not: true,
  account: true,
  kind: true,
  collection: true,
  item: true,
  listing: true,
  auction: true,
  since: true,
  until: true,
};
const traitFilter: Keys<TraitFilter> = { name: true, values: true, range: true };
const intRange: Keys<IntRange> = { min: true, max: true };
const bigIntRange: Keys<BigIntRange> = { min: true, max: true };

describe("the GraphQL client against the indexer's schema", () => {
  for (const [name, document] of Object.entries({ ...documents, ...feedDocuments }))
    it(`sends a valid ${name}`, () => {
      expect(validate(schema, parse(document)).map(({ message }) => message)).to.deep.equal([]);
    });

  const shapes = {
    Item: { ...item, ...sale },
    Metadata: metadata,
    Trait: { ...trait, displayType: "null" },
    Listing: { ...listing, ...detail },
    Auction: { ...auction, item: "never null", bids: "never null", live: "never null" },
    ListingText: text,
    Trade: trade,
    Offer: offer,
    Activity: activity,
    SearchHit: hit,
    ListingFacets: facets,
    Account: { ...account, displayName: "null", claims: "never null", ledger: "never null", studio: "never null" },
    VaultAccount: vault,
    OrderAccount: { ...orders, nonce: "null" },
    Meta: { ...meta, replicaLagSeconds: "null" },
    PageInfo: pageInfo,
  };
  for (const [name, shape] of Object.entries(shapes))
    it(`has every field of ${name}, and knows which can be null`, () => {
      const nullability = Object.entries(fieldsOf(name)).map(([field, { type }]) => [
        field,
        isNonNullType(type) ? "never null" : "null",
      ]);
      expect(shape).to.deep.equal(Object.fromEntries(nullability));
    });

  const filters = { ListingFilter: listingFilter, AuctionFilter: auctionFilter, ItemFilter: itemFilter };
  const inputs = {
    ...filters,
    TradeFilter: tradeFilter,
    OfferFilter: offerFilter,
    ActivityFilter: activityFilter,
    TraitFilter: traitFilter,
    IntRange: intRange,
    BigIntRange: bigIntRange,
  };
  for (const [name, keys] of Object.entries(inputs))
    it(`knows every condition of ${name}`, () => {
      const type = schema.getType(name);
      const known = isInputObjectType(type) ? Object.keys(type.getFields()) : expect.fail(`no input ${name}`);
      expect(Object.keys(keys)).to.have.members(known);
    });

  const enums = {
    TokenStandard: types.tokenStandards,
    ItemType: types.itemTypes,
    Rarity: types.rarities,
    CharacterClass: types.characterClasses,
    Biome: types.biomes,
    ListingStatus: types.listingStatuses,
    AuctionStatus: types.auctionStatuses,
    FeedChange: types.feedChanges,
    MetadataStatus: types.metadataStatuses,
    MetadataFailure: types.metadataFailures,
    TextUnavailable: types.textUnavailabilities,
    TradeSource: types.tradeSources,
    Role: types.roles,
    ListingSort: types.listingSorts,
    AuctionSort: types.auctionSorts,
    ItemSort: types.itemSorts,
    TradeSort: types.tradeSorts,
    OrderState: types.orderStates,
    OfferSort: types.offerSorts,
    ActivityKind: types.activityKinds,
    ActivitySort: types.activitySorts,
  };
  for (const [name, values] of Object.entries(enums))
    it(`has the values of ${name} in their order`, () => {
      const type = schema.getType(name);
      expect(isEnumType(type) && type.getValues().map((value) => value.name)).to.deep.equal([...values]);
    });

  it("reads as bigint exactly what the schema says is one", () => {
    const selected = new Map<string, Set<string>>();
    for (const document of Object.values({ ...documents, ...feedDocuments })) {
      const info = new TypeInfo(schema);
      const enter = ({ name, alias = name }: FieldNode) => {
        const field = info.getFieldDef();
        if (!field) return;
        const named = getNamedType(field.type).name;
        selected.set(alias.value, (selected.get(alias.value) ?? new Set()).add(named));
      };
      visit(parse(document), visitWithTypeInfo(info, { Field: { enter } }));
    }
    const amounts = [...selected].filter(([, found]) => found.has("BigInt")).map(([name]) => name);
    expect([...bigintFields]).to.have.members(amounts);
    for (const name of amounts) expect([...(selected.get(name) ?? [])]).to.deep.equal(["BigInt"]);
  });
});
