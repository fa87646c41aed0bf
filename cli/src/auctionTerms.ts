import {
  type AuctionTerms,
  auctionId,
  InvalidParameterError,
  marketplaceAbi,
  type PlazaDomain,
  toPlazaError,
} from "@plaza/sdk";
import type { Hex, PublicClient } from "viem";

/** The terms of an auction by the event that created it; they must hash to the id. */
export async function readAuctionTerms(
  chain: PublicClient,
  { domain, id, startBlock }: { domain: PlazaDomain; id: Hex; startBlock: bigint },
): Promise<AuctionTerms> {
  const query = {
    address: domain.marketplace,
    abi: marketplaceAbi,
    eventName: "AuctionCreated",
    args: { auctionId: id },
    fromBlock: startBlock,
    strict: true,
  } as const;
  const [created] = await chain.getContractEvents(query).catch((error: unknown) => {
    throw toPlazaError(error);
  });
  if (created === undefined || auctionId(domain, created.args) !== id)
    throw new InvalidParameterError({ field: "id", value: id, expected: "an auction of this Marketplace" });
  const { seller, token, tokenId, quantity, startPrice, reservePrice, rules, salt } = created.args;
  return { seller, token, tokenId, quantity, startPrice, reservePrice, rules, salt };
}
