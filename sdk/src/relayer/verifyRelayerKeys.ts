import { type Address, isAddressEqual } from "viem";
import { getChainId } from "viem/actions";
import { getAction } from "viem/utils";
import type { PlazaClient, ReadOptions } from "../actions/internal/types.ts";
import { isReceiptKey } from "../actions/reads/isReceiptKey.ts";
import { isSettler } from "../actions/reads/isSettler.ts";
import { ConfigurationError } from "../errors/input.ts";
import { UnknownRelayerKeyError } from "../errors/trust.ts";
import type { RequestOptions } from "../http/request.ts";
import type { RelayerClient } from "./createRelayerClient.ts";
import type { RelayerKeys } from "./types.ts";

export type VerifyRelayerKeysParameters = ReadOptions &
  RequestOptions & {
    relayer: Pick<RelayerClient, "getKeys" | "url">;
    marketplace: Address;
  };

/**
 * The relayer's keys, each confirmed by the Marketplace: what they sign is good on chain. Good when a page begins to work with a relayer;
 * whoever holds a receipt or a co-signature checks that one.
 *
 * @throws UnknownRelayerKeyError with the key that the Marketplace does not know; ConfigurationError where the relayer serves another
 * Marketplace or chain.
 *
 * @example
 * ```ts
 * const { receiptSigner, settler } = await verifyRelayerKeys(client, { relayer, marketplace });
 * ```
 */
export async function verifyRelayerKeys(
  client: PlazaClient,
  { relayer, marketplace, signal, ...options }: VerifyRelayerKeysParameters,
): Promise<RelayerKeys> {
  const [keys, chainId] = await Promise.all([
    relayer.getKeys({ signal }),
    client.chain?.id ?? getAction(client, getChainId, "getChainId")({}),
  ]);
  const { domain, settler, receiptSigner } = keys;
  if (domain.chainId !== chainId || !isAddressEqual(domain.verifyingContract, marketplace))
    throw new ConfigurationError({
      field: "relayer",
      value: `${relayer.url} of ${domain.verifyingContract} on chain ${domain.chainId}`,
      expected: `a relayer of the Marketplace ${marketplace} on chain ${chainId}`,
    });
  const [knowsSettler, knowsReceiptKey] = await Promise.all([
    isSettler(client, { marketplace, signer: settler, ...options }),
    isReceiptKey(client, { marketplace, signer: receiptSigner, ...options }),
  ]);
  if (!knowsSettler) throw new UnknownRelayerKeyError({ role: "settler", key: settler, marketplace });
  if (!knowsReceiptKey) throw new UnknownRelayerKeyError({ role: "receiptSigner", key: receiptSigner, marketplace });
  return keys;
}
