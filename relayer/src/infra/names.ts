import { type Address, createPublicClient, http } from "viem";
import { mainnet } from "viem/chains";

/** Finds the address that an ENS name stands for; null where it stands for none. */
export type ResolveName = (name: string) => Promise<Address | null>;

/** Resolves names by a node of the chain that ENS lives on. */
export function ensResolver(url: string): ResolveName {
  const client = createPublicClient({ chain: mainnet, transport: http(url, { timeout: 5_000, retryCount: 1 }) });
  return async (name) => (await client.getEnsAddress({ name }))?.toLowerCase() as Address | null;
}
