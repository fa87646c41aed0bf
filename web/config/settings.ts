import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseDeployment } from "@plaza/sdk";

/** What the page must know before it can talk to anything. JSON, because it is written into the bundle. */
export interface PageSettings {
  deployment: {
    chainId: number;
    marketplace: string;
    orders: string;
    credits: string;
    gameItems: string;
    gameResources: string;
    startBlock: string;
  };
  rpcUrl: string;
  graphqlUrl: string;
  relayerUrl: string;
}

/** Where the pieces of a running Plaza are. */
export interface PagePlaces {
  /** Folder of an Ignition deployment record, named `chain-<id>` unless `chainId` is given. */
  deploymentFolder: string;
  chainId?: number;
  rpcUrl: string;
  graphqlUrl: string;
  relayerUrl: string;
}

/** The page cannot be built: says which setting is wrong and what would do. */
export class PageSettingsError extends Error {
  override name = "PageSettingsError";
}

/**
 * Reads the deployment record and checks the addresses of the services, once, before anything is built.
 * @throws {PageSettingsError} naming the setting that is missing or malformed.
 */
export function readSettings(places: PagePlaces): PageSettings {
  const folder = places.deploymentFolder;
  const addressesFile = join(folder, "deployed_addresses.json");
  const journalFile = join(folder, "journal.jsonl");
  if (!existsSync(addressesFile) || !existsSync(journalFile)) {
    throw new PageSettingsError(
      `PLAZA_DEPLOYMENT: no deployment record in "${folder}" (expected deployed_addresses.json and journal.jsonl). ` +
        "Run `npm start`, or deploy with Ignition first.",
    );
  }
  const chainId = places.chainId ?? chainIdOf(folder);
  const record = parseDeployment({
    chainId,
    addresses: JSON.parse(readFileSync(addressesFile, "utf8")),
    journal: readFileSync(journalFile, "utf8"),
  });
  return {
    deployment: { ...record, startBlock: record.startBlock.toString() },
    rpcUrl: httpUrl("PLAZA_RPC_URL", places.rpcUrl),
    graphqlUrl: httpUrl("PLAZA_GRAPHQL_URL", places.graphqlUrl),
    relayerUrl: httpUrl("PLAZA_RELAYER_URL", places.relayerUrl),
  };
}

/** The places as the environment names them, with the local defaults. */
export function placesFromEnvironment(env: Record<string, string | undefined>, root: string): PagePlaces {
  return {
    deploymentFolder: resolve(root, env.PLAZA_DEPLOYMENT ?? "ignition/deployments/chain-31337"),
    chainId: env.PLAZA_CHAIN_ID === undefined ? undefined : positiveInteger("PLAZA_CHAIN_ID", env.PLAZA_CHAIN_ID),
    rpcUrl: env.PLAZA_RPC_URL ?? `http://127.0.0.1:${env.PLAZA_CHAIN_PORT ?? "8545"}`,
    graphqlUrl: env.PLAZA_GRAPHQL_URL ?? `http://127.0.0.1:${env.PLAZA_GRAPHQL_PORT ?? "42069"}/graphql`,
    relayerUrl: env.PLAZA_RELAYER_URL ?? `http://127.0.0.1:${env.PLAZA_RELAYER_PORT ?? "42070"}`,
  };
}

/** Port of the page: PLAZA_PAGE_PORT, 5173 unless set. */
export function pagePort(env: Record<string, string | undefined>): number {
  const port = env.PLAZA_PAGE_PORT === undefined ? 5173 : positiveInteger("PLAZA_PAGE_PORT", env.PLAZA_PAGE_PORT);
  if (port > 65_535) throw new PageSettingsError(`PLAZA_PAGE_PORT: got ${port}, expected 1 to 65535.`);
  return port;
}

function chainIdOf(folder: string): number {
  const match = /^chain-(\d+)$/.exec(basename(folder));
  if (match === null) {
    throw new PageSettingsError(
      `PLAZA_CHAIN_ID: the folder "${basename(folder)}" is not named chain-<id>, so say the chain id.`,
    );
  }
  return Number(match[1]);
}

function positiveInteger(key: string, value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value))
    throw new PageSettingsError(`${key}: got "${value}", expected a positive integer.`);
  return Number(value);
}

function httpUrl(key: string, value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new PageSettingsError(`${key}: got "${value}", expected an http(s) URL.`);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new PageSettingsError(`${key}: got "${value}", expected an http(s) URL.`);
  }
  return value.replace(/\/$/, "");
}
