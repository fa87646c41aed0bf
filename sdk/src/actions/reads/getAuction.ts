import type { Address, Hex } from "viem";
import { getAuctionFunction } from "../../abi/generated/marketplace.ts";
import { type TokenStandard, tokenStandards } from "../../vocabulary.ts";
import { read } from "../internal/read.ts";
import type { PlazaClient, ReadOptions } from "../internal/types.ts";

const statuses = ["NONE", "LIVE", "FINALIZING", "SETTLED", "RETURNED", "CANCELLED"] as const;

export type GetAuctionParameters = ReadOptions & { marketplace: Address; id: Hex };

/** How an auction stands on chain; off-chain bids are the relayer's (`relayer.getAuction`). */
export type GetAuctionReturnType = {
  /** `NONE` for an id never seen; `LIVE` until it is settled, returned or cancelled. */
  status: (typeof statuses)[number];
  /** Not kept once settled. */
  standard: TokenStandard;
  /** Not kept once settled. */
  feeBps: number;
  /** Unix seconds at which bidding ends; while `LIVE`. */
  endsAt: number;
  /** Unix seconds from which the second finalize call succeeds; while `FINALIZING`. */
  finalizableAt: number;
  /** Once `SETTLED`. */
  winner: Address;
  /** What the winner paid, fee included; once `SETTLED`. */
  amount: bigint;
};

/**
 * How an auction stands, straight from the chain.
 *
 * @example
 * ```ts
 * const { status, winner, amount } = await getAuction(client, { marketplace, id });
 * ```
 */
export async function getAuction(
  client: PlazaClient,
  { marketplace, id, ...options }: GetAuctionParameters,
): Promise<GetAuctionReturnType> {
  const { status, standard, ...state } = await read(client, options, getAuctionFunction, marketplace, [id]);
  return { ...state, status: statuses[status] ?? "NONE", standard: tokenStandards[standard] ?? "ERC721" };
}
