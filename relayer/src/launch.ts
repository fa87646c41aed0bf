import { createBidHasher, type PlazaDeployment } from "@plaza/sdk";
import type { Hex, Transport } from "viem";
import packageJson from "../package.json" with { type: "json" };
import { Reputations } from "./accounts/reputations.ts";
import { createApp } from "./api/app.ts";
import { type LimitSettings, Limits } from "./api/limits.ts";
import { Metrics } from "./api/metrics.ts";
import { Member } from "./cluster/member.ts";
import { defaultFinality, isLocal, SettingError } from "./config.ts";
import { liveStatus } from "./domain/live.ts";
import { type BreakerSettings, Breakers } from "./infra/breaker.ts";
import { type Chain, connectChain } from "./infra/chain/chain.ts";
import type { Finality } from "./infra/chain/follower.ts";
import { rpcTransport } from "./infra/chain/transport.ts";
import { ChainClock } from "./infra/clock.ts";
import { openDatabase } from "./infra/database/database.ts";
import { guardReads } from "./infra/database/guard.ts";
import { claimDatabase } from "./infra/database/identity.ts";
import { migrate } from "./infra/database/migrate.ts";
import { isPostgresUrl } from "./infra/database/postgres.ts";
import { watchIndexer } from "./infra/indexer.ts";
import { createLogger, type Logger, type LogLevel } from "./infra/logger.ts";
import { ensResolver } from "./infra/names.ts";
import { keySource, openKey } from "./infra/openKey.ts";
import { accountOfKey, senderOf } from "./infra/sender.ts";
import { loadCurve } from "./infra/signatures.ts";
import { localSigner, signerOf } from "./infra/signer.ts";
import { type Instance, type OpenWriting, openWriting, startAlone } from "./instance.ts";
import { LiveHub } from "./live.ts";
import { NoticeHub } from "./notices/hub.ts";
import { NoticeWorker } from "./notices/worker.ts";
import { noProbe, type Probe } from "./probe.ts";
import { Secret } from "./secret.ts";
import { listen } from "./server.ts";
import { outage, type Services } from "./services.ts";
import { Sessions } from "./sessions/sessions.ts";

/** What to start a relayer with. */
export type RelayerConfig = {
  deployment: PlazaDeployment;
  /** Where the chain is, the next where one does not answer; or `transport`. */
  rpcUrl?: string | readonly string[] | undefined;
  transport?: Transport | undefined;
  /** @default "127.0.0.1" */
  host?: string | undefined;
  /** 0 for a free one. @default 0 */
  port?: number | undefined;
  /** Folder of the bid log, or `memory://`; or the URL of a PostgreSQL server that keeps it, `postgres://...`. */
  data: string;
  /** Connections to that server, at most. @default 10 */
  databaseConnections?: number | undefined;
  /** Who co-signs settlements and withdrawals, who signs receipts, who pays for gas: private keys, or (not the receipts') as `keySource` says. */
  keys: { settler: Secret | string; receipt: Secret | string; sender: Secret | string };
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
  /** When a dependency that fails is left alone. @default `defaultBreaker` */
  breaker?: Partial<BreakerSettings> | undefined;
  /** Origins of the pages that may use the API. @default ["*"] */
  origins?: readonly string[] | undefined;
  /** For tests that stop the relayer at the worst moment. */
  probe?: Probe | undefined;
};

/** A relayer that runs. */
export type RunningRelayer = {
  url: string;
  /** Finishes what was accepted, stops everything and frees the data folder. */
  close(): Promise<void>;
};

/** Chains of one machine are restarted by hand, and are back in a moment. */
const LOCAL_RESET_MS = 1_000;

const STATUS_TICK_MS = 200;

/** How often notices are given: what happens in between is told together. */
const NOTICE_TICK_MS = 100;

/** Seconds after which a settlement that is possible counts as delayed. */
const SETTLEMENT_DELAY = 300;

/**
 * Starts a relayer in this process. It takes bids once this resolves: the bid log is open and the chain was read.
 *
 * @example
 * ```ts
 * const relayer = await startRelayer({ deployment, rpcUrl, data: "memory://", keys });
 * const client = createRelayerClient({ url: relayer.url });
 * await relayer.close();
 * ```
 */
export async function startRelayer(config: RelayerConfig): Promise<RunningRelayer> {
  const log = createLogger(config.logLevel ?? "info");
  const { chainId, marketplace, orders, startBlock } = config.deployment;
  const domain = { chainId, marketplace };
  const breakers = new Breakers({ ...(isLocal(chainId) && { resetMs: LOCAL_RESET_MS }), ...config.breaker });
  const chain = await connectChain({
    ...domain,
    orders,
    transport: config.transport ?? rpcTransport(config.rpcUrl, { breakers }),
  });
  const times = await chain.times();
  const database = await openDatabase(config.data, {
    connections: config.databaseConnections,
    onIdleError: (error) => log.warn({ err: error }, "a connection to the database broke"),
  });
  try {
    const migrations = await migrate(database);
    if (migrations.length > 0) log.info({ migrations }, "schema brought up to date");
    return await run(config, { log, breakers, chain, times, database, domain, startBlock: Number(startBlock) });
  } catch (error) {
    await database.close();
    throw error;
  }
}

