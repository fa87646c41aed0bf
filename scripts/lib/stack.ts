import { rm } from "node:fs/promises";
import { startIndexer } from "@plaza/indexer/launch";
import { createGraphqlClient, type PlazaDeployment } from "@plaza/sdk";
import { type SeedSummary, seedCatalogue } from "@plaza/seed";
import { createPublicClient, http } from "viem";
import { localKey, parts } from "./accounts.ts";
import { buildContracts } from "./build.ts";
import { type Chain, startChain } from "./chain.ts";
import type { Ports } from "./ports.ts";
import { startInThread } from "./threads.ts";

/** What of the house is being started. */
export type Step = "contracts" | "chain" | "catalogue" | "indexer" | "relayer" | "page";

/** Told as a step begins (no text), goes on, and is done. */
export type OnProgress = (step: Step, state: "begins" | "goes on" | "done", text: string) => void;

export type StackOptions = {
  ports: Ports;
  /** Where Ignition writes its records, named `chain-<id>`. What was there is removed: the chain is new. */
  deploymentFolder: string;
  page?: boolean;
  /** Whether to fill the shelves. */
  seed?: "catalogue" | "none";
  onProgress?: OnProgress;
};

export type Stack = {
  rpcUrl: string;
  chainId: number;
  deployment: PlazaDeployment;
  deploymentFolder: string;
  graphqlUrl: string;
  relayerUrl: string;
  /** Empty without a page. */
  pageUrl: string;
  /** Resolves, with the reason, if a part ends without being told to. */
  crashed: Promise<Error>;
  close(): Promise<void>;
};

/**
 * Starts the whole house: a local chain with Plaza on it, indexer, relayer, and with `page` the page. Its parts start side
 * by side where they can, and it is up when the indexer has caught up with all that was seeded.
 *
 * @param house Everything started is put here as it starts, so that a caller who is interrupted can dispose of it.
 */
export async function startStack(options: StackOptions, house = new AsyncDisposableStack()): Promise<Stack> {
  try {
    return await start(options, house);
  } catch (error) {
    await house.disposeAsync();
    throw error;
  }
}

async function start(options: StackOptions, house: AsyncDisposableStack): Promise<Stack> {
  const { ports, deploymentFolder, page = false, seed = "catalogue", onProgress } = options;
  const step = <T>(name: Step, run: () => Promise<T>, tell: (result: T) => string) =>
    follow(name, run, tell, onProgress);

  await rm(deploymentFolder, { recursive: true, force: true });
  await step("contracts", buildContracts, () => "compiled");
  const chain = await step(
    "chain",
    () => keep(house, startChain({ deploymentFolder, port: ports.chain })),
    ({ rpcUrl, chainId }) => `${rpcUrl} (id ${chainId}), Plaza deployed`,
  );
  const { rpcUrl, chainId, deployment } = chain;
  // The page is built with the addresses of services that may still be on their way.
  const relayerUrl = `http://127.0.0.1:${ports.relayer}`;
  const graphqlUrl = `http://127.0.0.1:${ports.graphql}/graphql`;
  const places = { deploymentFolder, rpcUrl, graphqlUrl, relayerUrl };

  const [indexer, relayer, servedPage] = await Promise.all([
    step("indexer", () => runIndexer(chain, ports.graphql, relayerUrl, house), urlOf),
    step("relayer", () => runRelayer(chain, ports.relayer, house), urlOf),
    page && step("page", () => startInThread({ part: "page", config: { ...places, port: ports.page } }, house), urlOf),
    seed === "catalogue" && step("catalogue", () => seedChain(chain, onProgress), describeSeed),
  ]);
  await createGraphqlClient({ url: indexer.url }).waitForBlock(await blockNumber(rpcUrl), { timeout: 60_000 });

  return {
    ...{ rpcUrl, chainId, deployment, deploymentFolder },
    graphqlUrl: indexer.url,
    relayerUrl: relayer.url,
    pageUrl: servedPage ? servedPage.url : "",
    crashed: Promise.race([indexer, relayer, servedPage].flatMap((part) => (part ? part.crashed : []))),
    close: () => house.disposeAsync(),
  };
}

/** Has the house close what is starting, once it has started. */
function keep<T extends { close(): Promise<void> }>(house: AsyncDisposableStack, starting: Promise<T>): Promise<T> {
  house.defer(() =>
    starting.then(
      (part) => part.close(),
      () => {},
    ),
  );
  return starting;
}

const urlOf = ({ url }: { url: string }) => url;

function runIndexer(
  { rpcUrl, deploymentFolder }: Chain,
  port: number,
  relayerUrl: string,
  house: AsyncDisposableStack,
) {
  return keep(house, startIndexer({ rpcUrl, relayerUrl, deploymentFolder, port, dataDir: "memory://" }));
}

/** Its log of bids is in memory: it could not outlive the chain. */
function runRelayer({ rpcUrl, deployment }: Chain, port: number, house: AsyncDisposableStack) {
  const [settler, receipt, sender] = [localKey(parts.settler), localKey(parts.receiptSigner), localKey(parts.sender)];
  const keys = { settler, receipt, sender };
  const config = { deployment, rpcUrl, port, data: "memory://", keys, logLevel: "warn" } as const;
  return startInThread({ part: "relayer", config }, house);
}

function seedChain({ rpcUrl, deployment }: Chain, onProgress: OnProgress = () => {}): Promise<SeedSummary> {
  let last = "";
  return seedCatalogue({
    rpcUrl,
    deployment,
    // As in hardhat.config.ts; the chain goes back to it once the shelves are full.
    blockSeconds: 1,
    onProgress: ({ step, done, total }) => {
      if (done !== total || step === last) return;
      last = step;
      onProgress("catalogue", "goes on", `${total} ${step}`);
    },
  });
}

function describeSeed(summary: SeedSummary | false): string {
  if (!summary) return "";
  const { catalogue, items, stacks, listings, auctions } = summary;
  return `${catalogue}: ${items} items, ${stacks} stacks, ${listings} listings, ${auctions} auctions`;
}

function blockNumber(rpcUrl: string): Promise<bigint> {
  return createPublicClient({ transport: http(rpcUrl) }).getBlockNumber({ cacheTime: 0 });
}

/** Runs a step and tells how it goes; a failure names the step. */
async function follow<T>(
  name: Step,
  run: () => Promise<T>,
  tell: (result: T) => string,
  onProgress: OnProgress = () => {},
): Promise<T> {
  onProgress(name, "begins", "");
  try {
    const result = await run();
    onProgress(name, "done", tell(result));
    return result;
  } catch (cause) {
    throw new Error(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
