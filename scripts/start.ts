/**
 * `npm start`: the whole house on 127.0.0.1, until Ctrl-C.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { getCreditsBalance } from "@plaza/sdk/actions";
import { createPublicClient, formatUnits, http } from "viem";
import { players } from "./lib/accounts.ts";
import { ensureFree, PortError, portsFromEnvironment } from "./lib/ports.ts";
import { root } from "./lib/root.ts";
import { type OnProgress, type Stack, startStack } from "./lib/stack.ts";
import { table } from "./lib/table.ts";

const usage = `Usage: npm start [-- --fresh]

Starts a local chain, deploys Plaza on it, fills its shelves, and serves indexer, relayer and page on 127.0.0.1.
The chain lives in memory, so every start is a new world. What was compiled and logged is kept.

  --fresh   keep nothing: compile anew, too
  --help    show this

Ports: PLAZA_CHAIN_PORT 8545, PLAZA_GRAPHQL_PORT 42069, PLAZA_RELAYER_PORT 42070, PLAZA_PAGE_PORT 5173`;

const began = performance.now();
const house = new AsyncDisposableStack();
let endingSince = 0;
let interrupted = false;

await main();

async function main(): Promise<void> {
  const { fresh } = readArguments();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  try {
    const stack = await bringUp(fresh);
    void stack.crashed.then((error) => end(`Plaza stops: ${error.message}`, 1));
    console.log(`\n${await describe(stack)}\n\nPlaza is ready`);
  } catch (error) {
    await end(error instanceof PortError ? error.message : `Plaza could not start. ${(error as Error).message}`, 1);
  }
}

function readArguments(): { fresh: boolean } {
  const options = { fresh: { type: "boolean", default: false }, help: { type: "boolean", default: false } } as const;
  try {
    const { values } = parseArgs({ options, strict: true, allowPositionals: false });
    if (!values.help) return values;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

async function bringUp(fresh: boolean): Promise<Stack> {
  const ports = portsFromEnvironment(process.env);
  await ensureFree(ports);
  if (fresh)
    for (const kept of ["artifacts", "cache", ".plaza"]) await rm(join(root, kept), { recursive: true, force: true });
  console.log("Plaza comes up; Ctrl-C stops it.\n");
  const deploymentFolder = join(root, "ignition/deployments/chain-31337");
  return await startStack({ ports, deploymentFolder, page: true, onProgress: tell }, house);
}

function tell(...[step, state, text]: Parameters<OnProgress>): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
  const mark = state === "done" ? "ok " : state === "begins" ? "..." : "   ";
  console.log(`${seconds} s  ${mark} ${step.padEnd(9)}  ${text}`.trimEnd());
}

/** What runs where, and who has what to trade with. */
async function describe({ rpcUrl, chainId, deployment, graphqlUrl, relayerUrl, pageUrl }: Stack): Promise<string> {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const { credits, marketplace, orders, gameItems, gameResources } = deployment;
  const funded = await Promise.all(
    players.map(async ({ name, address }) => {
      const balance = await getCreditsBalance(client, { credits, account: address });
      return [name, address, `${Number(formatUnits(balance, 18)).toLocaleString("en")} Credits`];
    }),
  );
  return table(
    ["what", "where", ""],
    [
      ["page", pageUrl, "trade as one of the players below"],
      ["GraphQL", graphqlUrl, "open it in a browser to try queries"],
      ["relayer", relayerUrl, "takes bids, settles auctions"],
      ["chain", rpcUrl, `JSON-RPC, id ${chainId}`],
      ["Marketplace", marketplace, ""],
      ["Orders", orders, "signed listings and offers"],
      ["Credits", credits, "ERC-20"],
      ["GameItems", gameItems, "ERC-721"],
      ["GameResources", gameResources, "ERC-1155"],
      ...funded,
    ],
  );
}

/** A second Ctrl-C does not wait; the echo of the first, which npm passes on to its children, is none. */
function interrupt(): void {
  interrupted = true;
  if (endingSince > 0 && performance.now() - endingSince > 1_000) process.exit(1);
  void end("Plaza stops.", 0);
}

/** Stops all that was started, once. */
async function end(why: string, code: number): Promise<void> {
  if (endingSince > 0) return;
  endingSince = performance.now();
  (code === 0 ? console.log : console.error)(`\n${why}`);
  try {
    await house.disposeAsync();
    // Ctrl-C goes to the indexer's process too, which may be gone before this one hears of it.
    process.exit(interrupted ? 0 : code);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
