import type { Hex } from "viem";
import {
  dayAgo,
  itemsOf,
  type Offered,
  offeredOf,
  ownersOf,
  type Sold,
  type SoldOnDay,
  soldByDay,
  soldOf,
} from "../entities/collection.ts";
import { BadInputError } from "../errors.ts";
import { AGGREGATE } from "./aggregate.ts";
import { builder } from "./builder.ts";
import type { Context } from "./context.ts";
import { MetadataStatusEnum, TokenStandardEnum } from "./enums.ts";
import { MetadataRef } from "./metadata.ts";
import { CollectionRef } from "./refs.ts";

const MAX_DAYS = 365;

const SoldRef = builder.objectRef<Sold>("Sold").implement({
  description: "What was sold in a time, whatever the source.",
  fields: (t) => ({
    volume: t.expose("volume", {
      type: "BigInt",
      description: "What buyers paid in all, fees included; smallest unit.",
    }),
    sales: t.exposeInt("sales", { description: "How many trades that were." }),
  }),
});

const SoldOnDayRef = builder.objectRef<SoldOnDay>("SoldOnDay").implement({
  description: "What was sold on a day.",
  fields: (t) => ({
    day: t.exposeInt("day", { description: "When the day began by UTC, unix seconds." }),
    volume: t.expose("volume", {
      type: "BigInt",
      description: "What buyers paid in all, fees included; smallest unit.",
    }),
    sales: t.exposeInt("sales", { description: "How many trades that were; at least one." }),
    low: t.expose("low", { type: "BigInt", description: "Lowest price of a unit, smallest unit." }),
    high: t.expose("high", { type: "BigInt", description: "Highest price of a unit, smallest unit." }),
  }),
});

/** Asks for one collection, together with all others of which the request asks the same. */
async function ofCollection<Value>(
  { loaders }: Context,
  address: Hex,
  question: string,
  load: (addresses: readonly Hex[]) => Promise<Map<unknown, Value>>,
  none: Value,
): Promise<Value> {
  return loaders
    .together(
      `collection.${question}`,
      (keys) => load(keys as readonly Hex[]),
      () => none,
    )
    .load(address);
}

function offered(address: Hex, context: Context): Promise<Offered> {
  const { timestamp } = context.head;
  const none = { floor: null, listings: 0, listedItems: 0 };
  return ofCollection(context, address, "offered", (tokens) => offeredOf(context.db, tokens, timestamp), none);
}

const items = (address: Hex, context: Context) =>
  ofCollection(context, address, "items", (tokens) => itemsOf(context.db, tokens), 0);

function checkDays(days: number): number {
  if (days < 1 || days > MAX_DAYS) throw new BadInputError("days", `must be 1 to ${MAX_DAYS}, but is ${days}.`);
  return days;
}

type CollectionRow = (typeof CollectionRef)["$inferType"];

/** Of a contract that is not Plaza's own. */
const metadataOf = ({ address, official }: CollectionRow, { loaders }: Context) =>
  official ? null : loaders.metadata.load(address);

CollectionRef.implement({
  description: "A contract whose tokens are items.",
  fields: (t) => ({
    address: t.expose("address", { type: "Address", description: "The contract." }),
    name: t.string({
      description:
        "Display name; for a contract that is not Plaza's own, the one that it gives itself, or its address. Anybody can give any name.",
      resolve: async (row, _, context) => (await metadataOf(row, context))?.name ?? row.name,
    }),
    official: t.exposeBoolean("official", { description: "Whether it is Plaza's own." }),
    metadataStatus: t.field({
      type: MetadataStatusEnum,
      nullable: true,
      description: "How the latest look for its metadata ended; null for Plaza's own.",
      resolve: async (row, _, context) =>
        row.official ? null : ((await metadataOf(row, context))?.status ?? "PENDING"),
    }),
    metadata: t.field({
      type: MetadataRef,
      nullable: true,
      description: "What its metadata (`contractURI`) says; null for Plaza's own, and before the first look.",
      resolve: (row, _, context) => metadataOf(row, context),
    }),
    standard: t.field({
      type: TokenStandardEnum,
      description:
        "Which interface its tokens follow: of a contract that is not Plaza's own, what it says, and before the first look what its sales let presume.",
      resolve: async (row, _, context) => (await metadataOf(row, context))?.saidStandard ?? row.standard,
    }),
    items: t.int({
      ...AGGREGATE,
      description:
        "How many items of it are known: tokens, each stack one. Of a contract that is not Plaza's own, those that were for sale.",
      resolve: ({ address }, _, context) => items(address, context),
    }),
    owners: t.int({
      ...AGGREGATE,
      description:
        "How many accounts own some of it. What is for sale is its seller's; of a contract that is not Plaza's own nothing else is known.",
      resolve: ({ address }, _, context) =>
        ofCollection(context, address, "owners", (tokens) => ownersOf(context.db, tokens, context.escrow), 0),
    }),
    floor: t.field({
      type: "BigInt",
      nullable: true,
      ...AGGREGATE,
      description: "Lowest price of a unit among its active listings, smallest unit; null if there are none.",
      resolve: async ({ address }, _, context) => (await offered(address, context)).floor,
    }),
    listings: t.int({
      ...AGGREGATE,
      description: "How many active listings of it there are.",
      resolve: async ({ address }, _, context) => (await offered(address, context)).listings,
    }),
    listedShare: t.float({
      nullable: true,
      ...AGGREGATE,
      description: "Which part of its items has an active listing: 0 to 1; null if it has no items.",
      resolve: async ({ address }, _, context) => {
        const [{ listedItems }, all] = await Promise.all([offered(address, context), items(address, context)]);
        return all === 0 ? null : listedItems / all;
      },
    }),
    sold: t.field({
      type: SoldRef,
      ...AGGREGATE,
      description: "What was sold of it, by the time of the latest indexed block.",
      args: {
        days: t.arg.int({ description: `In the last so many times 24 hours: 1 to ${MAX_DAYS}; ever, if absent.` }),
      },
      resolve: ({ address }, { days }, context) => {
        const { timestamp } = context.head;
        const since = days == null ? undefined : timestamp - checkDays(days) * 86_400;
        const none = { volume: 0n, sales: 0 };
        return ofCollection(context, address, `sold ${days}`, (tokens) => soldOf(context.db, tokens, since), none);
      },
    }),
    daily: t.field({
      type: [SoldOnDayRef],
      ...AGGREGATE,
      description: "What was sold of it day by day, the latest first; days without a sale are left out.",
      args: {
        days: t.arg.int({
          defaultValue: 30,
          description: `Today and the days before it, so many in all: 1 to ${MAX_DAYS}.`,
        }),
      },
      resolve: ({ address }, { days }, context) => {
        const { timestamp } = context.head;
        const since = dayAgo(checkDays(days ?? 30) - 1, timestamp);
        return ofCollection(context, address, `daily ${days}`, (tokens) => soldByDay(context.db, tokens, since), []);
      },
    }),
  }),
});
