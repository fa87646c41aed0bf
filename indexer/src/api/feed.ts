import { and, desc, eq, gt, gte, inArray, lt, lte, ne } from "drizzle-orm";
import { GraphQLError } from "graphql";
import type { Hex } from "viem";
import { activity } from "../../ponder.schema.ts";
import type { ActivityRow } from "./entities/activity.ts";
import { BadInputError, type ErrorCode } from "./errors.ts";
import type { Index } from "./graphql/context.ts";
import { after as afterPosition, all, type Condition, toSql } from "./query/condition.ts";
import type { CursorCodec } from "./query/cursor.ts";
import { createMatcher } from "./query/meets.ts";
import { asc, orderBy, type Sort } from "./query/sort.ts";

/**
 * How many may listen at once, in all and from one address, how many events may wait for one, and how many are told again to one who
 * comes back.
 */
export const FEED_LIMITS = { subscribers: 1_000, perCaller: 20, waiting: 500, missed: 1_000 } as const;

/** How many blocks a reorganisation can undo at most; deeper ones stop the indexer. */
const REORG_BLOCKS = 200;
const ORDER = "feed";
const SORT: Sort = [asc(activity.ordinal), asc(activity.part), asc(activity.id)];
/** What a cursor holds: a position, and by its block's hash all that was before it. */
const CURSOR: Sort = [...SORT, asc(activity.blockHash)];

/** News for a subscriber. */
export type FeedEvent =
  /** It happened, or it is undone: its block is no longer the chain's. */
  | { change: "ADDED" | "REMOVED"; row: ActivityRow; cursor: string }
  /** What the cursor that it came back with stood at is undone, or something before it: everything is to be read anew. */
  | { change: "RESET"; row: null; cursor: null };

/** Tells what happens as blocks are indexed. */
export type Feed = {
  /**
   * Begins to listen.
   *
   * @param caller - Address that it listens from.
   * @param after - `cursor` of the last event that the subscriber saw: what it missed since comes first.
   * @throws BadInputError for a cursor that is none, or lies too far back; GraphQLError when too many listen already, and later
   * when the subscriber is too slow.
   */
  subscribe(where: Condition, caller: string, after?: string | null): Promise<AsyncGenerator<FeedEvent>>;
  /** Looks whether there is a new block; otherwise that happens by itself while somebody listens. */
  look(): Promise<void>;
  /** The index as it was when it was last looked at, which it is while somebody listens. */
  latest(): Index;
};

type Subscriber = {
  where: Condition;
  caller: string;
  /** Whether it is told already; until then it only has a place. */
  begun: boolean;
  waiting: FeedEvent[];
  /** What it was told when it came back, by place. */
  seen: Set<string>;
  tooSlow: boolean;
  wake: () => void;
};

const meets = createMatcher(activity);
const refuse = (message: string, code: ErrorCode) => new GraphQLError(message, { extensions: { code } });
/** A row and where it stands: a reorganisation can put the same log of the same transaction somewhere else. */
const placeOf = ({ id, timestamp, ordinal, part }: Pick<ActivityRow, "id" | "timestamp" | "ordinal" | "part">) =>
  `${id} ${timestamp} ${ordinal} ${part}`;
const inOrder = (a: ActivityRow, b: ActivityRow) =>
  a.timestamp - b.timestamp || a.ordinal - b.ordinal || a.part - b.part;

/**
 * Makes the feed of one process: one reader of the database for all who listen.
 *
 * @param options.interval - Milliseconds between looks for a block while somebody listens; zero for none but by `look`.
 */
