import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { auction } from "../../../ponder.schema.ts";
import { all, any, type Condition, equals, not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, limited, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";
import { type TraitFields, traitFacets, traitFields } from "./traits.ts";

export type AuctionRow = InferSelectModel<typeof auction>;
export type AuctionStatus = Exclude<AuctionRow["state"], "OPEN"> | "SCHEDULED" | "LIVE" | "ENDED";

export type AuctionFields = TraitFields & {
  price: Range<bigint>;
  seller: readonly Hex[];
  status: readonly AuctionStatus[];
  endsAfter: number;
  endsBefore: number;
  primary: boolean;
  hasChainBids: boolean;
};

export type AuctionSort = "ENDING_SOON" | "NEWEST" | "PRICE_ASC" | "PRICE_DESC";

/** How an auction stands at a time, unix seconds. Bids count from `start` until before `endsAt`. */
export function auctionStatus(
  { state, start, endsAt }: Pick<AuctionRow, "state" | "start" | "endsAt">,
  now: number,
): AuctionStatus {
  if (state !== "OPEN") return state;
  if (now < start) return "SCHEDULED";
  return now < endsAt ? "LIVE" : "ENDED";
}

/** The auctions that stand so at a time. */
export function hasAuctionStatus(status: AuctionStatus, now: number): Condition {
  const open = equals(auction.state, "OPEN");
  const started = within(auction.start, { max: now });
  const ended = within(auction.endsAt, { max: now });
  if (status === "SCHEDULED") return all(open, not(started));
  if (status === "LIVE") return all(open, started, not(ended));
  if (status === "ENDED") return all(open, started, ended);
  return equals(auction.state, status);
}

export const auctions: Entity<typeof auction, AuctionFields, AuctionSort> = {
  name: "auction",
  table: auction,
  fields: {
    ...traitFields(auction, auction.itemId),
    price: rangeOf(auction.startPrice),
    seller: amongOf(auction.seller),
    status: (statuses, path, { now }) => any(...limited(statuses, path).map((status) => hasAuctionStatus(status, now))),
    endsAfter: (time) => within(auction.endsAt, { min: time }),
    endsBefore: (time) => not(within(auction.endsAt, { min: time })),
    primary: (wanted) => equals(auction.primary, wanted),
    hasChainBids: (wanted) => (wanted ? not(equals(auction.chainBids, 0)) : equals(auction.chainBids, 0)),
  },
  sorts: {
    ENDING_SOON: [asc(auction.endsAt), asc(auction.ordinal)],
    NEWEST: [desc(auction.ordinal)],
    PRICE_ASC: [asc(auction.startPrice), asc(auction.ordinal)],
    PRICE_DESC: [desc(auction.startPrice), desc(auction.ordinal)],
  },
  unless: {
    field: "status",
    condition: ({ now }) => any(hasAuctionStatus("SCHEDULED", now), hasAuctionStatus("LIVE", now)),
  },
};

const counted = traitFacets(auction, auction.itemId);

/** What auctions can be counted by. */
export const auctionFacets = { ...counted, spread: { ...counted.spread, price: auction.startPrice } };
