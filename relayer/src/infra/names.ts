import { type Address, createPublicClient } from "viem";
import { mainnet } from "viem/chains";
import type { Breakers } from "./breaker.ts";
import { rpcTransport } from "./chain/transport.ts";

/** Finds the address that an ENS name stands for; null where it stands for none. */
export type ResolveName = (name: string) => Promise<Address | null>;

/** Resolves names by a node of the chain that ENS lives on. One that keeps failing is left alone for a while. */
export function ensResolver(url: string, breakers: Breakers): ResolveName {
  const client = createPublicClient({ chain: mainnet, transport: rpcTransport(url, { breakers, name: "ens" }) });
  return async (name) => (await client.getEnsAddress({ name }))?.toLowerCase() as Address | null;
}
