import { type Address, type Hex, zeroHash } from "viem";
import { type AuctionOnChain, newAuction } from "./auctions.ts";
import { BidKeyCaps, type KnownBidKeys } from "./bidKeys.ts";
import { type AuctionEvent, type ChainEvent, type EventPosition, isTradeEvent } from "./chainEvents.ts";
import { applyVaultEvent, NO_FUNDS, payFromVault, pruneRecent, type VaultFunds } from "./funds.ts";
import { present, releaseBelow } from "./presentedBids.ts";
import { Schedule } from "./schedule.ts";

/** Blocks that everything is measured against. */
export type Heads = {
  /** The block up to which events are applied. */
  readonly head: { readonly number: number; readonly hash: Hex; readonly timestamp: number };
  /** The last block that no reorg can take back. On a local chain this is the head. */
  readonly finalized: { readonly number: number; readonly timestamp: number };
};

const NONE: ReadonlySet<Hex> = new Set();

/** All that a state of the chain consists of, where every event in it is final. */
export type ChainSummary = {
  auctions: AuctionOnChain[];
  funds: [Address, VaultFunds][];
  withdrawn: [name: string, blockNumber: number][];
  burnt: [name: string, blockNumber: number][];
  bidKeys: KnownBidKeys;
};

/** What the chain says, folded from the Marketplace's events in their order. Built anew after a reorg; what is over for good is forgotten. */
export class ChainState {
  readonly #auctions = new Map<Hex, AuctionOnChain>();
  readonly #funds = new Map<Address, VaultFunds>();
  /** Blocks in which the chain carried out withdrawals, by settler and nonce. */
  readonly #withdrawn = new Map<string, number>();
  /** Blocks in which signers burnt nonces, by signer and nonce. */
  readonly #burnt = new Map<string, number>();
  /** Auctions in which an account presented a bid. */
  readonly #presented = new Map<Address, Set<Hex>>();
  /** Accounts with money that may be too young to cover a bid. */
  readonly #young = new Set<Address>();
  /** Auctions that are over at the latest head, by when they ended. */
  readonly #ended = new Set<Hex>();
  /** All others: those whose time by their terms was asked for already, and those whose time is yet to come. */
  readonly #due = new Set<Hex>();
  readonly #later = new Schedule<Hex>();
  readonly #bidKeys: BidKeyCaps;
  heads: Heads | undefined;

  /** @param summary - What the events before those that are to be applied came to. */
  constructor(summary?: ChainSummary) {
    this.#bidKeys = new BidKeyCaps(summary?.bidKeys);
    for (const [account, funds] of summary?.funds ?? []) this.#funds.set(account, funds);
    for (const [name, block] of summary?.withdrawn ?? []) this.#withdrawn.set(name, block);
    for (const [name, block] of summary?.burnt ?? []) this.#burnt.set(name, block);
    for (const auction of summary?.auctions ?? []) {
      this.#setAuction({ ...newAuction(auction.id, auction.terms), ...auction });
      for (const { bidder } of auction.presented) this.#notePresented(bidder, auction.id);
    }
  }

