import { type Address, BaseError, ContractFunctionRevertedError, createPublicClient } from "viem";
import { mainnet } from "viem/chains";
import type { Breakers } from "./breaker.ts";
import { withGasCeiling } from "./chain/strangers.ts";
import { rpcTransport } from "./chain/transport.ts";

/** Finds the address that an ENS name stands for; null where it stands for none. */
export type ResolveName = (name: string) => Promise<Address | null>;

/** What a resolver reverts with whose answer is on a server that it names: `OffchainLookup` of ERC-3668. */
const OFFCHAIN_LOOKUP = "0x556f1830";

/**
 * Resolves names by a node of the chain that ENS lives on. One that keeps failing is left alone for a while.
 *
 * Names whose resolvers answer off chain (CCIP-Read) stand for nothing here: anybody can have such a name, and would choose which URL
 * this machine asks.
 */
export function ensResolver(url: string, breakers: Breakers): ResolveName {
  const client = createPublicClient({
    ...{ chain: mainnet, ccipRead: false },
    transport: withGasCeiling(rpcTransport(url, { breakers, name: "ens" })),
  });
  return async (name) => {
    try {
      return ((await client.getEnsAddress({ name }))?.toLowerCase() ?? null) as Address | null;
    } catch (error) {
      if (error instanceof BaseError && error.walk(isOffchainLookup) !== null) return null;
      throw error;
    }
  };
}

const isOffchainLookup = (cause: unknown): boolean =>
  cause instanceof ContractFunctionRevertedError && cause.raw?.startsWith(OFFCHAIN_LOOKUP) === true;
