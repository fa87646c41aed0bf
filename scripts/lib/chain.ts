import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { DeploymentResultType, deploy } from "@nomicfoundation/ignition-core";
import { type PlazaDeployment, parseDeployment } from "@plaza/sdk";
import hre, { network } from "hardhat";
import { createPublicClient, http } from "viem";
import Plaza from "../../ignition/modules/Plaza.ts";
import parameters from "../../ignition/parameters/local.json" with { type: "json" };

export type Chain = {
  rpcUrl: string;
  chainId: number;
  deployment: PlazaDeployment;
  /** Ignition's records: what the other parts read addresses from. */
  deploymentFolder: string;
  close(): Promise<void>;
};

/**
 * Serves a Hardhat chain on 127.0.0.1 from within this process and deploys Plaza on it with Ignition.
 *
 * @param options.deploymentFolder - Where Ignition writes its records; its last part should name the chain.
 * @param options.network - Network of hardhat.config.ts: `node` also makes a block each second, `default` only on demand.
 * @param options.port - 0 for a free one.
 */
export async function startChain({
  deploymentFolder,
  network: networkName = "node",
  port = 0,
}: {
  deploymentFolder: string;
  network?: "node" | "default";
  port?: number;
}): Promise<Chain> {
  await mkdir(deploymentFolder, { recursive: true });
  // Without it the chain's clock stands at the moment when Hardhat was loaded: behind by all that was compiled since.
  const override = { initialDate: new Date() };
  const server = await network.createServer({ network: networkName, override }, "127.0.0.1", port);
  try {
    const address = await server.listen();
    const rpcUrl = `http://127.0.0.1:${address.port}`;
    const client = createPublicClient({ transport: http(rpcUrl) });
    const chainId = await client.getChainId();
    const result = await deploy({
      artifactResolver: new HardhatArtifactResolver(hre.artifacts),
      // viem's provider is EIP-1193; only its parameter types are narrower than Ignition's.
      provider: { request: ({ method, params }) => client.request({ method, params } as never) },
      deploymentDir: deploymentFolder,
      ignitionModule: Plaza,
      deploymentParameters: parameters,
      accounts: (await client.request({ method: "eth_accounts" as never })) as string[],
      config: { blockPollingInterval: 25, requiredConfirmations: 1 },
    });
    if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
      throw new Error(`Ignition could not deploy Plaza: ${JSON.stringify(result)}`);
    }
    const deployment = await readDeployment(deploymentFolder, chainId);
    return { rpcUrl, chainId, deployment, deploymentFolder, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** What Ignition recorded in a folder. */
export async function readDeployment(folder: string, chainId: number): Promise<PlazaDeployment> {
  return parseDeployment({
    chainId,
    addresses: JSON.parse(await readFile(join(folder, "deployed_addresses.json"), "utf8")),
    journal: await readFile(join(folder, "journal.jsonl"), "utf8"),
  });
}
