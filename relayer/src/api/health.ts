import { z } from "@hono/zod-openapi";
import { formatEther } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { publicReason } from "../infra/errorText.ts";
import type { KeyNames } from "../instance.ts";
import { chainOutage, outage, type Services } from "../services.ts";
import type { App } from "./app.ts";
import { json, operation } from "./operation.ts";
import { isoTime } from "./wire.ts";

/** Gas money below which the sender will soon stop: about ten settlements at 100 gwei. */
const LOW_BALANCE = 10n ** 17n;

/** Milliseconds that the chain's answers about the sender and the settler are good for: who asks for health often must not have it asked often. */
const ANSWER_MS = 2_000;

/** Milliseconds that the database's answer is good for. */
const PING_MS = 1_000;

/** Milliseconds after which a database that has not answered counts as away. */
const DATABASE_MS = 2_000;

/** What users cannot do while a dependency is away, and what whoever runs the relayer does about it. */
const dependencies = {
  database: {
    impact: "No bid or withdrawal is accepted; what was acknowledged is safe.",
    action:
      "See docs/runbooks/lost-postgres.md: look at the log for the last error, at the server of DATABASE_URL, or at the disk of PLAZA_RELAYER_DATA.",
  },
  chain: {
    impact: "No bid or withdrawal is accepted, and nothing is settled, until the chain answers again.",
    action: "Look whether PLAZA_RPC_URL answers eth_blockNumber and eth_getLogs.",
  },
  settlement: {
    impact: "Bids are accepted; ended auctions are settled late.",
    action:
      "See docs/runbooks/stuck-settlement.md: send the sender gas money, and see that the settler is one of the Marketplace's (isSettler).",
  },
  redis: {
    impact:
      "Bids are taken and settled. Each instance counts its callers for itself, so that who asks all of them may ask more often; one that cannot reach the writer asks the database how auctions stand, and is seconds behind.",
    action:
      "See docs/runbooks/lost-redis.md: look whether the server of REDIS_URL answers PING. Nothing has to be started anew.",
  },
  indexer: {
    impact: "Bids are accepted and settled; lists, searches and histories are stale or missing.",
    action: "Look at the indexer's log, and whether PLAZA_INDEXER_URL answers /ready.",
  },
} as const;

type Dependency = keyof typeof dependencies;

const details = z.looseObject({ ok: z.boolean() });
const whole = z
  .object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    reason: z.string().nullable().openapi({ description: "Why no bid is taken." }),
    chain: details,
    database: details,
    settlement: details,
    redis: details.nullable().openapi({ description: "Null where none is configured." }),
    breakers: z.record(z.string(), z.enum(["closed", "open", "half-open"])).openapi({
      description: "Dependencies that are asked (closed), left alone for their failures (open), or tried (half-open).",
    }),
    signatureRecovery: z.enum(["native", "wasm"]),
  })
  .openapi("Health");
const readiness = z.object({ status: z.enum(["ok", "unavailable"]), reason: z.string().nullable() });
const one = z
  .object({
    name: z.string(),
    status: z.enum(["ok", "unavailable"]),
    problem: z.string().nullable().openapi({ description: "What is wrong." }),
    impact: z.string().nullable().openapi({ description: "What users cannot do meanwhile." }),
    action: z.string().nullable().openapi({ description: "What whoever runs the relayer does about it." }),
    details: z.looseObject({}),
  })
  .openapi("DependencyHealth");

const get = { method: "get", tier: "none" } as const;
const healthOperation = operation({
  ...get,
  path: "/health",
  summary: "How the relayer and its dependencies are.",
  responses: { 200: json("Bids are taken, degraded or not.", whole), 503: json("No bid is taken.", whole) },
});
const liveOperation = operation({
  ...get,
  path: "/health/live",
  summary: "Answers while the process does.",
  responses: { 200: json("It lives.", z.object({ status: z.literal("ok") })) },
});
const readyOperation = operation({
  ...get,
  path: "/health/ready",
  summary: "Whether bids are taken: for load balancers.",
  responses: { 200: json("They are.", readiness), 503: json("They are not.", readiness) },
});
const dependencyOperation = (name: Dependency) =>
  operation({
    ...get,
    path: `/health/${name}`,
    summary: `How the ${name} is, what is wrong, what users cannot do meanwhile, and what to do.`,
    responses: { 200: json("It works.", one), 503: json("It does not.", one) },
    // Not every relayer has one.
    ...((name === "indexer" || name === "redis") && { problems: ["not_found"] as const }),
  });

