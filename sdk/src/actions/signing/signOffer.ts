import type { Account, Address, Hex } from "viem";
import { offerTypedData } from "../../orders/typedData.ts";
import type { Offer, OrdersDomain } from "../../orders/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignOfferParameters = {
  domain: OrdersDomain;
  offer: Offer;
  /** Who signs; the client's account by default. For a wallet of code, its owner. */
  account?: Account | Address | undefined;
};

/**
 * Signs an offer (`createOffer`). Whoever owns what it is for can take its price from the buyer's wallet until it ends.
 *
 * @example
 * ```ts
 * const signature = await signOffer(client, { domain: { chainId, orders }, offer });
 * ```
 */
export async function signOffer(client: PlazaClient, { domain, offer, account }: SignOfferParameters): Promise<Hex> {
  return sign(client, accountOf(account, client), offerTypedData(domain, offer));
}
