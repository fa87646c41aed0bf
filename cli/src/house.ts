import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { ConfigurationError, type PlazaDeployment, parseDeployment, toPlazaError } from "@plaza/sdk";
import { createPublicClient, createWalletClient, http, isHex, type PublicClient, publicActions } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { asUrl } from "./arguments.ts";
import type { Io } from "./io.ts";

/** Where the parts of a house are; what `npm start` brings up by default. */
export const houseOptions = {
  deployment: new Option("--deployment <folder>", "Ignition's record of the deployment")
    .env("PLAZA_DEPLOYMENT")
    .default("ignition/deployments/chain-31337"),
  rpc: new Option("--rpc <url>", "the chain").env("PLAZA_RPC_URL").default("http://127.0.0.1:8545").argParser(asUrl),
  relayer: new Option("--relayer <url>", "the relayer").env("PLAZA_RELAYER_URL").default("http://127.0.0.1:42070"),
  graphql: new Option("--graphql <url>", "the indexer's GraphQL")
    .env("PLAZA_GRAPHQL_URL")
    .default("http://127.0.0.1:42069/graphql"),
  json: new Option("--json", "answer in JSON, amounts as decimal strings of the smallest unit"),
};

/** The chain, which is not waited for any more once somebody has ended the command. */
const transportOf = (rpc: string, { signal }: Pick<Io, "signal">) => http(rpc, { fetchOptions: { signal } });

/** A client of the chain. */
export const chainOf = (rpc: string, io: Pick<Io, "signal">): PublicClient =>
  createPublicClient({ transport: transportOf(rpc, io) });

/** A client of the chain that signs with the key in PLAZA_PRIVATE_KEY. */
export function traderOf(rpc: string, io: Pick<Io, "signal" | "environment">) {
  const account = accountOf(io.environment.PLAZA_PRIVATE_KEY);
  return createWalletClient({ account, transport: transportOf(rpc, io) }).extend(publicActions);
}

/** The key itself is never said again, nor what the library says of it. */
function accountOf(key: string | undefined): PrivateKeyAccount {
  const expected = "a private key, 0x and 64 hexadecimal digits";
  if (!isHex(key) || key.length !== 66) throw new ConfigurationError({ field: "PLAZA_PRIVATE_KEY", expected });
  try {
    return privateKeyToAccount(key);
  } catch {
    throw new ConfigurationError({ field: "PLAZA_PRIVATE_KEY", expected: `${expected}, of the curve's numbers` });
  }
}

/** Reads the record of a deployment, which must be of the chain that answers. */
export async function readDeployment(folder: string, chain: PublicClient): Promise<PlazaDeployment> {
  const [chainId, addresses, journal] = await Promise.all([
    chain.getChainId().catch((error: unknown) => {
      throw toPlazaError(error);
    }),
    read(folder, "deployed_addresses.json"),
    read(folder, "journal.jsonl"),
  ]);
  try {
    return parseDeployment({ chainId, addresses: JSON.parse(addresses), journal });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigurationError({ field: "deployed_addresses.json", expected: "JSON", cause: error });
  }
}

async function read(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), "utf8");
  } catch (cause) {
    const expected = "the folder of a deployment's record";
    throw new ConfigurationError({ field: "--deployment", value: folder, expected, cause: cause as Error });
  }
}
