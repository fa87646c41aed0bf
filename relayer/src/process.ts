import { createHasher, type PlazaDeployment } from "@plaza/sdk";
import type { Hex, Transport } from "viem";
import packageJson from "../package.json" with { type: "json" };
import { Reputations } from "./accounts/reputations.ts";
import { type LimitSettings, Limits } from "./api/limits.ts";
import { Metrics } from "./api/metrics.ts";
import { redisHotBook } from "./cluster/hotBook/redisHotBook.ts";
import { defaultFinality, SettingError } from "./config.ts";
import { statusOf } from "./domain/live.ts";
import { EndedAuctions } from "./ended.ts";
import { type Ground, openGround } from "./ground.ts";
import type { BreakerSettings } from "./infra/breaker.ts";
import type { Chain } from "./infra/chain/chain.ts";
import type { Finality } from "./infra/chain/follower.ts";
import { ChainClock } from "./infra/clock.ts";
import { inRedis } from "./infra/counters.ts";
import { guardReads } from "./infra/database/guard.ts";
import { isPostgresUrl } from "./infra/database/postgres.ts";
import { watchIndexer } from "./infra/indexer.ts";
import { keccak256 } from "./infra/keccak.ts";
import type { Logger, LogLevel } from "./infra/logger.ts";
import { ensResolver } from "./infra/names.ts";
import { Redis } from "./infra/redis/redis.ts";
import { joinInstance } from "./join.ts";
import { type KeySources, openKeyring } from "./keyring.ts";
import { LiveHub } from "./live.ts";
import { NoticeHub } from "./notices/hub.ts";
import { NoticeWorker } from "./notices/worker.ts";
import { OrderKeeper } from "./orders/keeper.ts";
import type { Probe } from "./probe.ts";
import type { Secret } from "./secret.ts";
import { outage, type Services } from "./services.ts";
import { Sessions } from "./sessions/sessions.ts";

/** What any process of the relayer is started with, whatever its role. */
export type ProcessConfig = {
  deployment: PlazaDeployment;
  /** Where the chain is, the next where one does not answer; or `transport`. */
  rpcUrl?: string | readonly string[] | undefined;
  transport?: Transport | undefined;
  /** Folder of the bid log, or `memory://`; or the URL of a PostgreSQL server that keeps it, `postgres://...`. */
  data: string;
  /** Connections to that server, at most. @default 10 */
  databaseConnections?: number | undefined;
  /** What it writes with; without, it hands on what it is asked and never writes, which takes a server's database. */
  keys?: KeySources | undefined;
  /** Private address of this process where others over the same server reach it. @default "127.0.0.1" */
  peerHost?: string | undefined;
  /** Milliseconds between looks at the chain. @default 250 */
  pollMs?: number | undefined;
  /** @default "info" */
  logLevel?: LogLevel | undefined;
  /** Which block counts as final. By default the newest on a local chain, elsewhere what the chain says. */
  finality?: Finality | undefined;
  /** How far ahead a settlement's deadline lies, in seconds. @default 600 */
  settlementSeconds?: number | undefined;
  /** Milliseconds without a block after which a transaction's fee is raised. @default 30_000 */
  bumpAfterMs?: number | undefined;
  /** Hosts of the pages that sign people in; this machine's always may. */
  sites?: readonly string[] | undefined;
  /** Node of the chain that ENS lives on: handles are checked there. */
  ensUrl?: string | undefined;
  /** Signs access tokens; by default one is made and kept in the database. */
  sessionKey?: Secret | undefined;
  /** How much one caller may ask for. @default `defaultLimits` */
  limits?: Partial<LimitSettings> | undefined;
  /** Where the indexer is, for its entry in `/health`; the relayer itself does not need it. */
  indexerUrl?: string | undefined;
  /** A Redis server that all instances share: their limits count together, and the writer tells its standings there. By default each is for itself. */
  redisUrl?: string | undefined;
  /** When a dependency that fails is left alone. @default `defaultBreaker` */
  breaker?: Partial<BreakerSettings> | undefined;
  /** For tests that stop the relayer at the worst moment. */
  probe?: Probe | undefined;
};

const STATUS_TICK_MS = 200;

/** How often notices are given: what happens in between is told together. */
const NOTICE_TICK_MS = 100;

/** Seconds after which a settlement that is possible counts as delayed. */
const SETTLEMENT_DELAY = 300;

/**
 * Starts all that a process does besides serving.
 *
 * @param open - Opens what the process serves, if anything, once all else is there.
 * @returns What `open` made; closing it finishes what was accepted, stops everything and frees the database.
 */
