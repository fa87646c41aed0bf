import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { holding, item, listing } from "../../../ponder.schema.ts";
import { among, type Condition, not } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { limited } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";
import { hasListingStatus } from "./listing.ts";
import { type TraitFields, traitFacets, traitFields } from "./traits.ts";

export type ItemRow = InferSelectModel<typeof item>;

export type ItemFields = TraitFields & { owner: readonly Hex[]; listed: boolean };

export type ItemSort = "NEWEST" | "OLDEST" | "RARITY_DESC" | "POWER_DESC";

/** Key of an item, as the tables have it. */
export const itemIdOf = (token: Hex, tokenId: bigint): string => `${token.toLowerCase()}:${tokenId}`;

export const items: Entity<typeof item, ItemFields, ItemSort> = {
  name: "item",
  table: item,
  fields: {
    ...traitFields(item, item.id),
    owner: (owners, path) => ({
      kind: "exists",
      table: holding,
      on: [[holding.itemId, item.id]],
      where: among(holding.account, limited(owners, path)),
    }),
    listed: (wanted, _, { now }) => {
      const listed: Condition = {
        kind: "exists",
        table: listing,
        on: [[listing.itemId, item.id]],
        where: hasListingStatus("ACTIVE", now),
      };
      return wanted ? listed : not(listed);
    },
  },
  sorts: {
    NEWEST: [desc(item.ordinal)],
    OLDEST: [asc(item.ordinal)],
    RARITY_DESC: [desc(item.rarity), desc(item.ordinal)],
    POWER_DESC: [desc(item.power), desc(item.ordinal)],
  },
};

/** What items can be counted by. */
export const itemFacets = traitFacets(item, item.id);
