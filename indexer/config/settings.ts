import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigurationError, type PlazaDeployment, parseDeployment } from "@plaza/sdk";
import { z } from "zod";

/** What the indexer is told by its environment. */
export type Settings = {
  deployment: PlazaDeployment;
  /** Folder of the deployment's record. */
  deploymentFolder: string;
  rpcUrl: string;
  /** Folder of the index. */
  dataDir: string;
  /** Milliseconds between looks for a new block. */
  pollingInterval: number;
  /** Where the relayer answers; undefined if there is none to ask. */
  relayerUrl: string | undefined;
  /** Where answers are kept for a moment, for all processes; undefined for each one's memory. */
  redisUrl: string | undefined;
  /** How many proxies in front are believed who called. */
  trustedProxies: number;
  /** Whether the chain runs on this machine and forgets everything when it ends. */
  isLocal: boolean;
  /** How metadata of items that are not Plaza's own is looked for. */
  metadata: MetadataSettings;
  /** The Postgres that holds the index; undefined for the embedded database in `dataDir`. */
  postgres: PostgresSettings | undefined;
};

/** How metadata of items that are not Plaza's own is looked for. */
export type MetadataSettings = {
  /** Whether it is looked for at all: that asks servers which strangers name. */
  enabled: boolean;
  /** URL of the IPFS gateway that is asked; undefined for none. */
  ipfsGateway: string | undefined;
  /** Schema of its tables, one for each chain. */
  schema: string;
};

/** A Postgres that holds the index. */
export type PostgresSettings = {
  /** Where the writer writes. */
  url: string;
  /** Where questions are answered from: the same, or a replica of it. */
  readUrl: string;
  /** Role that questions run as; it may only read. */
  readRole: string;
  /** Schema of the list of releases, by which readers find the tables; with it the names of theirs begin. */
  schema: string;
  /** Tells an index of the same chain by the same code from an earlier one; empty for none. */
  release: string;
  /** Milliseconds after which the database gives up on a question. */
  statementTimeout: number;
};

const LOCAL_CHAIN = 31_337;

/** A name that Postgres takes without quotes, with room for what Ponder and the release add to it. */
function identifier(usual: string) {
  return z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,27}$/, "expected up to 28 of a-z, 0-9 and _")
    .default(usual);
}

const environment = z.object({
  PLAZA_DEPLOYMENT: z.string().min(1).default("ignition/deployments/chain-31337"),
  PLAZA_CHAIN_ID: z.coerce.number().int().positive().optional(),
  PLAZA_RPC_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8545"),
  PLAZA_RELAYER_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLAZA_INDEXER_DATA: z.string().min(1).default(".plaza/indexer"),
  PLAZA_INDEXER_POLL_MS: z.coerce.number().int().min(20).max(60_000).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_READ_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PLAZA_INDEXER_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PLAZA_INDEXER_SCHEMA: identifier("plaza"),
  PLAZA_INDEXER_READ_ROLE: identifier("plaza_reader"),
  PLAZA_INDEXER_RELEASE: z.string().max(100).default(""),
  PLAZA_INDEXER_METADATA: z.enum(["on", "off"]).default("on"),
  PLAZA_INDEXER_IPFS_GATEWAY: z.url({ protocol: /^https?$/ }).optional(),
  PLAZA_INDEXER_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(5_000),
});

/** What stands in a variable whose value could hold a password. */
const SECRET = "(a connection string)";

/** The repository's root. */
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Reads the environment and the deployment record that it names. Relative paths start at the
 * repository's root.
 *
 * @throws ConfigurationError that names the variable or file at fault.
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  for (const name of Object.keys(env))
    if (name.startsWith("PLAZA_INDEXER_") && !(name in environment.shape))
      throw new ConfigurationError({ field: name, value: env[name], expected: "no such variable" });
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0]);
    const value = /_URL$/.test(field) && !field.startsWith("PLAZA_") ? SECRET : env[field];
    throw new ConfigurationError({ field, value, expected: issue?.message ?? "another value" });
  }
  const { PLAZA_DEPLOYMENT, PLAZA_CHAIN_ID, PLAZA_RPC_URL, PLAZA_INDEXER_DATA, PLAZA_INDEXER_POLL_MS } = parsed.data;
  const folder = resolve(root, PLAZA_DEPLOYMENT);
  const chainId = PLAZA_CHAIN_ID ?? chainIdOf(folder);
  const isLocal = chainId === LOCAL_CHAIN;
  return {
    deployment: readDeployment(folder, chainId),
    deploymentFolder: folder,
    rpcUrl: PLAZA_RPC_URL,
    relayerUrl: parsed.data.PLAZA_RELAYER_URL,
    redisUrl: parsed.data.REDIS_URL,
    trustedProxies: parsed.data.PLAZA_INDEXER_TRUSTED_PROXIES,
    dataDir: resolve(root, PLAZA_INDEXER_DATA),
    pollingInterval: PLAZA_INDEXER_POLL_MS ?? (isLocal ? 50 : 1_000),
    isLocal,
    metadata: {
      enabled: parsed.data.PLAZA_INDEXER_METADATA === "on",
      ipfsGateway: parsed.data.PLAZA_INDEXER_IPFS_GATEWAY,
      schema: `${parsed.data.PLAZA_INDEXER_SCHEMA}_metadata_${chainId}`,
    },
    postgres: postgresOf(parsed.data),
  };
}

function postgresOf(env: z.infer<typeof environment>): PostgresSettings | undefined {
  const { DATABASE_URL: url, DATABASE_READ_URL: readUrl } = env;
  if (url === undefined) {
    if (readUrl === undefined) return undefined;
    throw new ConfigurationError({ field: "DATABASE_URL", value: undefined, expected: "set beside DATABASE_READ_URL" });
  }
  return {
    url,
    readUrl: readUrl ?? url,
    readRole: env.PLAZA_INDEXER_READ_ROLE,
    schema: env.PLAZA_INDEXER_SCHEMA,
    release: env.PLAZA_INDEXER_RELEASE,
    statementTimeout: env.PLAZA_INDEXER_STATEMENT_TIMEOUT_MS,
  };
}

/** Ignition names a record's folder after its chain: `chain-31337`. */
function chainIdOf(folder: string): number {
  const match = /^chain-(\d+)$/.exec(basename(folder));
  if (!match)
    throw new ConfigurationError({
      field: "PLAZA_CHAIN_ID",
      value: undefined,
      expected: `the chain's id, since the folder ${folder} is not named chain-<id>`,
    });
  return Number(match[1]);
}

function readDeployment(folder: string, chainId: number): PlazaDeployment {
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch (cause) {
      throw new ConfigurationError({
        field: "PLAZA_DEPLOYMENT",
        value: folder,
        expected: `a folder with Ignition's ${name}`,
        cause: cause as Error,
      });
    }
  };
  return parseDeployment({
    chainId,
    addresses: parseJson(read("deployed_addresses.json")),
    journal: read("journal.jsonl"),
  });
}

/** What is no JSON, `parseDeployment` refuses by name. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
