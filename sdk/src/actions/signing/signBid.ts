import type { Account, Address, Hex } from "viem";
import { bidTypedData } from "../../rules/typedData.ts";
import type { PlazaDomain } from "../../rules/types.ts";
import { accountOf } from "../internal/accountOf.ts";
import { sign } from "../internal/sign.ts";
import type { PlazaClient } from "../internal/types.ts";

export type SignBidParameters = {
  domain: PlazaDomain;
  auctionId: Hex;
  /** The most that the bidder can be charged, smallest unit of the currency. */
  maxAmount: bigint;
  /** Who bids, where a bid key of his signs; whoever signs by default. */
  bidder?: Address | undefined;
  /** Who signs; the client's account by default. */
  account?: Account | Address | undefined;
};

/**
 * Signs a bid. It is an upper bound, has no expiry, and binds until its auction ends.
 *
 * @example
 * ```ts
 * const signature = await signBid(client, { domain, auctionId, maxAmount });
 * await relayer.placeBid({ auctionId, bidder: client.account.address, maxAmount, signature });
 * ```
 */
export async function signBid(client: PlazaClient, parameters: SignBidParameters): Promise<Hex> {
  const { domain, auctionId, maxAmount } = parameters;
  const account = accountOf(parameters.account, client);
  const bidder = parameters.bidder ?? account.address;
  return sign(client, account, bidTypedData(domain, { auctionId, bidder, maxAmount }));
}