export function healthRoute(app: App, services: Services): void {
  const signers = kept(ANSWER_MS, () => signersOnChain(services));
  const ping = kept(PING_MS, () => inTime(DATABASE_MS, services.database.query("SELECT 1")));
  const look: Record<Dependency, () => Promise<{ ok: boolean; error: string | null }>> = {
    database: () => databaseHealth(services, ping),
    chain: async () => chainHealth(services),
    settlement: () => settlementHealth(services, signers),
    redis: () => redisHealth(services),
    indexer: kept(ANSWER_MS, () => indexerHealth(services)),
  };

  app.openapi(healthOperation, async (c) => {
    const [database, settlement, redis] = await Promise.all([
      look.database(),
      look.settlement(),
      services.redis ? look.redis() : null,
    ]);
    const down = outage(services);
    const chain = chainHealth(services);
    const ok = down === undefined && chain.ok && database.ok && settlement.ok && redis?.ok !== false;
    const body = {
      status: ok ? ("ok" as const) : ("degraded" as const),
      version: services.version,
      reason: down ?? null,
      chain,
      database,
      settlement,
      redis,
      breakers: services.breakers.states(),
      signatureRecovery: services.curve.name,
    };
    return c.json(body, down === undefined && database.ok ? 200 : 503);
  });
  app.openapi(liveOperation, (c) => c.json({ status: "ok" as const }, 200));
  app.openapi(readyOperation, async (c) => {
    const { ok } = await look.database();
    const reason = outage(services) ?? (ok ? null : "The log could not be read.");
    if (reason === null) return c.json({ status: "ok" as const, reason }, 200);
    return c.json({ status: "unavailable" as const, reason }, 503);
  });
  for (const name of Object.keys(dependencies) as Dependency[])
    app.openapi(dependencyOperation(name), async (c) => {
      const { ok, ...details } = await look[name]();
      if (ok) return c.json({ name, status: "ok" as const, problem: null, impact: null, action: null, details }, 200);
      return c.json(
        { name, status: "unavailable" as const, problem: details.error, ...dependencies[name], details },
        503,
      );
    });
}

function chainHealth({ follower, ledger, domain, clock }: Services) {
  const { heads } = ledger.state.chain;
  const down = chainOutage(follower);
  return {
    ok: down === undefined,
    chainId: domain.chainId,
    block: heads?.head.number ?? null,
    blockTime: heads ? isoTime(heads.head.timestamp) : null,
    finalizedBlock: heads?.finalized.number ?? null,
    time: isoTime(clock.now()),
    error: down ?? null,
  };
}

async function redisHealth({ redis, instance }: Services) {
  if (redis === undefined) throw new Refusal("not_found", "REDIS_URL is not set.");
  try {
    await redis.run((client) => client.ping());
    return { ok: true, ...redis.report(), hotBook: instance.hotBook ?? null, error: null };
  } catch (error) {
    const { connected, error: cause } = redis.report();
    return {
      ok: false,
      connected,
      hotBook: instance.hotBook ?? null,
      error: cause ?? publicReason(error),
    };
  }
}

async function indexerHealth({ indexer }: Services) {
  if (indexer === undefined) throw new Refusal("not_found", "PLAZA_INDEXER_URL is not set.");
  const error = await indexer.check().then(
    () => null,
    (cause: unknown) => publicReason(cause),
  );
  return { ok: error === null, error };
}

/** Whether the database answers, and took what it was last given. */
async function databaseHealth({ database, ledger, instance }: Services, ping: () => Promise<unknown>) {
  const details = { ...database.report(), role: instance.role, waiting: ledger.waiting };
  try {
    await ping();
    return { ok: ledger.isSound, ...details, error: ledger.isSound ? null : "The last write failed." };
  } catch (error) {
    return { ok: false, ...details, error: publicReason(error) };
  }
}

/** Whoever asks for health wants an answer while there is none. */
async function inTime<value>(milliseconds: number, answer: Promise<value>): Promise<value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

type SignersOnChain = { balance: bigint; authorized: boolean };

async function settlementHealth({ worker, instance }: Services, signers: () => Promise<SignersOnChain>) {
  const report = worker.report();
  try {
    const known = await signers();
    const { balance, authorized } = known;
    const error = faultOf(known, instance.keys);
    return { ok: error === null, authorized, balance: balance.toString(), ...report, error };
  } catch {
    const error = "The chain does not say whether it knows the settler and what the sender has.";
    return { ok: false, authorized: null, balance: null, ...report, error };
  }
}

/** Why nothing will be settled, or soon no more. */
function faultOf({ balance, authorized }: SignersOnChain, { settler, sender }: KeyNames): string | null {
  if (!authorized) return `The Marketplace does not know the settler ${settler.address}.`;
  if (balance >= LOW_BALANCE) return null;
  return `The sender ${sender.address} has ${formatEther(balance)} coins left for gas, less than ${formatEther(LOW_BALANCE)}.`;
}

async function signersOnChain({ chain, instance }: Services): Promise<SignersOnChain> {
  const { sender, settler } = instance.keys;
  const [balance, authorized] = await Promise.all([chain.balance(sender.address), chain.isSettler(settler.address)]);
  return { balance, authorized };
}

/** Asks once for all who ask within some milliseconds; a failure is forgotten at once. */
function kept<value>(milliseconds: number, ask: () => Promise<value>): () => Promise<value> {
  let last: { at: number; answer: Promise<value> } | undefined;
  return () => {
    if (last && performance.now() - last.at < milliseconds) return last.answer;
    const answer = ask();
    last = { at: performance.now(), answer };
    answer.catch(() => {
      last = undefined;
    });
    return answer;
  };
}