export async function startProcess<server extends { close(): Promise<void> }>(
  config: ProcessConfig,
  open: (services: Services) => Promise<server>,
): Promise<server> {
  if (config.keys === undefined && !isPostgresUrl(config.data))
    throw new SettingError("data", "without keys, expected the URL of a server that a worker writes to.");
  const ground = await openGround(config);
  try {
    return await run(config, ground, open);
  } catch (error) {
    await ground.database.close();
    throw error;
  }
}

async function run<server extends { close(): Promise<void> }>(
  config: ProcessConfig,
  ground: Ground,
  open: (services: Services) => Promise<server>,
): Promise<server> {
  const { log, breakers, chain, database, domain, curve } = ground;
  const { finality = defaultFinality(domain.chainId) } = config;
  const redis =
    config.redisUrl === undefined
      ? undefined
      : Redis.open(config.redisUrl, { prefix: `plaza:${domain.chainId}:${domain.marketplace}`, breakers, log });
  const keyring = config.keys && (await openKeyring(config.keys, { domain, curve, breakers }));
  // Before it can become the writer: whoever writes acknowledges.
  if (keyring) await requireReceiptKey(chain, keyring.receiptSigner.address);
  const clock = new ChainClock();
  const hub = new LiveHub((id) => statusOf(instance.ledger.state, id, clock.now()));
  let poke = () => {};
  const instance = await joinInstance({
    ...{ config, ground, keyring, clock },
    hotBook: redis && redisHotBook(redis),
    onChange(ids) {
      hub.changed(ids);
      poke();
    },
  });
  const { ledger, follower, worker } = instance;
  const noticeHub = new NoticeHub();
  const reputations = new Reputations({
    ...{ database, now: Date.now },
    outage: () => outage({ follower, ledger }),
  });
  const notices = new NoticeWorker({
    ...ground,
    ...{ ledger, hub: noticeHub, wall: Date.now, random: Math.random },
    delay: SETTLEMENT_DELAY,
    onTrade: (parties) => reputations.invalidate(parties),
  });
  const orderKeeper = new OrderKeeper({ ...ground, ledger, wall: Date.now });
  poke = () => notices.poke();
  const sessions = await Sessions.open({
    ...ground,
    ...{ chainId: domain.chainId, secret: config.sessionKey, sites: config.sites ?? [], now: Date.now },
    onEnd: (account, session) => noticeHub.closeSessions(account, (id) => session === undefined || id === session),
  });
  await warnOfStrangers(chain, instance.keys.settler.address, log);

  const reads = guardReads(database, breakers);
  const services: Services = {
    ...ground,
    ...{ hashBid: createHasher(domain, "Bid", keccak256), ledger, follower, worker, instance, finality, clock, hub },
    ...{ notices, orderKeeper, noticeHub, sessions, reputations },
    resolveName: config.ensUrl === undefined ? undefined : ensResolver(config.ensUrl, breakers),
    ...{ version: packageJson.version, now: Date.now },
    database: reads,
    ended: new EndedAuctions(reads, ledger),
    indexer: config.indexerUrl === undefined ? undefined : watchIndexer(config.indexerUrl, breakers),
    ...{ redis, limits: new Limits(config.limits, redis && inRedis(redis)) },
    metrics: new Metrics(),
  };
  services.metrics.observe(services);
  const server = await open(services).catch(async (error) => {
    await instance.close();
    throw error;
  });
  hub.start(STATUS_TICK_MS);
  notices.start(NOTICE_TICK_MS);
  orderKeeper.start(config.pollMs ?? 250);
  sessions.start();
  const { settler, sender } = instance.keys;
  log.info({ finality, settler: settler.address, sender: sender.address }, "relayer is ready");
  return {
    ...server,
    close: once(async () => {
      hub.close();
      noticeHub.close();
      sessions.stop();
      await server.close();
      await notices.stop();
      await orderKeeper.stop();
      await instance.close();
      redis?.close();
      await database.close();
      log.info("relayer has stopped");
    }),
  };
}

/** Nobody could present what another key acknowledges: a receipt would be no right. A new key has to wait for SETTLER_DELAY. */
async function requireReceiptKey(chain: Chain, receiptKey: `0x${string}`): Promise<void> {
  if (!(await chain.isReceiptKey(receiptKey)))
    throw new SettingError("keys.receipt", `${receiptKey} is no receipt key of the Marketplace: not yet, or no more.`);
}

async function warnOfStrangers(chain: Chain, settler: Hex, log: Logger): Promise<void> {
  if (!(await chain.isSettler(settler)))
    log.warn({ settler }, "the Marketplace does not know this settler: nothing that it signs will be accepted");
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
