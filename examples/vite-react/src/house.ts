import { createGraphqlClient, createRelayerClient, parseDeployment } from "@plaza/sdk";
import type { Plaza } from "@plaza/sdk/react";
import { createWalletClient, http, publicActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";

declare const __HOUSE__: {
  chainId: number;
  rpcUrl: string;
  graphqlUrl: string;
  relayerUrl: string;
  addresses: Record<string, string>;
  journal: string;
};

// Dave, whom every local Plaza gives Credits. A real page takes the client of its visitor's wallet.
const account = mnemonicToAccount("test test test test test test test test test test test junk", { addressIndex: 4 });

/** What the hooks work with. */
export const plaza: Plaza = {
  client: createWalletClient({ account, chain: hardhat, transport: http(__HOUSE__.rpcUrl, { batch: true }) }).extend(
    publicActions,
  ),
  deployment: parseDeployment(__HOUSE__),
  graphql: createGraphqlClient({ url: __HOUSE__.graphqlUrl }),
  relayer: createRelayerClient({ url: __HOUSE__.relayerUrl }),
};

export const visitor = account.address;
