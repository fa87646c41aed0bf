import { type AuctionLead, priceAgainst } from "@plaza/sdk";
import type { AuctionOnChain } from "./auctions.ts";

/**
 * What an auction stands at with the best post; undefined while nobody has bid. A post counts like a rival's bid, except against
 * its own bidder, who only has to pay what he has posted.
 */
export function priceWithPost(
  { post, terms }: Pick<AuctionOnChain, "post" | "terms">,
  lead: AuctionLead | null,
): bigint | undefined {
  if (post === undefined || lead === null) return lead?.price ?? post?.amount;
  if (post.amount >= lead.maxAmount) return post.amount;
  if (post.bidder !== lead.bidder) return priceAgainst(terms, lead, post.amount);
  const isHigher = lead.price > post.amount;
  return isHigher ? lead.price : post.amount;
}
