import type { Hex } from "viem";
import * as schema from "../ponder.schema.ts";
import type { AuctionRow } from "../src/api/entities/auction.ts";
import { type ItemRow, itemIdOf } from "../src/api/entities/item.ts";
import type { ListingRow } from "../src/api/entities/listing.ts";
import type { TradeRow } from "../src/api/entities/trade.ts";
import { searchColumns } from "../src/store/trigrams.ts";
import type { TestDatabase } from "./database.ts";

/** The clock of the shop, unix seconds. */
export const NOW = 1_800_000_000;

const account = (digit: string): Hex => `0x${digit.repeat(40)}`;
export const [alice, bob, carol] = [account("a"), account("b"), account("c")] as const;
export const swords = account("1");
export const escrow = account("e");
export const foreign = account("f");
export const digest = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;

const noTraits = {
  kind: null,
  itemType: null,
  rarity: null,
  class: null,
  biome: null,
  power: null,
  defense: null,
  speed: null,
  luck: null,
};

/** An item as the handlers would have written it. */
export function itemRow(tokenId: bigint, changes: Partial<ItemRow> = {}): ItemRow {
  const token = changes.token ?? swords;
  return {
    id: itemIdOf(token, tokenId),
    token,
    tokenId,
    standard: "ERC721",
    ...noTraits,
    kind: 1,
    name: "Longsword",
    nameSearch: "longsword",
    itemType: "WEAPON",
    rarity: "RARE",
    class: "WARRIOR",
    biome: "NONE",
    power: 10,
    defense: 0,
    speed: 1,
    luck: 0,
    owner: alice,
    supply: 1n,
    mintedAt: NOW - 1000,
    ordinal: Number(tokenId),
    ...changes,
  };
}

/** What listings, auctions and trades copy of their item. */
const copied = ({ id, name: _, owner: __, supply: ___, mintedAt: ____, ordinal: _____, ...columns }: ItemRow) => ({
  itemId: id,
  ...columns,
});

export const listingRow = (item: ItemRow, number: number, changes: Partial<ListingRow> = {}): ListingRow => ({
  ...copied(item),
  id: digest(number),
  seller: alice,
  quantity: 1n,
  remaining: 1n,
  price: 100n,
  endPrice: null,
  fallStart: null,
  fallEnd: null,
  expiry: null,
  schedule: 0n,
  taker: null,
  maxRoyaltyBps: 0,
  salt: BigInt(number),
  feeBps: 500,
  state: "ACTIVE",
  primary: false,
  createdAt: NOW - 500,
  updatedAt: NOW - 500,
  createdTx: digest(1000 + number),
  ordinal: number,
  ...changes,
});

export const auctionRow = (item: ItemRow, number: number, changes: Partial<AuctionRow> = {}): AuctionRow => ({
  ...copied(item),
  id: digest(number),
  seller: alice,
  quantity: 1n,
  startPrice: 100n,
  reservePrice: 0n,
  start: NOW - 100,
  end: NOW + 100,
  endsAt: NOW + 100,
  incrementBps: 500,
  buyoutPrice: null,
  maxRoyaltyBps: 0,
  salt: BigInt(number),
  feeBps: 500,
  state: "OPEN",
  primary: false,
  topPoster: null,
  topPost: null,
  chainBids: 0,
  boughtOut: false,
  winner: null,
  amount: null,
  fee: null,
  royalty: null,
  settledAt: null,
  settledTx: null,
  createdAt: NOW - 200,
  createdTx: digest(1000 + number),
  ordinal: number,
  ...changes,
});

export const tradeRow = (item: ItemRow, number: number, changes: Partial<TradeRow> = {}): TradeRow => ({
  ...copied(item),
  id: `${digest(2000 + number)}:${number}`,
  source: "LISTING",
  primary: false,
  listingId: null,
  auctionId: null,
  orderId: null,
  quantity: 1n,
  unitPrice: 100n,
  total: 100n,
  fee: 5n,
  royalty: 0n,
  proceeds: 95n,
  seller: alice,
  buyer: bob,
  recipient: bob,
  timestamp: NOW - 50,
  block: 7n,
  transaction: digest(2000 + number),
  ordinal: number,
  ...changes,
});

/** Puts rows into an emptied database, with the collection and kind that they refer to. */
export async function stock(
  { db, clear }: TestDatabase,
  rows: { items: ItemRow[]; listings?: ListingRow[]; auctions?: AuctionRow[]; trades?: TradeRow[] },
): Promise<void> {
  await clear();
  await db.insert(schema.collection).values([
    { address: swords, name: "Swords", standard: "ERC721", official: true },
    { address: foreign, name: foreign, standard: "ERC1155", official: false },
  ]);
  await db
    .insert(schema.kind)
    .values({ token: swords, id: 1, name: "Longsword", icon: "M0 0h512", ...searchColumns("Longsword") });
  await db.insert(schema.item).values(rows.items);
  if (rows.listings?.length) await db.insert(schema.listing).values(rows.listings);
  if (rows.auctions?.length) await db.insert(schema.auction).values(rows.auctions);
  if (rows.trades?.length) await db.insert(schema.trade).values(rows.trades);
}
