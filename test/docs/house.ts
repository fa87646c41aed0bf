import { join } from "node:path";
import { after } from "mocha";
import { readDeployment } from "../../scripts/lib/chain.ts";
import { freePorts } from "../../scripts/lib/ports.ts";
import { root } from "../../scripts/lib/root.ts";
import type { Stack } from "../../scripts/lib/stack.ts";
import { NpmStart } from "../helpers/npmStart.ts";

/** The house as its readers have it: `npm start`, on ports of its own. */
export type House = Omit<Stack, "crashed" | "close"> & { start: NpmStart };

let starting: Promise<House> | undefined;
let start: NpmStart | undefined;

/** The whole house with its shelves full, one for all samples and examples of this run. */
export function openHouse(): Promise<House> {
  starting ??= bringUp();
  return starting;
}

async function bringUp(): Promise<House> {
  const ports = await freePorts();
  start = new NpmStart(ports);
  await start.prints("Plaza is ready");
  const chainId = 31337;
  const deploymentFolder = join(root, "ignition", "deployments", `chain-${chainId}`);
  const urlOf = (port: number, path = "") => `http://127.0.0.1:${port}${path}`;
  return {
    ...{ start, chainId, deploymentFolder },
    deployment: await readDeployment(deploymentFolder, chainId),
    rpcUrl: urlOf(ports.chain),
    graphqlUrl: urlOf(ports.graphql, "/graphql"),
    relayerUrl: urlOf(ports.relayer),
    pageUrl: urlOf(ports.page),
  };
}

after(() => start?.kill());
