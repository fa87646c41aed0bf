import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createRelayerClient } from "@plaza/sdk";
import { startPostgres } from "../../relayer/src/testing/postgres.ts";
import { startRedis } from "../../relayer/src/testing/redis.ts";
import { root } from "../../scripts/lib/root.ts";
import { createRandom } from "../../seed/src/catalogue/random.ts";
import { check, type Findings } from "./checks.ts";
import { Crowd } from "./crowd.ts";
import { type FaultName, faults } from "./faults.ts";
import { HealthWatch } from "./health.ts";
import { Instance } from "./instance.ts";
import { Listeners } from "./listeners.ts";
import { bidderOf, openMarket, sellers } from "./market.ts";
import { type Delivery, deliveryOf } from "./notices.ts";
import { startShakyChain } from "./shakyChain.ts";
import { pause, until } from "./wait.ts";

export type Plan = {
  seed: string;
  instances: number;
  moves: readonly FaultName[];
  /** Auctions that end as each move begins. */
  auctionsAMove: number;
  hands: number;
  withdrawers: number;
  /** Milliseconds between two bids of a hand. */
  everyMs: number;
  /** Bids that are acknowledged between two moves. */
  bidsAMove: number;
  /** Milliseconds from the beginning after which no move begins; the auctions of those that were not made end with the last. */
  movesMs: number;
  /** Auctions, with a bid each, that end at one time after the last move. */
  atOnce: number;
};

export type Outcome = {
  findings: Findings;
  delivery: Delivery;
  health: HealthWatch;
  /** How often each fault was made. */
  made: Map<FaultName, number>;
  /** How long it took until all that ended at once was settled, for good. */
  atOnceSeconds: number;
  seconds: number;
};

const RICH = 10n ** 22n;
/** Covers a few bids at the prices that auctions here reach. */
const POOR = 10n ** 10n;

/** Seconds of the chain's time from one move to the next, and to the first. */
const BETWEEN = 200;
const FIRST = 1_000;

/** Seconds after an auction's end until it can be settled, on this chain; and one more. */
const CHALLENGE = 6;

/** Milliseconds after the last fault within which everything must be over, and for each auction that ends with others. */
const SETTLE_MS = 300_000;