  /** What all this comes to; every event must be final, and what is final pruned. */
  summary(): ChainSummary {
    return {
      auctions: [...this.#auctions.values()],
      funds: [...this.#funds],
      withdrawn: [...this.#withdrawn],
      burnt: [...this.#burnt],
      bidKeys: this.#bidKeys.known(),
    };
  }

  auction(id: Hex): AuctionOnChain | undefined {
    return this.#auctions.get(id);
  }

  auctions(): Iterable<AuctionOnChain> {
    return this.#auctions.values();
  }

  /**
   * Auctions that are not over and that may end by then: no auction ends by time before its terms say, however often it is prolonged. Some
   * that may not are among them; whoever asks looks at each.
   *
   * @param time - Unix seconds.
   */
  dueBy(time: number): AuctionOnChain[] {
    for (const id of this.#later.take(time)) {
      const auction = this.#auctions.get(id);
      if (auction && auction.ended === undefined) this.#due.add(id);
    }
    return [...this.#due].flatMap((id) => this.#auctions.get(id) ?? []);
  }

  /** Auctions that are over at the latest head, those first that ended first. */
  ended(): ReadonlySet<Hex> {
    return this.#ended;
  }

  funds(account: Address): VaultFunds {
    return this.#funds.get(account) ?? NO_FUNDS;
  }

  /** Whether a co-signed withdrawal was executed at the latest head. */
  isWithdrawn(settler: Hex, nonce: bigint): boolean {
    return this.#withdrawn.has(`${settler}:${nonce}`);
  }

  /** Whether a nonce was burnt for good: what was signed with it can never take effect (MECHANISM.md 27). */
  isFinallyBurnt(signerHash: Hex, nonce: bigint): boolean {
    const block = this.#burnt.get(`${signerHash}:${nonce}`);
    return block !== undefined && this.heads !== undefined && block <= this.heads.finalized.number;
  }

  /** What a bid key may spend on all bids together: raised when final, lowered at once; zero for none of the account's. */
  bidKeyCap(account: Address, key: Hex): bigint {
    return this.#bidKeys.capOf(account, key, this.heads?.finalized.number ?? -1);
  }

  /** Auctions in which an account presented a bid, ended ones included until they are forgotten. */
  presentedBy(account: Address): ReadonlySet<Hex> {
    return this.#presented.get(account) ?? NONE;
  }

  /**
   * The most that presented bids of an account may bind of its money in one auction: only the best one does (MECHANISM.md 23), or one
   * that was outbid in a block that a reorg could still take back.
   */
  presentedIn(auction: AuctionOnChain, account: Address): bigint {
    const finalized = this.heads?.finalized.number ?? 0;
    let bound = 0n;
    for (const { bidder, maxAmount, outbidAt } of auction.presented)
      if (bidder === account && (outbidAt ?? Number.POSITIVE_INFINITY) > finalized && maxAmount > bound)
        bound = maxAmount;
    return bound;
  }

  /** Whether an auction's outcome can no longer change, so that its bids bind nobody's money. */
  isFinallyEnded(auction: AuctionOnChain): boolean {
    const { heads } = this;
    return auction.ended !== undefined && heads !== undefined && auction.ended.blockNumber <= heads.finalized.number;
  }

  /** Whether the chain has an auction's end at a time or later, for good. */
  isFinallyProlonged({ prolonged, prolongedTo = 0 }: AuctionOnChain, to: number): boolean {
    const finalized = this.heads?.finalized.number ?? -1;
    return prolonged !== undefined && prolonged.blockNumber <= finalized && prolongedTo >= to;
  }

  /** Applies events, which must follow those applied before. Returns the auctions that they changed. */
  apply(events: readonly ChainEvent[]): Set<Hex> {
    const changed = new Set<Hex>();
    for (const entry of events) {
      const { event } = entry;
      if (isTradeEvent(event)) continue;
      if ("auctionId" in event) {
        this.#applyAuctionEvent(event, entry);
        changed.add(event.auctionId);
      } else if (event.name === "NonceBurned") {
        this.#burnt.set(`${event.signerHash}:${event.nonce}`, entry.blockNumber);
      } else if (event.name === "BidKeyUpdated") {
        this.#bidKeys.announce(event.account, event.key, event.cap, entry.blockNumber);
      } else {
        if (event.name === "Withdrawn") this.#withdrawn.set(`${event.settler}:${event.nonce}`, entry.blockNumber);
        const funds = applyVaultEvent(this.funds(event.account), event, entry.blockNumber);
        this.#setFunds(event.account, funds);
        if (funds.recent.length > 0) this.#young.add(event.account);
      }
    }
    return changed;
  }

  /** Moves the heads on, and lets money that became final count. */
  advance(heads: Heads): void {
    this.heads = heads;
    for (const account of this.#young) {
      const funds = pruneRecent(this.funds(account), heads.finalized.number);
      this.#setFunds(account, funds);
      if (funds.recent.length === 0) this.#young.delete(account);
    }
    this.#bidKeys.prune(heads.finalized.number);
  }

  /** Forgets an auction that is over for good: nothing of it can change any more. */
  forget(id: Hex): void {
    const auction = this.#auctions.get(id);
    this.#auctions.delete(id);
    this.#ended.delete(id);
    this.#due.delete(id);
    for (const { bidder } of auction?.presented ?? []) {
      const auctions = this.#presented.get(bidder);
      auctions?.delete(id);
      if (auctions?.size === 0) this.#presented.delete(bidder);
    }
  }

  /**
   * Forgets which withdrawals were carried out for good.
   *
   * @param isPending - Whether one with this nonce is still counted with those that may yet be.
   */
  forgetWithdrawn(isPending: (nonce: bigint) => boolean): void {
    forgetFinal(this.#withdrawn, this.heads, isPending);
  }

  /**
   * Forgets which nonces were burnt for good: anybody can burn his own.
   *
   * @param isAwaited - Whether one with this nonce may yet be asked for.
   */
  forgetBurnt(isAwaited: (nonce: bigint) => boolean): void {
    forgetFinal(this.#burnt, this.heads, isAwaited);
  }

  #applyAuctionEvent(event: AuctionEvent, position: EventPosition): void {
    if (event.name === "AuctionCreated") {
      this.#setAuction(newAuction(event.auctionId, event.terms));
      return;
    }
    const auction = this.#auctions.get(event.auctionId);
    // Only possible when the first block asked for lies after the contract's: the auction is none of ours to settle.
    if (auction === undefined) return;
    this.#setAuction(transition(auction, event, position));
    if (event.name === "BidPresented") this.#notePresented(event.bidder, event.auctionId);
    if (event.name === "AuctionSettled")
      this.#setFunds(event.winner, payFromVault(this.funds(event.winner), event.amount));
  }

  #setAuction(auction: AuctionOnChain): void {
    if (!this.#auctions.has(auction.id)) this.#later.add(auction.id, Number(auction.terms.end));
    this.#auctions.set(auction.id, auction);
    if (auction.ended) {
      this.#ended.add(auction.id);
      this.#due.delete(auction.id);
    } else this.#ended.delete(auction.id);
  }

  #setFunds(account: Address, funds: VaultFunds): void {
    if (funds.free === 0n && funds.exiting === 0n && funds.recent.length === 0) this.#funds.delete(account);
    else this.#funds.set(account, funds);
  }

  #notePresented(bidder: Address, id: Hex): void {
    const auctions = this.#presented.get(bidder);
    if (auctions) auctions.add(id);
    else this.#presented.set(bidder, new Set([id]));
  }
}

/** Of what happened in blocks, named by `signer:nonce`, drops what is final and not kept. */
function forgetFinal(blocks: Map<string, number>, heads: Heads | undefined, isKept: (nonce: bigint) => boolean): void {
  const finalized = heads?.finalized.number ?? -1;
  for (const [name, block] of blocks)
    if (block <= finalized && !isKept(BigInt(name.slice(name.indexOf(":") + 1)))) blocks.delete(name);
}

function transition(
  auction: AuctionOnChain,
  event: Exclude<AuctionEvent, { name: "AuctionCreated" }>,
  { blockNumber, blockHash, transaction }: EventPosition,
): AuctionOnChain {
  const place = { blockNumber, blockHash, transaction };
  switch (event.name) {
    case "AuctionSettled": {
      const { winner, amount, settler, nonce } = event;
      return {
        ...auction,
        status: "settled",
        ended: place,
        outcome: { winner, amount, settler, nonce, fromVault: true },
      };
    }
    case "AuctionBoughtOut":
      return {
        ...auction,
        status: "settled",
        ended: place,
        outcome: { winner: event.buyer, amount: event.amount, settler: zeroHash, nonce: 0n, fromVault: false },
      };
    case "AuctionExtended":
      return { ...auction, prolongedTo: event.endsAt, prolonged: place };
    case "BidPosted": {
      const { bidder, amount, endsAt } = event;
      const presented = releaseBelow(auction.presented, amount, blockNumber);
      return { ...auction, prolongedTo: endsAt, prolonged: place, post: { bidder, amount }, presented };
    }
    case "BidPresented": {
      const { bidder, maxAmount, amount, sequence } = event;
      const bid = { bidder, maxAmount, amount, sequence, place };
      return { ...auction, presented: present(auction.presented, bid, blockNumber) };
    }
    case "FinalizeStarted":
      return { ...auction, status: "finalizing", finalizableAt: event.finalizableAt, announced: place };
    case "AuctionReturned":
      return { ...auction, status: "returned", ended: place };
    case "AuctionCancelled":
      return { ...auction, status: "cancelled", ended: place };
  }
}
