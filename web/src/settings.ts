import type { PlazaDeployment } from "@plaza/sdk";
import { type Address, defineChain } from "viem";
import { hardhat } from "viem/chains";

const injected = __PLAZA_SETTINGS__;

/** Addresses of this Plaza, from its deployment record. */
export const deployment: PlazaDeployment = {
  chainId: injected.deployment.chainId,
  marketplace: injected.deployment.marketplace as Address,
  orders: injected.deployment.orders as Address,
  credits: injected.deployment.credits as Address,
  gameItems: injected.deployment.gameItems as Address,
  gameResources: injected.deployment.gameResources as Address,
  startBlock: BigInt(injected.deployment.startBlock),
};

export const { rpcUrl, graphqlUrl, relayerUrl } = injected;

/** On Hardhat's chain the page trades by itself as one of the funded accounts. */
export const isLocal = deployment.chainId === hardhat.id;

export const chain = defineChain({
  id: deployment.chainId,
  name: isLocal ? "Plaza local" : `Chain ${deployment.chainId}`,
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [rpcUrl] } },
});
