import { EXTENSION_LIMITFunction } from "../../abi/generated/marketplace.ts";
import { read } from "../../actions/internal/read.ts";
import { isReceiptKey } from "../../actions/reads/isReceiptKey.ts";
import { ReceiptNotProvenError } from "../../errors/flow.ts";
import type { SignedReceipt } from "../../relayer/types.ts";
import { unpackAuctionRules } from "../../rules/auctionRules.ts";
import { bidHash, receiptHash } from "../../rules/hashes.ts";
import { recoverOwnKey } from "../../rules/ownKeySignature.ts";
import type { AuctionTerms, Bid, PlazaDomain } from "../../rules/types.ts";
import type { PlanScope } from "./scope.ts";

/**
 * A receipt that the contract takes for this bid: without one the bidder would have nothing against a relayer that drops it. Only the chain
 * knows since when a key is good; one that was announced while the auction runs vouches for nothing that was received before.
 *
 * @throws ReceiptNotProvenError
 */
export async function provenReceipt(
  { client }: Pick<PlanScope, "client">,
  domain: PlazaDomain,
  { terms, bid }: { terms: AuctionTerms; bid: Bid },
  receipt: SignedReceipt,
): Promise<SignedReceipt> {
  if (receipt.auctionId !== bid.auctionId || receipt.bidHash !== bidHash(domain, bid))
    throw new ReceiptNotProvenError({ reason: "it is another bid's" });
  const hash = receiptHash(domain, receipt);
  if (hash !== receipt.hash) throw new ReceiptNotProvenError({ reason: "its hash is not that of its content" });
  if (receipt.amount > bid.maxAmount)
    throw new ReceiptNotProvenError({ reason: "it has the bid at more than its most" });
  // Its Extension may be of an earlier receipt key, and is for the chain to judge.
  const signer = await recoverOwnKey(hash, receipt.signature);
  const { marketplace } = domain;
  const [isKnown, extensionLimit] = await Promise.all([
    signer !== undefined && isReceiptKey(client, { marketplace, signer }),
    read(client, {}, EXTENSION_LIMITFunction, marketplace, []),
  ]);
  if (!isKnown) throw new ReceiptNotProvenError({ reason: "the Marketplace knows no such receipt key" });
  const { start, end } = unpackAuctionRules(terms.rules);
  if (receipt.receivedAt < start || receipt.receivedAt >= end + extensionLimit)
    throw new ReceiptNotProvenError({ reason: "it says that the bid came while nobody could bid" });
  return receipt;
}
