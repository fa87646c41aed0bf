import type { Context } from "ponder:registry";
import { biome, characterClass, collection, item, itemType, kind, rarity, tokenStandard } from "ponder:schema";
import { getAddress, type Hex } from "viem";
import { ordinalOf, type Place, timeOf } from "./place.ts";

type Db = Context["db"];
type ItemRow = typeof item.$inferSelect;
type Standard = ItemRow["standard"];

/** Traits as events carry them: the enums are numbers. */
type Traits = {
  kind: number;
  itemType: number;
  rarity: number;
  class: number;
  biome: number;
  power: number;
  defense: number;
  speed: number;
  luck: number;
};

/** Key of an item. */
export const itemIdOf = (token: Hex, tokenId: bigint): string => `${token.toLowerCase()}:${tokenId}`;

/** Name of the contracts' `TokenStandard`. */
export const standardOf = (number: number): Standard => tokenStandard.enumValues[number] ?? "ERC1155";

/** Adds an item of a known kind. */
export async function addItem(
  db: Db,
  place: Place,
  {
    token,
    tokenId,
    traits,
    ...rest
  }: Pick<ItemRow, "token" | "tokenId" | "standard" | "owner" | "supply"> & { traits: Traits },
): Promise<void> {
  const entry = await db.find(kind, { token, id: traits.kind });
  const name = entry?.name ?? `#${tokenId}`;
  await db.insert(item).values({
    id: itemIdOf(token, tokenId),
    token,
    tokenId,
    ...rest,
    name,
    nameSearch: name.toLowerCase(),
    ...traits,
    // The contract's `None`, which is never minted, comes before the first.
    itemType: itemType.enumValues[traits.itemType - 1] ?? null,
    rarity: rarity.enumValues[traits.rarity] ?? null,
    class: characterClass.enumValues[traits.class] ?? null,
    biome: biome.enumValues[traits.biome] ?? null,
    mintedAt: timeOf(place),
    ordinal: ordinalOf(place),
  });
}

/**
 * The item that is put up. One of a contract that is not Plaza's own is added when it is first seen, without traits.
 *
 * @param sale.standard - As the Marketplace holds it; what was presumed of the item before gives way to it.
 */
export async function itemForSale(
  db: Db,
  place: Place,
  { token, tokenId, standard }: { token: Hex; tokenId: bigint; standard: Standard },
): Promise<ItemRow> {
  const id = itemIdOf(token, tokenId);
  const known = await db.find(item, { id });
  if (known?.standard === standard) return known;
  await db
    .insert(collection)
    .values({ address: token, name: getAddress(token), standard, official: false })
    .onConflictDoUpdate({ standard });
  if (known) return db.update(item, { id }).set({ standard, supply: supplyOf(standard) });
  return addForeignItem(db, place, { token, tokenId, standard });
}

/**
 * The item of a trade by a signed order. Its logs do not tell the standard, and asking the token would let any contract hold up the
 * index: one of an unknown contract is presumed to be ERC-721 unless several units moved. The metadata worker asks.
 */
export async function itemOfOrder(
  db: Db,
  place: Place,
  { token, tokenId, quantity }: { token: Hex; tokenId: bigint; quantity: bigint },
): Promise<ItemRow> {
  // Of an ERC-721 item, Orders moves one.
  if (quantity > 1n) return itemForSale(db, place, { token, tokenId, standard: "ERC1155" });
  const known = await db.find(item, { id: itemIdOf(token, tokenId) });
  if (known) return known;
  const standard = (await db.find(collection, { address: token }))?.standard ?? "ERC721";
  return itemForSale(db, place, { token, tokenId, standard });
}

async function addForeignItem(
  db: Db,
  place: Place,
  { token, tokenId, standard }: { token: Hex; tokenId: bigint; standard: Standard },
): Promise<ItemRow> {
  const name = `#${tokenId}`;
  return db.insert(item).values({
    id: itemIdOf(token, tokenId),
    token,
    tokenId,
    standard,
    name,
    nameSearch: name,
    supply: supplyOf(standard),
    mintedAt: timeOf(place),
    ordinal: ordinalOf(place),
  });
}

/** How many stacked units there are, only the foreign contract knows. */
const supplyOf = (standard: Standard): bigint => (standard === "ERC721" ? 1n : 0n);

/** The columns that listings, auctions and trades copy from their item. */
export function itemColumns(row: Omit<ItemRow, "id" | "name" | "owner" | "supply" | "mintedAt" | "ordinal">) {
  const { token, tokenId, standard, nameSearch, itemType, rarity, biome, power, defense, speed, luck } = row;
  const traits = { itemType, rarity, class: row.class, biome, power, defense, speed, luck };
  return { token, tokenId, standard, kind: row.kind, nameSearch, ...traits };
}