export function createFeed({
  openIndex,
  cursors,
  interval = 200,
  limits = FEED_LIMITS,
}: {
  openIndex: () => Promise<Index>;
  cursors: CursorCodec;
  interval?: number;
  limits?: Record<keyof typeof FEED_LIMITS, number>;
}): Feed {
  const subscribers = new Set<Subscriber>();
  /** What was told and may yet be undone, by place. */
  const told = new Map<string, ActivityRow>();
  let last: Index | undefined;
  let looking: Promise<void> | undefined;
  let starting: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const fromLogs = ne(activity.kind, "LISTING_EXPIRED");
  const cursorOf = ({ ordinal, part, id, blockHash }: ActivityRow) =>
    cursors.encode(ORDER, [ordinal, part, id, blockHash]);

  /** @param stands - Where who was told of it goes on from. */
  function publish(change: "ADDED" | "REMOVED", row: ActivityRow, stands = row): void {
    const event: FeedEvent = { change, row, cursor: cursorOf(stands) };
    for (const subscriber of subscribers) {
      if (
        !subscriber.begun ||
        !meets(subscriber.where, row) ||
        (change === "ADDED" && subscriber.seen.has(placeOf(row)))
      )
        continue;
      if (subscriber.waiting.length >= limits.waiting) subscriber.tooSlow = true;
      else subscriber.waiting.push(event);
      subscriber.wake();
    }
  }

  async function read(): Promise<void> {
    const index = await openIndex();
    const { db, head } = index;
    if (last && head.block === last.head.block && head.timestamp === last.head.timestamp) {
      last = index;
      return;
    }
    const floor = Math.max(0, Number(head.block) - REORG_BLOCKS) * 1_000_000;
    const places = await db
      .select({ id: activity.id, timestamp: activity.timestamp, ordinal: activity.ordinal, part: activity.part })
      .from(activity)
      .where(and(gte(activity.ordinal, floor), fromLogs));
    const standing = new Set(places.map(placeOf));
    const fresh = places.filter((place) => !told.has(placeOf(place))).map(({ id }) => id);
    // The first look, and one behind a long pause, finds more than a statement may name.
    const which = fresh.length > 1_000 ? and(gte(activity.ordinal, floor), fromLogs) : inArray(activity.id, fresh);
    const found = fresh.length === 0 ? [] : await db.select().from(activity).where(which);
    const rows = found.filter((row) => !told.has(placeOf(row)));
    const expired =
      last === undefined
        ? []
        : await db
            .select()
            .from(activity)
            .where(
              and(
                eq(activity.kind, "LISTING_EXPIRED"),
                gt(activity.timestamp, last.head.timestamp),
                lte(activity.timestamp, head.timestamp),
              ),
            );
    // An expiry has no place among what happened: who was told of it goes on behind what was told before.
    const next = rows.reduce((least, { ordinal }) => Math.min(least, ordinal), Number(head.block + 1n) * 1_000_000);
    let [latest] =
      expired.length === 0
        ? []
        : await db
            .select()
            .from(activity)
            .where(and(lt(activity.ordinal, next), fromLogs))
            .orderBy(desc(activity.ordinal), desc(activity.part))
            .limit(1);
    const undone = [...told.values()].filter((row) => row.ordinal >= floor && !standing.has(placeOf(row)));
    for (const row of undone.sort(inOrder).reverse()) {
      told.delete(placeOf(row));
      publish("REMOVED", row);
    }
    for (const row of rows) told.set(placeOf(row), row);
    // What was there before anybody listened is no news.
    if (last)
      for (const row of [...rows, ...expired].sort(inOrder)) {
        if (row.kind !== "LISTING_EXPIRED") latest = row;
        publish("ADDED", row, latest);
      }
    for (const [place, { ordinal }] of told) if (ordinal < floor) told.delete(place);
    last = index;
  }

  function look(): Promise<void> {
    looking ??= read().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  /** Forgets what was told, once no look is under way that goes by it. */
  async function forget(): Promise<void> {
    while (looking) await looking.catch(() => {});
    last = undefined;
    told.clear();
  }

  function keepLooking(): void {
    if (interval === 0 || timer !== undefined) return;
    timer = setTimeout(async () => {
      // A database that is away for a moment is asked again.
      await look().catch(() => {});
      timer = undefined;
      if (subscribers.size > 0) keepLooking();
    }, interval);
    timer.unref();
  }

  /** What a subscriber missed since a cursor; null if a reorganisation changed what the cursor stood at, or anything before it. */
  async function missed(where: Condition, after: string): Promise<ActivityRow[] | null> {
    const [ordinal, part, id, blockHash] = cursors.decode(ORDER, CURSOR, after, "after") as [
      number,
      number,
      string,
      Hex,
    ];
    const { db } = await openIndex();
    const [stood] = await db
      .select({ ordinal: activity.ordinal, part: activity.part, blockHash: activity.blockHash })
      .from(activity)
      .where(eq(activity.id, id));
    if (stood?.ordinal !== ordinal || stood.part !== part || stood.blockHash !== blockHash) return null;
    const rows = await db
      .select()
      .from(activity)
      .where(and(toSql(all(where, afterPosition(SORT, [ordinal, part, id]))), fromLogs))
      .orderBy(...orderBy(SORT))
      .limit(limits.missed + 1);
    if (rows.length > limits.missed)
      throw new BadInputError(
        "after",
        `lies more than ${limits.missed} events back. Read \`activity\` and begin anew.`,
      );
    return rows;
  }

  return {
    look,

    latest() {
      if (!last) throw new Error("Nobody listens.");
      return last;
    },

    async subscribe(where, caller, after) {
      if (subscribers.size >= limits.subscribers)
        throw refuse(`${limits.subscribers} listen already; try again later.`, "TOO_MANY_SUBSCRIBERS");
      if ([...subscribers].filter((one) => one.caller === caller).length >= limits.perCaller)
        throw refuse(`${limits.perCaller} listen from your address already.`, "TOO_MANY_SUBSCRIBERS");
      const subscriber: Subscriber = {
        ...{ where, caller, begun: false, waiting: [], seen: new Set(), tooSlow: false },
        wake: () => {},
      };
      // The first who listens begins at the block that is indexed now, not at that of the last who did.
      if (subscribers.size === 0) starting = forget();
      subscribers.add(subscriber);
      try {
        await starting;
        subscriber.begun = true;
        await look();
        const rows = after ? await missed(where, after) : [];
        for (const row of rows ?? []) subscriber.seen.add(placeOf(row));
        const first: FeedEvent[] =
          rows === null
            ? [{ change: "RESET", row: null, cursor: null }]
            : rows.map((row) => ({ change: "ADDED", row, cursor: cursorOf(row) }));
        const known = (event: FeedEvent) => event.change === "ADDED" && subscriber.seen.has(placeOf(event.row));
        subscriber.waiting = [...first, ...subscriber.waiting.filter((event) => !known(event))];
      } catch (error) {
        subscribers.delete(subscriber);
        throw error;
      }
      keepLooking();

      // A generator that was never begun has no `finally`; this one ends its subscription either way.
      const events = listen(subscriber);
      return Object.assign(events, {
        return: async () => {
          subscribers.delete(subscriber);
          subscriber.tooSlow = true;
          subscriber.wake();
          return { done: true as const, value: undefined };
        },
      });
    },
  };

  async function* listen(subscriber: Subscriber): AsyncGenerator<FeedEvent> {
    try {
      for (;;) {
        const event = subscriber.waiting.shift();
        if (event) {
          yield event;
          continue;
        }
        if (subscriber.tooSlow) {
          if (!subscribers.has(subscriber)) return;
          throw refuse(
            "More events came than this subscriber took. Come back with the last cursor.",
            "SUBSCRIBER_TOO_SLOW",
          );
        }
        await new Promise<void>((resolve) => {
          subscriber.wake = resolve;
        });
      }
    } finally {
      subscribers.delete(subscriber);
    }
  }
}
