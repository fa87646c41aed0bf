import {
  type AuctionPrices,
  auctionId,
  InvalidParameterError,
  marketplaceAbi,
  type PlazaDomain,
  toPlazaError,
  unpackAuctionRules,
} from "@plaza/sdk";
import type { Hex, PublicClient } from "viem";

/** The prices of an auction by the event that created it; they must hash to the id. */
export async function readAuctionTerms(
  chain: PublicClient,
  { domain, id, startBlock }: { domain: PlazaDomain; id: Hex; startBlock: bigint },
): Promise<AuctionPrices> {
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
  const { startPrice, reservePrice, rules } = created.args;
  return { startPrice, reservePrice, incrementBps: unpackAuctionRules(rules).incrementBps };
}
