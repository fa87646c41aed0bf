import type { Hex } from "viem";
import type { AcceptedBid } from "../domain/bids.ts";
import { fundsOf } from "../domain/book.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { listBestBids } from "../infra/database/bids.ts";
import type { Queries } from "../infra/database/database.ts";
import type { LedgerState } from "../ledger/state.ts";

const PAGE = 50;

/**
 * The best bid that its bidder can pay for at the latest head, by free and exiting funds (MECHANISM.md 13).
 *
 * The top bid's cover was reserved all along. That of a lower bid was released when it was outbid: what its bidder has promised
 * elsewhere since then counts first, or one failed winner would bring down other auctions.
 */
export async function pickWinner({
  auctionId,
  state,
  chain,
  queries,
  settlerHash,
}: {
  auctionId: Hex;
  state: LedgerState;
  chain: Pick<Chain, "payable">;
  queries: Queries;
  settlerHash: Hex;
}): Promise<AcceptedBid | undefined> {
  const top = state.book.standing(auctionId).count;
  const payable = new Map<string, bigint>();
  for (let below = top + 1; below > 1; ) {
    const bids = await listBestBids(queries, { auctionId, below, limit: PAGE });
    for (const bid of bids) {
      const known = payable.get(bid.bidder);
      const funds = known ?? (await chain.payable(bid.bidder));
      payable.set(bid.bidder, funds);
      const promised = bid.sequence === top ? 0n : promisedElsewhere(bid, state, settlerHash);
      if (bid.amount <= funds - promised) return bid;
    }
    const last = bids.at(-1);
    if (last === undefined) return undefined;
    below = last.sequence;
  }
  return undefined;
}

function promisedElsewhere({ auctionId, bidder }: AcceptedBid, { book, chain }: LedgerState, settlerHash: Hex): bigint {
  const { reserved, pendingWithdrawals } = fundsOf({ account: bidder, book, chain, settlerHash, except: auctionId });
  return reserved + pendingWithdrawals;
}
