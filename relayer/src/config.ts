import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type PlazaDeployment, parseDeployment } from "@plaza/sdk";
import { z } from "zod";
import { defaultLimits, type LimitSettings } from "./api/limits.ts";
import type { BreakerSettings } from "./infra/breaker.ts";
import type { Finality } from "./infra/chain/follower.ts";
import { type LogLevel, logLevels } from "./infra/logger.ts";
import { keySource } from "./infra/openKey.ts";
import { type ProcessRole, processRoles } from "./roles.ts";
import { Secret } from "./secret.ts";

/** A setting is missing, unknown or malformed. */
export class SettingError extends Error {
  override readonly name = "SettingError";
  /** The environment variable at fault. */
  readonly key: string;

  constructor(key: string, problem: string) {
    super(`${key}: ${problem}`);
    this.key = key;
  }
}

/** The relayer's settings, checked. */
export type Settings = {
  role: ProcessRole;
  host: string;
  port: number;
  healthPort: number | undefined;
  /** Folder of the embedded database, or URL of a server. */
  data: string;
  databaseConnections: number;
  peerHost: string;
  /** Undefined where the role has none. */
  keys: { settler: Secret; receipt: Secret; sender: Secret } | undefined;
  sessionKey: Secret | undefined;
  sites: string[];
  ensUrl: string | undefined;
  deploymentFolder: string;
  chainId: number;
  rpcUrl: string[];
  pollMs: number;
  logLevel: LogLevel;
  finality: Finality;
  limits: LimitSettings;
  indexerUrl: string | undefined;
  redisUrl: string | undefined;
  breaker: Partial<BreakerSettings>;
  origins: string[];
  /** How long it may take to finish what was accepted when the process is told to stop. */
  stopSeconds: number;
};

/** Chains that exist on one machine: they have no reorgs, and their newest block is final. */
const LOCAL_CHAINS = [31337, 1337];

export const isLocal = (chainId: number): boolean => LOCAL_CHAINS.includes(chainId);

/** Which block counts as final on a chain, unless set otherwise. */
export const defaultFinality = (chainId: number): Finality => (isLocal(chainId) ? "latest" : "finalized");

const expect = {
  key: "a private key of 32 bytes in hexadecimal",
  anyKey: "a private key of 32 bytes in hexadecimal, or the URL of a signer that has it",
  port: "a port from 0 to 65535",
  poll: "milliseconds from 10 to 60000",
  chainId: "a positive whole number",
  urls: "an http or https URL, or several with commas between them",
  database: "postgres://user:password@host:port/database",
  redis: "redis://user:password@host:port, or rediss://",
  connections: "a whole number from 2 to 100",
  count: "a whole number from 1 to 1000000000",
  addresses: "IP addresses with commas between them",
  origins: "origins such as https://plaza.example with commas between them, or *",
  url: "an http or https URL",
  sites: "host names with commas between them",
  proxies: "a whole number from 0 to 10",
  stop: "seconds from 1 to 600",
};

/** A key in memory, or one elsewhere. */
const anyKey = z
  .string()
  .regex(keySource, expect.anyKey)
  .transform((value) => new Secret(value));

const secretKey = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, expect.key)
  .transform((value) => new Secret(value));

const integer = (minimum: number, maximum: number, expected: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .pipe(z.number().min(minimum, expected).max(maximum, expected));

const list = <item extends z.ZodType<string, string>>(item: item) =>
  z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(item));

const count = integer(1, 1_000_000_000, expect.count);

