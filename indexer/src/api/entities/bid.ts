import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { bid } from "../../../ponder.schema.ts";
import { not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";

export type BidRow = InferSelectModel<typeof bid>;

export type BidFields = {
  auction: readonly Hex[];
  bidder: readonly Hex[];
  kind: readonly BidRow["kind"][];
  amount: Range<bigint>;
  since: number;
  until: number;
};

export type BidSort = "NEWEST" | "OLDEST" | "AMOUNT_DESC";

export const bids: Entity<typeof bid, BidFields, BidSort> = {
  name: "bid",
  table: bid,
  fields: {
    auction: amongOf(bid.auctionId),
    bidder: amongOf(bid.bidder),
    kind: amongOf(bid.kind),
    amount: rangeOf(bid.amount),
    since: (time) => within(bid.timestamp, { min: time }),
    until: (time) => not(within(bid.timestamp, { min: time })),
  },
  sorts: {
    NEWEST: [desc(bid.ordinal)],
    OLDEST: [asc(bid.ordinal)],
    AMOUNT_DESC: [desc(bid.amount), desc(bid.ordinal)],
  },
};