/** Runs a plan: the real programs on one machine, people who bid and withdraw, and one fault after the other. */
export async function run(plan: Plan, say: (line: string) => void): Promise<Outcome> {
  const began = performance.now();
  await using house = new AsyncDisposableStack();
  const randomOf = (what: string) => createRandom(`chaos/${plan.seed}/${what}`);
  const logs = join(root, ".plaza", "chaos");
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, `${plan.seed}.log`));
  house.defer(() => void log.end());

  const chain = await startShakyChain(randomOf("node"));
  house.defer(() => chain.close());
  const market = openMarket(chain);
  const bidders = Array.from({ length: 24 }, (_, index) => bidderOf(index, index % 2 === 0 ? RICH : POOR));
  const burners = Array.from({ length: 3 }, (_, index) => bidderOf(1_000 + index, RICH));
  const everybody = [...bidders, ...burners];
  await market.prepare();
  await market.fund(everybody);
  for (const burner of burners) await market.burnGas(burner);

  const postgres = await startPostgres();
  house.defer(() => postgres.close());
  const databaseUrl = await postgres.createDatabase("chaos");
  const redis = await startRedis();
  house.defer(() => redis.close());
  const ground = {
    databaseUrl,
    redisUrl: redis.url,
    rpcUrl: chain.proxy.url,
    deploymentFolder: chain.deploymentFolder,
  };
  const instances = await Promise.all(
    Array.from({ length: plan.instances }, (_, index) =>
      Instance.create(`relayer ${index + 1}`, ground, (line) => log.write(`${line}\n`)),
    ),
  );
  house.defer(async () => void (await Promise.all(instances.map((instance) => instance.close()))));

  const crowd = await Crowd.gather({ chain, market, instances, bidders, burners, random: randomOf("crowd") });
  const listeners = new Listeners(instances, randomOf("listeners"));
  house.defer(() => listeners.close());
  chain.start();
  await Promise.all(instances.map((instance) => instance.start()));
  await chain.stop();
  const opened = chain.head.timestamp + FIRST;
  const endOf = (move: number) => opened + BETWEEN * move;
  // Those of the move after the last end with what ends at once: some must be open while the last fault is there.
  const ends = Array.from({ length: plan.auctionsAMove * (plan.moves.length + 1) }, (_, index) =>
    endOf(Math.floor(index / plan.auctionsAMove)),
  );
  for (const [index, seller] of sellers.entries()) {
    const own = ends.filter((_, at) => at % sellers.length === index);
    crowd.lots.push(...(await market.auction(seller.address, own)));
  }
  const crush = plan.moves.length * BETWEEN + opened + BETWEEN;
  const [studio, other] = sellers;
  const ending = other
    ? await market.auction(
        other.address,
        Array.from({ length: plan.atOnce }, () => crush),
      )
    : [];
  if (studio)
    crowd.lots.push(
      ...(await market.auction(
        studio.address,
        plan.moves.map((_, move) => endOf(move)),
        "stack",
      )),
    );
  chain.start();
  for (const seller of sellers) await listeners.add(seller, chain.chainId);
  await until("deposits count", async () => {
    const { available } = await createRelayerClient({ url: instances[0]?.url ?? "" }).getFunds(
      burners[0]?.address ?? "0x",
    );
    return available > 0n;
  });
  say(`${instances.length} relayers, ${crowd.lots.length} auctions, ready after ${seconds(began)} s`);

  crowd.start(plan);
  const health = new HealthWatch();
  const made = new Map<FaultName, number>();
  const untilBids = async (count: number) => {
    const enough = crowd.acknowledged + count;
    await until("people bid", () => crowd.acknowledged >= enough).catch((error) => {
      throw new Error(`Nobody bids: ${crowd.asksAgain} asked again, refused ${JSON.stringify([...crowd.refused])}`, {
        cause: error,
      });
    });
  };
  const arena = { chain, postgres, redis, databaseUrl, instances, health, untilBids };
  for (const [index, name] of plan.moves.entries()) {
    if (performance.now() - began > plan.movesMs) {
      say(`no time for ${plan.moves.length - index} moves more`);
      break;
    }
    await untilBids(plan.bidsAMove);
    const started = performance.now();
    log.write(`# ${index + 1} ${name}\n`);
    chain.leap(endOf(index) + CHALLENGE);
    await faults[name](arena, randomOf(`move ${index}`));
    await until(`all is well after ${name}`, async () => {
      for (const instance of instances) if (!(await instance.isReady())) return false;
      return true;
    });
    // One that was taken back would hold up all that the same account sends after it.
    if (name === "reorg") await crowd.carryOut();
    made.set(name, (made.get(name) ?? 0) + 1);
    say(`${String(index + 1).padStart(3)}. ${name}: ${seconds(started)} s`);
  }
  await crowd.finish();
  await crowd.carryOut();
  crowd.lots.push(...ending);
  await crowd.bidOnAll(ending, plan.hands);
  chain.leap(crush + CHALLENGE);
  const crushed = performance.now();
  await health.mustBeWell(instances);
  const url = instances[0]?.url ?? "";
  const client = createRelayerClient({ url });
  await until(
    "every auction is settled or returned, for good",
    async () => {
      // Thousands of auctions are not asked for all the time.
      await pause(500);
      return (await client.getAuctions(crowd.lots.map(({ id }) => id))).every(({ status, settlement }) =>
        status === "settled" ? settlement?.state === "final" : status === "returned",
      );
    },
    SETTLE_MS + plan.atOnce * 100,
  );
  const atOnceSeconds = Number(seconds(crushed));
  say(`${ending.length} auctions that ended at once: settled and final after ${atOnceSeconds} s`);
  const delivery = await settledDelivery(crowd, listeners);
  const findings = await check({ chain, market, crowd, url, bidders: everybody });
  return { findings, delivery, health, made, atOnceSeconds, seconds: Number(seconds(began)) };
}

/** Waits until everything was heard that is to be heard, or it is clear that it will not be. */
async function settledDelivery(crowd: Crowd, listeners: Listeners): Promise<Delivery> {
  for (let tries = 0; ; tries += 1) {
    const delivery = deliveryOf(crowd, listeners);
    if (delivery.faults.length === 0 || tries === 30) return delivery;
    await pause(1_000);
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
