import type { Account, Address, Hex } from "viem";
import { signedListingTypedData } from "../../orders/typedData.ts";
import type { OrdersDomain, SignedListing } from "../../orders/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignListingParameters = {
  domain: OrdersDomain;
  listing: SignedListing;
  /** Who signs; the client's account by default. For a wallet of code, its owner. */
  account?: Account | Address | undefined;
};

/**
 * Signs a listing (`createSignedListing`). Whoever has the signature can buy on its terms until it ends.
 *
 * @example
 * ```ts
 * const signature = await signListing(client, { domain: { chainId, orders }, listing: signedListing });
 * ```
 */
export async function signListing(
  client: PlazaClient,
  { domain, listing, account }: SignListingParameters,
): Promise<Hex> {
  return sign(client, accountOf(account, client), signedListingTypedData(domain, listing));
}
