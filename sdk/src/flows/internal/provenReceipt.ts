import { isReceiptKey } from "../../actions/reads/isReceiptKey.ts";
import { ReceiptNotProvenError } from "../../errors/flow.ts";
import type { SignedReceipt } from "../../relayer/types.ts";
import { bidHash, receiptHash } from "../../rules/hashes.ts";
import { recoverOwnKey } from "../../rules/ownKeySignature.ts";
import type { Bid, PlazaDomain } from "../../rules/types.ts";
import type { PlanScope } from "./scope.ts";

/**
 * A receipt that the contract takes for this bid: without one the bidder would have nothing against a relayer that drops it.
 *
 * @throws ReceiptNotProvenError
 */
export async function provenReceipt(
  { client }: Pick<PlanScope, "client">,
  domain: PlazaDomain,
  bid: Bid,
  receipt: SignedReceipt,
): Promise<SignedReceipt> {
  if (receipt.auctionId !== bid.auctionId || receipt.bidHash !== bidHash(domain, bid))
    throw new ReceiptNotProvenError({ reason: "it is another bid's" });
  const hash = receiptHash(domain, receipt);
  if (hash !== receipt.hash) throw new ReceiptNotProvenError({ reason: "its hash is not that of its content" });
  // Its Extension may be of an earlier receipt key, and is for the chain to judge.
  const signer = await recoverOwnKey(hash, receipt.signature);
  if (signer === undefined || !(await isReceiptKey(client, { marketplace: domain.marketplace, signer })))
    throw new ReceiptNotProvenError({ reason: "the Marketplace knows no such receipt key" });
  return receipt;
}
