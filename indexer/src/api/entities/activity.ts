import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { activity } from "../../../ponder.schema.ts";
import { among, any, not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, itemIds, limited } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";

export type ActivityRow = InferSelectModel<typeof activity>;

export type ActivityFields = {
  account: readonly Hex[];
  kind: readonly ActivityRow["kind"][];
  collection: readonly Hex[];
  item: readonly string[];
  listing: readonly Hex[];
  auction: readonly Hex[];
  since: number;
  until: number;
};

export type ActivitySort = "NEWEST" | "OLDEST";

export const activities: Entity<typeof activity, ActivityFields, ActivitySort> = {
  name: "activity",
  table: activity,
  fields: {
    account: (accounts, path) =>
      any(among(activity.from, limited(accounts, path)), among(activity.to, limited(accounts, path))),
    kind: amongOf(activity.kind),
    collection: amongOf(activity.token),
    item: (ids, path) => among(activity.itemId, itemIds(ids, path)),
    listing: amongOf(activity.listingId),
    auction: amongOf(activity.auctionId),
    since: (time) => within(activity.timestamp, { min: time }),
    until: (time) => not(within(activity.timestamp, { min: time })),
  },
  sorts: {
    NEWEST: [desc(activity.timestamp), desc(activity.ordinal), desc(activity.part)],
    OLDEST: [asc(activity.timestamp), asc(activity.ordinal), asc(activity.part)],
  },
  always: ({ now }) => within(activity.timestamp, { max: now }),
};
