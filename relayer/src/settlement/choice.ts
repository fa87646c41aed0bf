import { type AuctionLead, nextLead } from "@plaza/sdk";
import type { Address, Hex } from "viem";
import type { AuctionOnChain } from "../domain/auctions.ts";
import type { AcceptedBid } from "../domain/bids.ts";
import { fundsOf } from "../domain/book.ts";
import { type Choice, outcomeOf } from "../domain/outcome.ts";
import { bestPresented, boundBy } from "../domain/presentedBids.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { bestBid, findBidAt, listBids } from "../infra/database/bids.ts";
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
  settlerHash: Hex;
};

const PAGE = 500;

/**
 * Whether a bid is its auction's best, so that its money has been reserved all along. Where the auction was being ended otherwise than with
 * it, it was reserved no longer, and its bidder may have promised it elsewhere.
 */
export function isLeader({ book }: Pick<LedgerState, "book">, { auctionId, sequence }: AcceptedBid): boolean {
  const plan = book.attempt(auctionId)?.plan;
  if (plan !== undefined && !(plan.kind === "settle" && plan.bid?.sequence === sequence)) return false;
  return book.standing(auctionId).top?.sequence === sequence;
}

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
    const means = await meansOf(grounds, auction, bid, isLeader(state, bid));
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

/**
 * What an account can pay for an auction with at the latest head, and how much more once what it presented elsewhere binds nothing.
 *
 * The leader's money was reserved all along. Who was outbid has only what he has not promised elsewhere since then, and never less than
 * what the chain binds for his bid here.
 */
export async function meansOf(
  grounds: Grounds,
  auction: AuctionOnChain,
  { bidder: account, key }: Pick<AcceptedBid, "bidder" | "key">,
  leads: boolean,
): Promise<{ payable: bigint; bound: bigint }> {
  const { state, chain, settlerHash } = grounds;
  const { presented, funds } = await chain.vault(account);
  const here = boundBy(auction.presented, account);
  const bound = atLeastZero(presented - here);
  const room = key ? await keyRoomFor(grounds, auction, account, key) : funds;
  const unbound = least(room, atLeastZero(funds - bound));
  if (leads) return { payable: unbound, bound: least(room + bound, funds) - unbound };
  const { book, chain: seen } = state;
  const promised = fundsOf({ account, book, chain: seen, settlerHash, except: auction.id });
  const unpromised = atLeastZero(funds - promised.reserved - promised.pendingWithdrawals);
  return { payable: least(unbound, most(unpromised, here)), bound: 0n };
}

/** What the chain lets a bid key spend on an auction: what it has presented there itself is given back first. */
async function keyRoomFor({ chain, queries }: Grounds, { id, presented }: AuctionOnChain, account: Address, key: Hex) {
  const room = await chain.bidKeyRoom(account, key);
  const best = bestPresented(presented);
  if (best?.bidder !== account) return room;
  const bid = await findBidAt(queries, id, best.sequence);
  return bid?.key === key ? room + best.maxAmount : room;
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

const most = (one: bigint, other: bigint): bigint => (one > other ? one : other);

const atLeastZero = (amount: bigint): bigint => most(amount, 0n);
