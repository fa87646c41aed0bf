import type { Account, Address, Hex } from "viem";
import { settlementTypedData } from "../../rules/typedData.ts";
import type { PlazaDomain, Settlement } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignSettlementParameters = Settlement & {
  domain: PlazaDomain;
  /** The settler; the client's account by default. */
  account?: Account | Address | undefined;
};

/**
 * Signs as a settler who won an auction and what he pays.
 *
 * @example
 * ```ts
 * const settlerSignature = await signSettlement(settler, { domain, auctionId, winner, amount, nonce, deadline });
 * ```
 */
export async function signSettlement(client: PlazaClient, parameters: SignSettlementParameters): Promise<Hex> {
  const { domain, auctionId, winner, amount, nonce, deadline } = parameters;
  const message = { auctionId, winner, amount, nonce, deadline };
  return sign(client, accountOf(parameters.account, client), settlementTypedData(domain, message));
}