const shape = {
  PLAZA_RELAYER_ROLE: z.enum(processRoles, `one of ${processRoles.join(", ")}`).default("all"),
  PLAZA_RELAYER_HOST: z.string().min(1, "a host name or address").default("127.0.0.1"),
  PLAZA_RELAYER_PORT: integer(0, 65_535, expect.port).default(42_070),
  PLAZA_RELAYER_HEALTH_PORT: integer(0, 65_535, expect.port).optional(),
  PLAZA_RELAYER_DATA: z.string().min(1, "a folder, or memory://").default(".plaza/relayer"),
  PLAZA_RELAYER_DATABASE_CONNECTIONS: integer(2, 100, expect.connections).default(10),
  PLAZA_RELAYER_PEER_HOST: z.string().min(1, "a host name or address").default("127.0.0.1"),
  PLAZA_RELAYER_SETTLER_KEY: anyKey.optional(),
  PLAZA_RELAYER_RECEIPT_KEY: secretKey.optional(),
  PLAZA_RELAYER_SENDER_KEY: anyKey.optional(),
  PLAZA_RELAYER_SESSION_KEY: secretKey.optional(),
  PLAZA_RELAYER_ENS_URL: z.url({ protocol: /^https?$/, error: expect.url }).optional(),
  PLAZA_RELAYER_SITES: z
    .string()
    .default("")
    .transform((text) => text.split(",").flatMap((host) => host.trim() || []))
    .pipe(z.array(z.string().regex(/^[\w.-]+(:\d{1,5})?$/, expect.sites))),
  PLAZA_RELAYER_POLL_MS: integer(10, 60_000, expect.poll).default(250),
  PLAZA_RELAYER_LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(", ")}`).default("info"),
  PLAZA_RELAYER_FINALITY: z.enum(["finalized", "latest"], "finalized or latest").optional(),
  PLAZA_RELAYER_READS_PER_MINUTE: count.default(defaultLimits.reads),
  PLAZA_RELAYER_BIDS_PER_MINUTE: count.default(defaultLimits.bids),
  PLAZA_RELAYER_AUTHENTICATIONS_PER_MINUTE: count.default(defaultLimits.authentication),
  PLAZA_RELAYER_PROFILE_WRITES_PER_MINUTE: count.default(defaultLimits.profiles),
  PLAZA_RELAYER_ACCOUNT_WRITES_PER_MINUTE: count.default(defaultLimits.accountWrites),
  PLAZA_RELAYER_STREAMS: count.default(defaultLimits.streams),
  PLAZA_RELAYER_TRUSTED_PROXIES: integer(0, 10, expect.proxies).default(defaultLimits.trustedProxies),
  PLAZA_RELAYER_BREAKER_FAILURES: count.optional(),
  PLAZA_RELAYER_CALL_TIMEOUT_MS: count.optional(),
  PLAZA_RELAYER_BREAKER_RESET_MS: count.optional(),
  PLAZA_RELAYER_TRUSTED_CALLERS: list(z.union([z.ipv4(), z.ipv6()], expect.addresses)).default([]),
  PLAZA_RELAYER_ORIGINS: list(
    z.union([z.literal("*"), z.url({ protocol: /^https?$/, error: expect.origins })], expect.origins),
  ).default(["*"]),
  PLAZA_RELAYER_STOP_SECONDS: integer(1, 600, expect.stop).default(20),
  PLAZA_DEPLOYMENT: z.string().min(1, "a folder of deployment records").default("ignition/deployments/chain-31337"),
  PLAZA_RPC_URL: z
    .string()
    .default("http://127.0.0.1:8545")
    .transform((text) => text.split(",").map((url) => url.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/, error: expect.urls }))),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: expect.database }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: expect.redis }).optional(),
  PLAZA_INDEXER_URL: z.url({ protocol: /^https?$/, error: expect.urls }).optional(),
  PLAZA_CHAIN_ID: integer(1, Number.MAX_SAFE_INTEGER, expect.chainId).optional(),
};

const schema = z.object(shape);
type Values = z.infer<typeof schema>;

/** Settings that some roles must not have, and why: what they say would not be so. */
const misplaced: Partial<Record<ProcessRole, Partial<Record<keyof Values, string>>>> = {
  all: { PLAZA_RELAYER_HEALTH_PORT: "its health is on its own port; only a worker has none" },
  api: {
    PLAZA_RELAYER_SETTLER_KEY: "only a worker holds the settlement key; take it away from here",
    PLAZA_RELAYER_RECEIPT_KEY: "only a worker signs receipts; take the key away from here",
    PLAZA_RELAYER_SENDER_KEY: "only a worker sends transactions; take the key away from here",
    PLAZA_RELAYER_PEER_HOST: "only a worker listens for other instances",
    PLAZA_RELAYER_HEALTH_PORT: "its health is on its own port; only a worker has none",
  },
  worker: {
    PLAZA_RELAYER_HOST: "a worker opens no public port; PLAZA_RELAYER_HEALTH_PORT opens one on 127.0.0.1",
    PLAZA_RELAYER_PORT: "a worker opens no public port; PLAZA_RELAYER_HEALTH_PORT opens one on 127.0.0.1",
  },
};
const PREFIX = "PLAZA_RELAYER_";

/** Kinds of values that may not be shown in a message: keys, and URLs with a token in them. */
const HIDDEN = /_KEY$|_URL$/;

/**
 * Reads the settings from the environment.
 *
 * @throws SettingError that names the key, the kind of what it got, and what it expects; never a secret.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  for (const key of Object.keys(environment))
    if (key.startsWith(PREFIX) && !Object.hasOwn(shape, key))
      throw new SettingError(key, `unknown setting. Known are ${Object.keys(shape).join(", ")}.`);
  const result = schema.safeParse(environment);
  if (!result.success) throw toSettingError(result.error.issues[0], environment);
  const values = result.data;
  const role = values.PLAZA_RELAYER_ROLE;
  for (const [key, why] of Object.entries(misplaced[role] ?? {}))
    if (environment[key] !== undefined) throw new SettingError(key, `not for the role ${role}: ${why}.`);
  if (role !== "all" && values.DATABASE_URL === undefined)
    throw new SettingError("DATABASE_URL", `got nothing; api and worker share a server: expected ${expect.database}.`);
  const chainId = values.PLAZA_CHAIN_ID ?? chainIdOf(values.PLAZA_DEPLOYMENT);
  return {
    role,
    keys: role === "api" ? undefined : keysOf(values),
    host: values.PLAZA_RELAYER_HOST,
    port: values.PLAZA_RELAYER_PORT,
    healthPort: values.PLAZA_RELAYER_HEALTH_PORT,
    data: values.DATABASE_URL ?? values.PLAZA_RELAYER_DATA,
    peerHost: values.PLAZA_RELAYER_PEER_HOST,
    databaseConnections: values.PLAZA_RELAYER_DATABASE_CONNECTIONS,
    sessionKey: values.PLAZA_RELAYER_SESSION_KEY,
    sites: values.PLAZA_RELAYER_SITES,
    ensUrl: values.PLAZA_RELAYER_ENS_URL,
    deploymentFolder: values.PLAZA_DEPLOYMENT,
    chainId,
    rpcUrl: values.PLAZA_RPC_URL,
    pollMs: values.PLAZA_RELAYER_POLL_MS,
    logLevel: values.PLAZA_RELAYER_LOG_LEVEL,
    finality: values.PLAZA_RELAYER_FINALITY ?? defaultFinality(chainId),
    indexerUrl: values.PLAZA_INDEXER_URL,
    redisUrl: values.REDIS_URL,
    breaker: known({
      failures: values.PLAZA_RELAYER_BREAKER_FAILURES,
      timeoutMs: values.PLAZA_RELAYER_CALL_TIMEOUT_MS,
      resetMs: values.PLAZA_RELAYER_BREAKER_RESET_MS,
    }),
    origins: values.PLAZA_RELAYER_ORIGINS,
    stopSeconds: values.PLAZA_RELAYER_STOP_SECONDS,
    limits: {
      reads: values.PLAZA_RELAYER_READS_PER_MINUTE,
      bids: values.PLAZA_RELAYER_BIDS_PER_MINUTE,
      authentication: values.PLAZA_RELAYER_AUTHENTICATIONS_PER_MINUTE,
      profiles: values.PLAZA_RELAYER_PROFILE_WRITES_PER_MINUTE,
      accountWrites: values.PLAZA_RELAYER_ACCOUNT_WRITES_PER_MINUTE,
      streams: values.PLAZA_RELAYER_STREAMS,
      trustedProxies: values.PLAZA_RELAYER_TRUSTED_PROXIES,
      trusted: values.PLAZA_RELAYER_TRUSTED_CALLERS,
    },
  };
}

function keysOf(values: Values): NonNullable<Settings["keys"]> {
  const required = (name: "SETTLER" | "RECEIPT" | "SENDER"): Secret => {
    const key = `PLAZA_RELAYER_${name}_KEY` as const;
    const value = values[key];
    if (value === undefined) throw new SettingError(key, `got nothing, expected ${expect.key}.`);
    return value;
  };
  const keys = { settler: required("SETTLER"), receipt: required("RECEIPT"), sender: required("SENDER") };
  if (keys.settler.reveal() === keys.receipt.reveal())
    throw new SettingError("PLAZA_RELAYER_RECEIPT_KEY", "expected another key than PLAZA_RELAYER_SETTLER_KEY.");
  return keys;
}

/** Where the database is, for programs that need nothing else. */
export function readData(environment: Readonly<Record<string, string | undefined>>): string {
  const result = schema.pick({ DATABASE_URL: true, PLAZA_RELAYER_DATA: true }).safeParse(environment);
  if (!result.success) throw toSettingError(result.error.issues[0], environment);
  return result.data.DATABASE_URL ?? result.data.PLAZA_RELAYER_DATA;
}

/** Only what was set: the rest is the default of whoever takes it. */
const known = <settings extends object>(settings: settings): Partial<settings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<settings>;

/** Reads Ignition's deployment records. */
export async function readDeployment(folder: string, chainId: number): Promise<PlazaDeployment> {
  try {
    return parseDeployment({
      chainId,
      addresses: JSON.parse(await readFile(join(folder, "deployed_addresses.json"), "utf8")),
      journal: await readFile(join(folder, "journal.jsonl"), "utf8"),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new SettingError("PLAZA_DEPLOYMENT", `expected a folder of deployment records. ${reason}`);
  }
}

/** Ignition names the folder of a deployment after its chain. */
function chainIdOf(folder: string): number {
  const found = /^chain-(\d{1,15})$/.exec(basename(folder))?.[1];
  if (found !== undefined) return Number(found);
  throw new SettingError(
    "PLAZA_CHAIN_ID",
    `not set, and the folder of PLAZA_DEPLOYMENT is not named chain-<id>; expected ${expect.chainId}.`,
  );
}

function toSettingError(
  issue: z.core.$ZodIssue | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): SettingError {
  const key = String(issue?.path[0] ?? PREFIX);
  return new SettingError(key, `got ${describe(key, environment[key] ?? "")}, expected ${issue?.message}.`);
}

function describe(key: string, value: string): string {
  return HIDDEN.test(key) ? `a text of ${value.length} characters` : JSON.stringify(value.slice(0, 80));
}
