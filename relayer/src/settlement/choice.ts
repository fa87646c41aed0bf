import { type AuctionLead, nextLead } from "@plaza/sdk";
import type { Address } from "viem";
import type { AuctionOnChain } from "../domain/auctions.ts";
import type { AcceptedBid } from "../domain/bids.ts";
import { fundsOf } from "../domain/book.ts";
import { type Choice, outcomeOf } from "../domain/outcome.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { bestBid, listBids } from "../infra/database/bids.ts";
import type { Queries } from "../infra/database/database.ts";
import type { LedgerState } from "../ledger/state.ts";

/** Why nobody can be settled with at present; undefined where nobody has bid at all. */
export type NoChoice =
  /** The winner's money is bound by bids that he presented in auctions that are not over; they end first. */
  | { reason: "bound"; bid: AcceptedBid }
  | {
      /**
       * - `no_bids`: nobody has bid
       * - `not_covered`: nobody who bid can pay
       * - `presented_higher`: somebody presented more than anybody has bid here; finalize gives him the item
       */
      reason: "no_bids" | "not_covered" | "presented_higher";
    };

export type Grounds = {
  state: LedgerState;
  chain: Pick<Chain, "vault" | "bidKeyRoom">;
  queries: Queries;
  settlerHash: `0x${string}`;
};

const PAGE = 500;

/**
 * Who wins: the best bid whose bidder can pay for it at the latest head, by free and exiting funds (MECHANISM.md 13), or the
 * best post. Whoever cannot pay counts as if he had never bid: the next pays no more for him.
 *
 * The money of the leader was reserved all along. That of a lower bid was released when it was outbid: what its bidder has
 * promised elsewhere since then counts first, or one failed winner would bring down other auctions.
 *
 * @param mayPassOver - Whether somebody whose money is only bound elsewhere is passed over like one who has none.
 */
export async function chooseWinner(
  grounds: Grounds,
  auction: AuctionOnChain,
  mayPassOver: boolean,
): Promise<Choice | NoChoice> {
  const { state, queries } = grounds;
  const failed: Address[] = [];
  for (;;) {
    const bid = await bestBid(queries, auction.id, failed);
    const lead = bid ? await leadOf(grounds, auction, bid, failed) : null;
    const outcome = outcomeOf(auction, lead);
    if (outcome.kind === "post") return { winner: outcome.winner, amount: outcome.amount, bid: null };
    if (outcome.kind === "none" || bid === undefined)
      return { reason: failed.length > 0 ? "not_covered" : outcome.kind === "none" ? outcome.reason : "no_bids" };
    const isLeader = bid.sequence === state.book.standing(auction.id).top?.sequence;
    const means = await meansOf(grounds, auction, bid, isLeader);
    if (outcome.amount <= means.payable) return { winner: bid.bidder, amount: outcome.amount, bid };
    if (outcome.amount <= means.payable + means.bound && !mayPassOver) return { reason: "bound", bid };
    failed.push(bid.bidder);
  }
}

/** The best of the bids, and its price by all of them in their order, posts left out. */
async function leadOf(
  { state, queries }: Grounds,
  { id, terms }: AuctionOnChain,
  best: AcceptedBid,
  failed: readonly Address[],
): Promise<AuctionLead> {
  const { top } = state.book.standing(id);
  if (top?.sequence === best.sequence && failed.length === 0) return top;
  let lead: AuctionLead | null = null;
  for (let after = 0; ; ) {
    const bids = await listBids(queries, { auctionId: id, after, limit: PAGE });
    for (const bid of bids) if (!failed.includes(bid.bidder)) lead = nextLead({ auction: terms, lead, bid }).lead;
    const last = bids.at(-1);
    if (last === undefined) break;
    after = last.sequence;
  }
  return lead ?? { ...best, price: best.amount };
}

/** What an account can pay for an auction with at the latest head, and what its presented bids elsewhere bind of the rest. */
export async function meansOf(
  { state, chain, settlerHash }: Grounds,
  auction: AuctionOnChain,
  { bidder: account, key }: Pick<AcceptedBid, "bidder" | "key">,
  isLeader: boolean,
): Promise<{ payable: bigint; bound: bigint }> {
  const { presented, ...vault } = await chain.vault(account);
  let { funds } = vault;
  const here = state.chain.presentedIn(auction, account);
  if (key) {
    // The key's cap limits it too; what it has presented here is given back first.
    const room = (await chain.bidKeyRoom(account, key)) + here;
    if (room < funds) funds = room;
  }
  const bound = presented > here ? presented - here : 0n;
  // His money for this auction was reserved all along, or is bound by the chain.
  if (isLeader || here > 0n) return { payable: atLeastZero(funds - bound), bound };
  const { book, chain: seen } = state;
  const promised = fundsOf({ account, book, chain: seen, settlerHash, except: auction.id });
  const elsewhere = promised.reserved + promised.pendingWithdrawals;
  return { payable: atLeastZero(funds - (elsewhere > bound ? elsewhere : bound)), bound: 0n };
}

const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
