import { activities } from "../entities/activity.ts";
import type { FeedEvent } from "../feed.ts";
import { compileFilter } from "../query/filter.ts";
import { builder } from "./builder.ts";
import { FeedChangeEnum } from "./enums.ts";
import { ActivityFilter } from "./filters.ts";
import { ActivityRef } from "./refs.ts";

const ActivityEvent = builder.objectRef<FeedEvent>("ActivityEvent").implement({
  description: "News of the feed.",
  fields: (t) => ({
    change: t.field({ type: FeedChangeEnum, description: "What it says.", resolve: ({ change }) => change }),
    id: t.id({
      nullable: true,
      description: "Id of what happened, or is undone; null for a reset.",
      resolve: ({ row }) => row?.id ?? null,
    }),
    activity: t.field({
      type: ActivityRef,
      nullable: true,
      description: "What happened; null where something is undone: what it was about may be gone too.",
      resolve: ({ change, row }) => (change === "ADDED" ? row : null),
    }),
    cursor: t.string({
      nullable: true,
      description: "To be passed as `after` when the connection broke behind this event; null for a reset.",
      resolve: ({ cursor }) => cursor,
    }),
  }),
});

builder.subscriptionType({
  description: "What is told as blocks are indexed, by server-sent events.",
  fields: (t) => ({
    activity: t.field({
      type: ActivityEvent,
      description:
        "What happens from now on, in the order of the chain: changes of listings and auctions, sales, transfers, all of an account, as the filter says. A reorganisation is told by what it undid, latest first, and then by what happened instead.",
      args: {
        filter: t.arg({ type: ActivityFilter, description: "What of it." }),
        after: t.arg.string({
          description:
            "`cursor` of the last event that was seen: what was missed since comes first, at most 1,000 events.",
        }),
      },
      subscribe: async (_, { filter, after }, context) => {
        const { timestamp } = await context.head();
        const where = compileFilter(activities.fields, filter, { now: timestamp });
        return context.feed.subscribe(where, context.caller, after);
      },
      resolve: (event, _, context) => {
        // A subscription has one context for all its events, and what was read for one is old news to the next.
        Object.assign(context, context.renewed());
        return event;
      },
    }),
  }),
});
