import type { Address, Hex } from "viem";
import { type BookView, heldIn } from "./book.ts";
import type { ChainState } from "./chainState.ts";

type Use = { account: Address; key: Hex; book: BookView; chain: ChainState };

/**
 * What of a bid key's cap is used: the maxima of its bids that lead, are being settled or are presented, as for cover
 * (MECHANISM.md 17), and what was paid for those that won.
 *
 * Where its account bid on an auction by this key and otherwise too, and the best bid does not tell, the key is charged.
 *
 * @param except - An auction whose reservation the key is about to replace.
 */
export function keyUse(use: Use, except: Hex): bigint {
  let total = use.book.spent(use.account, use.key);
  for (const id of new Set(use.book.auctionsOfKey(use.account, use.key))) if (id !== except) total += useIn(use, id);
  return total;
}

/** What of the cap one auction uses. */
export function useIn({ account, key, book, chain }: Use, auctionId: Hex): bigint {
  const auction = chain.auction(auctionId);
  const { top } = book.standing(auctionId);
  const isOthers = top?.bidder === account && top.key !== key;
  const outcome = auction?.outcome;
  const paid = outcome?.fromVault && outcome.winner === account && !isOthers ? outcome.amount : 0n;
  if (auction && chain.isFinallyEnded(auction)) return paid;
  const presented = auction ? chain.presentedIn(auction, account) : 0n;
  const held = isOthers ? presented : heldIn({ account, auctionId, book, chain, inPublic: false });
  return held > paid ? held : paid;
}
