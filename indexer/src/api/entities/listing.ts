import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { listing } from "../../../ponder.schema.ts";
import { all, any, type Condition, equals, not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, limited, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";
import { type TraitFields, traitFacets, traitFields } from "./traits.ts";

export type ListingRow = InferSelectModel<typeof listing>;
export type ListingStatus = ListingRow["state"] | "EXPIRED";

export type ListingFields = TraitFields & {
  price: Range<bigint>;
  seller: readonly Hex[];
  status: readonly ListingStatus[];
  primary: boolean;
};

export type ListingSort = "NEWEST" | "OLDEST" | "PRICE_ASC" | "PRICE_DESC" | "RARITY_DESC";

/** How a listing stands at a time, unix seconds. From its expiry on nobody can buy. */
export function listingStatus({ state, expiry }: Pick<ListingRow, "state" | "expiry">, now: number): ListingStatus {
  return state === "ACTIVE" && expiry !== null && expiry <= BigInt(now) ? "EXPIRED" : state;
}

/** The listings that stand so at a time. */
export function hasListingStatus(status: ListingStatus, now: number): Condition {
  const over = within(listing.expiry, { max: BigInt(now) });
  if (status === "ACTIVE") return all(equals(listing.state, "ACTIVE"), not(over));
  if (status === "EXPIRED") return all(equals(listing.state, "ACTIVE"), over);
  return equals(listing.state, status);
}

export const listings: Entity<typeof listing, ListingFields, ListingSort> = {
  name: "listing",
  table: listing,
  fields: {
    ...traitFields(listing, listing.itemId),
    price: rangeOf(listing.price),
    seller: amongOf(listing.seller),
    status: (statuses, path, { now }) => any(...limited(statuses, path).map((status) => hasListingStatus(status, now))),
    primary: (wanted) => equals(listing.primary, wanted),
  },
  sorts: {
    NEWEST: [desc(listing.ordinal)],
    OLDEST: [asc(listing.ordinal)],
    PRICE_ASC: [asc(listing.price), asc(listing.ordinal)],
    PRICE_DESC: [desc(listing.price), desc(listing.ordinal)],
    RARITY_DESC: [desc(listing.rarity), desc(listing.ordinal)],
  },
  unless: { field: "status", condition: ({ now }) => hasListingStatus("ACTIVE", now) },
};

const counted = traitFacets(listing, listing.itemId);

/** What listings can be counted by. */
export const listingFacets = { ...counted, spread: { ...counted.spread, price: listing.price } };
