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
  /** Whether the chain runs on this machine and forgets everything when it ends. */
  isLocal: boolean;
};

const LOCAL_CHAIN = 31_337;

const environment = z.object({
  PLAZA_DEPLOYMENT: z.string().min(1).default("ignition/deployments/chain-31337"),
  PLAZA_CHAIN_ID: z.coerce.number().int().positive().optional(),
  PLAZA_RPC_URL: z.url({ protocol: /^https?$/ }).default("http://127.0.0.1:8545"),
  PLAZA_RELAYER_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLAZA_INDEXER_DATA: z.string().min(1).default(".plaza/indexer"),
  PLAZA_INDEXER_POLL_MS: z.coerce.number().int().min(100).max(60_000).optional(),
});

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
    throw new ConfigurationError({ field, value: env[field], expected: issue?.message ?? "another value" });
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
    dataDir: resolve(root, PLAZA_INDEXER_DATA),
    pollingInterval: PLAZA_INDEXER_POLL_MS ?? (isLocal ? 100 : 1_000),
    isLocal,
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
