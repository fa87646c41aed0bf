import type { Address, Hex } from "viem";
import { isOpen, type PresentedBid } from "../domain/auctions.ts";
import type { AcceptedBid } from "../domain/bids.ts";
import { beats, bestPresented } from "../domain/presentedBids.ts";
import { bestBidOf, findBidAt } from "../infra/database/bids.ts";
import type { Grounds } from "./choice.ts";

/** A presented bid that binds its bidder's money, and the winner's that would free it. */
export type Contest = { auctionId: Hex; best: PresentedBid; winning: AcceptedBid };

/** Most bids that are presented in one call: as a rule the chain takes several times as many. */
const MOST_TOGETHER = 32;

/** Whose money a bid binds: its bidder's, and what his bid key may spend where that signed it. */
type Payer = { account: Address; key?: Hex | undefined };

/**
 * Bids of several auctions that are covered when all are presented at once, though the first is not alone: an old bid of its bidder is
 * held against him elsewhere, which what outbid it there would free, and so on round the ring. The relayer reserved what each
 * winner needs for all of his, so that they are covered together (decision 0033). Undefined where no such bids are known.
 *
 * @param contestIn - What is presented in an auction and what would outbid it, if that can be presented now.
 */
export async function coveredTogether(
  grounds: Grounds,
  first: Contest,
  contestIn: (auctionId: Hex) => Promise<Contest | undefined>,
): Promise<AcceptedBid[] | undefined> {
  const ring = new Ring(grounds, contestIn);
  await ring.add(first);
  while (ring.size <= MOST_TOGETHER) {
    const short = ring.short();
    if (short === undefined) return ring.bids();
    if (!(await ring.free(short)) && !(await ring.lower(short))) return undefined;
  }
  return undefined;
}

/** Contests that are won together, and what would be left to everybody concerned. */
class Ring {
  readonly #grounds: Grounds;
  readonly #contestIn: (auctionId: Hex) => Promise<Contest | undefined>;
  readonly #contests = new Map<Hex, Contest>();
  readonly #left = new Map<string, { payer: Payer; amount: bigint }>();

  constructor(grounds: Grounds, contestIn: (auctionId: Hex) => Promise<Contest | undefined>) {
    this.#grounds = grounds;
    this.#contestIn = contestIn;
  }

  get size(): number {
    return this.#contests.size;
  }

  bids(): AcceptedBid[] {
    return [...this.#contests.values()].map(({ winning }) => winning);
  }

  /** Somebody who could not pay for his part of it. */
  short(): Payer | undefined {
    for (const { payer, amount } of this.#left.values()) if (amount < 0n) return payer;
    return undefined;
  }

  async add(contest: Contest): Promise<void> {
    const { auctionId, best, winning } = contest;
    this.#contests.set(auctionId, contest);
    await this.#count({ account: best.bidder, key: await this.#keyOf(contest) }, best.maxAmount);
    await this.#count({ account: winning.bidder, key: winning.key }, -winning.maxAmount);
  }

  /** Frees the most that one more contest would; whether there was one. */
  async free(payer: Payer): Promise<boolean> {
    const { chain } = this.#grounds.state;
    const binding: PresentedIn[] = [];
    for (const auctionId of chain.presentedBy(payer.account)) {
      const auction = chain.auction(auctionId);
      const best = auction && isOpen(auction) ? bestPresented(auction.presented) : undefined;
      if (best?.bidder === payer.account && !this.#contests.has(auctionId)) binding.push({ auctionId, best });
    }
    for (const bound of binding.toSorted((one, other) => (beats(one.best, other.best) ? -1 : 1))) {
      if (payer.key && (await this.#keyOf(bound)) !== payer.key) continue;
      const contest = await this.#contestIn(bound.auctionId);
      if (contest === undefined) continue;
      await this.add(contest);
      return true;
    }
    return false;
  }

  /** Has somebody bid less where a lower bid of his outbids what is presented as well; whether there was one. */
  async lower(payer: Payer): Promise<boolean> {
    const { queries } = this.#grounds;
    const lacking = this.#left.get(nameOf(payer))?.amount ?? 0n;
    for (const contest of this.#contests.values()) {
      const { auctionId, best, winning } = contest;
      if (winning.bidder !== payer.account || (payer.key && winning.key !== payer.key)) continue;
      const upTo = winning.maxAmount + lacking;
      const less = await bestBidOf(queries, { auctionId, bidder: winning.bidder, upTo });
      if (less === undefined || !beats(less, best)) continue;
      this.#contests.set(auctionId, { ...contest, winning: less });
      await this.#count({ account: winning.bidder, key: winning.key }, winning.maxAmount);
      await this.#count({ account: less.bidder, key: less.key }, -less.maxAmount);
      return true;
    }
    return false;
  }

  /** The bid key that signed what is presented; undefined where none did, or the bid is unknown here. */
  async #keyOf({ auctionId, best }: PresentedIn): Promise<Hex | undefined> {
    return (await findBidAt(this.#grounds.queries, auctionId, best.sequence))?.key;
  }

  async #count({ account, key }: Payer, change: bigint): Promise<void> {
    for (const payer of key ? [{ account }, { account, key }] : [{ account }]) {
      const known = this.#left.get(nameOf(payer))?.amount ?? (await this.#unbound(payer));
      this.#left.set(nameOf(payer), { payer, amount: known + change });
    }
  }

  /** What presented bids leave to an account, or to a bid key of its cap, at the latest head. */
  async #unbound({ account, key }: Payer): Promise<bigint> {
    const { chain } = this.#grounds;
    if (key) return chain.bidKeyRoom(account, key);
    const { funds, presented } = await chain.vault(account);
    return funds - presented;
  }
}

type PresentedIn = Pick<Contest, "auctionId" | "best">;

const nameOf = ({ account, key }: Payer): string => (key ? `${account}:${key}` : account);
