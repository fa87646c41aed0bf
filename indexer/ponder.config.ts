import { join } from "node:path";
import { creditsAbi, gameItemsAbi, gameResourcesAbi, marketplaceAbi, ordersAbi } from "@plaza/sdk/abi";
import { createConfig } from "ponder";
import { readSettings } from "./config/settings.ts";

const { deployment, rpcUrl, dataDir, pollingInterval, isLocal, postgres } = readSettings(process.env);
const startBlock = Number(deployment.startBlock);

export default createConfig({
  // One chain, so that both orderings give the same; this one spends nothing on keeping several in step.
  ordering: "multichain",
  database: postgres
    ? { kind: "postgres", connectionString: postgres.url }
    : { kind: "pglite", directory: join(dataDir, "pglite") },
  chains: {
    plaza: {
      id: deployment.chainId,
      // Ponder lets each of its servers have 20 requests a second at first and raises that only slowly. A local chain can be
      // asked as often as one likes, so it is named as many servers: without it a burst of blocks takes seconds to follow.
      rpc: isLocal ? Array.from({ length: 32 }, () => rpcUrl) : rpcUrl,
      pollingInterval,
      // A local chain begins anew under the same id, and what was cached of the last one would be wrong.
      disableCache: isLocal,
    },
  },
  contracts: {
    Credits: { abi: creditsAbi, chain: "plaza", address: deployment.credits, startBlock },
    GameItems: { abi: gameItemsAbi, chain: "plaza", address: deployment.gameItems, startBlock },
    GameResources: { abi: gameResourcesAbi, chain: "plaza", address: deployment.gameResources, startBlock },
    Marketplace: { abi: marketplaceAbi, chain: "plaza", address: deployment.marketplace, startBlock },
    Orders: { abi: ordersAbi, chain: "plaza", address: deployment.orders, startBlock },
  },
});
