import pg from "pg";
import type { TestPostgres } from "../../relayer/src/testing/postgres.ts";
import type { TestRedis } from "../../relayer/src/testing/redis.ts";
import type { Random } from "../../seed/src/catalogue/random.ts";
import { pick } from "./crowd.ts";
import type { HealthWatch } from "./health.ts";
import type { Instance } from "./instance.ts";
import type { Mood } from "./rpcProxy.ts";
import type { ShakyChain } from "./shakyChain.ts";
import { suspend } from "./stopped.ts";
import { pause, until } from "./wait.ts";

/** What faults are done to. */
export type Arena = {
  chain: ShakyChain;
  postgres: TestPostgres;
  redis: TestRedis;
  databaseUrl: string;
  instances: readonly Instance[];
  health: HealthWatch;
  /** Resolves once so many bids more are acknowledged. */
  untilBids(count: number): Promise<void>;
};

/** One move of a plan. What it chooses it chooses by the random numbers that it is given, and it leaves all as it was. */
export type Fault = (arena: Arena, random: Random) => Promise<void>;

/** Milliseconds without a sign of life after which a writer is deposed, and some more. */
const LEASE_MS = 12_000;

/** Bids that must be acknowledged while there is no Redis. */
const BIDS_WITHOUT_REDIS = 10;

/** The longest reorg. */
const MAX_REORG = 20;

const leader = ({ instances }: Arena): Promise<Instance> =>
  until("somebody leads", async () => {
    for (const instance of instances) if (await instance.leads()) return instance;
    return undefined;
  });

/** Not always at the same place of what it is about. */
const someTime = (random: Random, upToMs = 400) => pause(random.integer(0, upToMs));

const killThe = async (victim: Instance, random: Random): Promise<void> => {
  await someTime(random);
  await victim.kill();
  await someTime(random);
  await victim.start();
};

const cutCommit =
  (when: "before" | "after"): Fault =>
  async (arena, random) => {
    const victim = await leader(arena);
    await someTime(random);
    await victim.database.cutNextCommit(when);
  };

const nodeIs =
  (mood: Mood, milliseconds: number, mustShow: boolean): Fault =>
  async ({ chain, instances, health }, random) => {
    await someTime(random);
    chain.proxy.mood = mood;
    const passed = pause(milliseconds);
    if (mustShow) await health.mustComplain(instances, "/chain");
    await passed;
    chain.proxy.mood = "well";
  };

/** Runs statements one after the other, each in a transaction of its own: one for all would lock tables in another order than relayers do. */
async function onDatabase(url: string, statements: (tables: string[]) => string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    for (const statement of statements(rows.map(({ name }: { name: string }) => name))) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Has every write fail as it does on a full disk: a trigger on each table raises the error that Postgres has for it. */
const fillDisk = (tables: string[]): string[] => [
  `CREATE FUNCTION chaos_full() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$`,
  ...tables.map(
    (name) => `CREATE TRIGGER chaos_full BEFORE INSERT OR UPDATE ON "${name}" EXECUTE FUNCTION chaos_full()`,
  ),
];

const clearDisk = (tables: string[]): string[] => [
  ...tables.map((name) => `DROP TRIGGER chaos_full ON "${name}"`),
  "DROP FUNCTION chaos_full()",
];

/** All faults, by name. */
export const faults = {
  "kill -9 of the leader": async (arena, random) => killThe(await leader(arena), random),
  "kill -9 of any instance": async ({ instances }, random) => killThe(pick(instances, random), random),
  "kill -9 of all instances": async ({ instances }, random) => {
    await someTime(random);
    await Promise.all(instances.map((instance) => instance.kill()));
    await Promise.all(instances.map((instance) => instance.start()));
  },
  "an instance stands still": async ({ instances }, random) => {
    const victim = pick(instances, random);
    victim.stop();
    await pause(random.integer(500, 4_000));
    victim.goOn();
  },
  "two think that they lead": async (arena) => {
    const old = await leader(arena);
    old.stop();
    const others = { ...arena, instances: arena.instances.filter((instance) => instance !== old) };
    await Promise.all([leader(others), pause(LEASE_MS)]);
    old.goOn();
  },
  "commit cut before it arrives": cutCommit("before"),
  "commit cut after it took effect": cutCommit("after"),
  "all connections to Postgres cut": async ({ instances }, random) => {
    await someTime(random);
    for (const { database } of instances) database.cutAll();
  },
  "Postgres slow": async ({ instances }, random) => {
    const delayMs = random.integer(20, 150);
    for (const { database } of instances) database.delayMs = delayMs;
    await pause(3_000);
    for (const { database } of instances) database.delayMs = 0;
  },
  "Postgres restarted": async ({ postgres, instances, health }, random) => {
    await someTime(random);
    await postgres.kill();
    await health.mustComplain(instances, "/database");
    await health.mustComplain(instances, "/ready");
    await postgres.start();
  },
  "Postgres stands still": async ({ postgres, instances, health }, random) => {
    await someTime(random);
    if (postgres.pid === undefined) throw new Error("Postgres does not run.");
    const goOn = suspend(postgres.pid);
    await health.mustComplain(instances, "/database");
    await pause(random.integer(0, 8_000));
    goOn();
  },
  "disk full": async ({ databaseUrl, instances, health }, random) => {
    await someTime(random);
    await onDatabase(databaseUrl, fillDisk);
    try {
      await health.mustComplain(instances, "/ready");
      await pause(random.integer(0, 4_000));
    } finally {
      await onDatabase(databaseUrl, clearDisk);
    }
  },
  "Redis killed": async ({ redis, instances, health, untilBids }, random) => {
    await someTime(random);
    await redis.kill();
    await health.mustComplain(instances, "/redis");
    await untilBids(BIDS_WITHOUT_REDIS);
    await redis.start();
  },
  // It saves nothing by itself.
  "Redis restarted empty": async ({ redis }, random) => {
    await someTime(random);
    await redis.kill();
    await redis.start();
  },
  "Redis stands still": async ({ redis, instances, health, untilBids }, random) => {
    await someTime(random);
    redis.pause();
    try {
      await health.mustComplain(instances, "/redis");
      await untilBids(BIDS_WITHOUT_REDIS);
    } finally {
      redis.resume();
    }
  },
  "node away": nodeIs("away", 3_000, true),
  "node slow": nodeIs("slow", 5_000, false),
  "node failing": nodeIs("failing", 5_000, false),
  reorg: async ({ chain }, random) => {
    await chain.reorg(random.integer(1, MAX_REORG), () => random.next() < 0.5);
  },
  "clock skewed": async ({ instances }, random) => {
    const victim = pick(instances, random);
    await victim.kill();
    await victim.start(random.integer(-600, 600) * 1_000);
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faults;