type Ground = Pick<Services, "log" | "chain" | "times" | "database" | "domain" | "breakers"> & { startBlock: number };

async function run(config: RelayerConfig, ground: Ground): Promise<RunningRelayer> {
  const { log, breakers, chain, database, domain } = ground;
  const { probe = noProbe, pollMs = 250, finality = defaultFinality(domain.chainId) } = config;
  const curve = await loadCurve();
  log.info({ signatureRecovery: curve.name }, "curve loaded");
  const at = { curve, breakers };
  const settlerKey = await openKey(asSecret("settler", config.keys.settler), { name: "settler's key", ...at });
  const senderKey = await openKey(asSecret("sender", config.keys.sender), { name: "sender's key", ...at });
  const settler = signerOf(settlerKey.key, curve, settlerKey.verifier);
  const receiptSigner = localSigner(curve, asSecret("receipt", config.keys.receipt));
  const sender = senderOf(accountOfKey(senderKey.key, curve), domain);
  const nonceEpoch = await claimDatabase(database, { ...domain, marketplace: domain.marketplace.toLowerCase() });
  const clock = new ChainClock();
  const hub = new LiveHub((id) => {
    const { ledger } = instance;
    const auction = ledger.state.chain.auction(id);
    return auction && liveStatus(auction, ledger.state.book.attempt(id), clock.now());
  });
  const open: OpenWriting = (own, tell) =>
    openWriting(
      {
        ...ground,
        ...{ database: own, clock, finality, receiptSigner, settler, nonceEpoch, sender, probe },
        settlementSeconds: config.settlementSeconds ?? 600,
        bumpAfterMs: config.bumpAfterMs ?? 30_000,
        resendAfterMs: 5_000,
        wall: Date.now,
        random: Math.random,
      },
      tell,
    );
  let poke = () => {};
  const onChange = (ids: Set<`0x${string}`>) => {
    hub.changed(ids);
    poke();
  };
  const instance: Instance = isPostgresUrl(config.data)
    ? await Member.join({
        ...{ url: config.data, database, open, onChange, pollMs, log },
        host: config.peerHost ?? "127.0.0.1",
        grounds: { domain, settlerHash: settler.signerHash },
        onHeads: ({ head }, isRewound) => clock.observe(head, isRewound),
      })
    : await startAlone(database, open, { pollMs, onChange });
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
  poke = () => notices.poke();
  const sessions = await Sessions.open({
    ...ground,
    ...{ chainId: domain.chainId, curve, secret: config.sessionKey, sites: config.sites ?? [], now: Date.now },
    onEnd: (account, session) => noticeHub.closeSessions(account, (id) => session === undefined || id === session),
  });
  await requireReceiptKey(chain, receiptSigner.address);
  await warnOfStrangers(chain, settler.address, log);

  const services: Services = {
    ...ground,
    ...{ hashBid: createBidHasher(domain), ledger, follower, worker, instance, finality, clock, hub, curve },
    ...{ notices, noticeHub, sessions, reputations },
    resolveName: config.ensUrl === undefined ? undefined : ensResolver(config.ensUrl),
    ...{ settler, receiptSigner, sender, version: packageJson.version, now: Date.now },
    database: guardReads(database, breakers),
    indexer: config.indexerUrl === undefined ? undefined : watchIndexer(config.indexerUrl, breakers),
    limits: new Limits(config.limits),
    metrics: new Metrics(),
  };
  services.metrics.observe(services);
  const app = createApp(services, { origins: config.origins });
  const server = await listen(app.fetch, config.host ?? "127.0.0.1", config.port ?? 0).catch(async (error) => {
    await instance.close();
    throw error;
  });
  hub.start(STATUS_TICK_MS);
  notices.start(NOTICE_TICK_MS);
  sessions.start();
  log.info({ url: server.url, finality, settler: settler.address, sender: sender.address }, "relayer is ready");
  return {
    url: server.url,
    close: once(async () => {
      hub.close();
      noticeHub.close();
      sessions.stop();
      await server.close();
      await notices.stop();
      await instance.close();
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

function asSecret(name: keyof RelayerConfig["keys"], key: Secret | string): Secret {
  const secret = typeof key === "string" ? new Secret(key) : key;
  if (!keySource.test(secret.reveal()))
    throw new SettingError(
      `keys.${name}`,
      "expected a private key of 32 bytes in hexadecimal, or the URL of a signer.",
    );
  return secret;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= run();
    return done;
  };
}
