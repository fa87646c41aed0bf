import {
  InvalidParameterError,
  type ListingTerms,
  listingId,
  marketplaceAbi,
  type PlazaDomain,
  toPlazaError,
} from "@plaza/sdk";
import type { Hex, PublicClient } from "viem";

/** The terms of a listing by the event that created it; they must hash to the id. */
export async function readListingTerms(
  chain: PublicClient,
  { domain, id, startBlock }: { domain: PlazaDomain; id: Hex; startBlock: bigint },
): Promise<ListingTerms> {
  const query = {
    address: domain.marketplace,
    abi: marketplaceAbi,
    eventName: "ListingCreated",
    args: { listingId: id },
    fromBlock: startBlock,
    strict: true,
  } as const;
  const [created] = await chain.getContractEvents(query).catch((error: unknown) => {
    throw toPlazaError(error);
  });
  if (created === undefined || listingId(domain, created.args) !== id)
    throw new InvalidParameterError({ field: "id", value: id, expected: "a listing of this Marketplace" });
  const { seller, salt, token, tokenId, quantity, schedule, taker } = created.args;
  return { seller, salt, token, tokenId, quantity, schedule, taker };
}
