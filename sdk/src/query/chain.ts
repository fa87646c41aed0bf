import { type Address, isAddressEqual } from "viem";
import type { PlazaClient } from "../actions/internal/types.ts";
import { getFeeBps } from "../actions/reads/getFeeBps.ts";
import { getItemOwner } from "../actions/reads/getItemOwner.ts";
import { getResourceBalance } from "../actions/reads/getResourceBalance.ts";
import type { PlazaDeployment } from "../deployment.ts";
import type { TokenStandard } from "../vocabulary.ts";
import { queryOf, STEADY_STALE } from "./internal/options.ts";
import type { PlazaQueryOptions } from "./types.ts";

/**
 * How many of an item an account holds in its wallet, by the chain: what it can sell. Of an ERC-721 item one, or none.
 *
 * @example
 * ```ts
 * const { data: held = 0n } = useQuery(holdingQueryOptions({ client, deployment }, { ...item, account }));
 * ```
 */
export function holdingQueryOptions(
  { client, deployment }: { client: PlazaClient; deployment: Pick<PlazaDeployment, "chainId"> },
  { token, tokenId, standard, account }: { token: Address; tokenId: bigint; standard: TokenStandard; account: Address },
): PlazaQueryOptions<bigint> {
  return queryOf("holding", String(deployment.chainId), { token, tokenId, account }, async () => {
    if (standard === "ERC1155") return getResourceBalance(client, { token, tokenId, account });
    return isAddressEqual(await getItemOwner(client, { token, tokenId }), account) ? 1n : 0n;
  });
}

/**
 * The platform's fee on what is listed now, in basis points.
 *
 * @example
 * ```ts
 * const { data: feeBps } = useQuery(feeQueryOptions({ client, deployment }));
 * ```
 */
export function feeQueryOptions({
  client,
  deployment: { chainId, marketplace },
}: {
  client: PlazaClient;
  deployment: Pick<PlazaDeployment, "chainId" | "marketplace">;
}): PlazaQueryOptions<number> {
  const ask = async () => Number(await getFeeBps(client, { marketplace }));
  return queryOf("fee", String(chainId), { marketplace }, ask, STEADY_STALE);
}
