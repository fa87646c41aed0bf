import { type AuctionTerms, auctionId, marketplaceAbi, minimumNextBid, type PlazaDomain } from "@plaza/sdk";
import {
  type Address,
  type ContractErrorName,
  type DecodeFunctionDataReturnType,
  decodeFunctionData,
  encodeErrorResult,
  type Hex,
  keccak256,
  maxUint256,
  parseTransaction,
  toHex,
  zeroHash,
} from "viem";
import {
  type AuctionOnChain,
  endsAt,
  finalizableFrom,
  isOpen,
  type MarketplaceTimes,
  settleableAt,
} from "../domain/auctions.ts";
import type { Block, ChainEvent } from "../domain/chainEvents.ts";
import { ChainState } from "../domain/chainState.ts";
import type { OrderFacts, SignedOrder } from "../domain/orders.ts";
import { beats, bestPresented, counting, floorFor } from "../domain/presentedBids.ts";
import type { Chain, Fees, Receipt, VaultAtHead } from "../infra/chain/chain.ts";

type Event = ChainEvent["event"];
type Presentation = Pick<
  Extract<DecodeFunctionDataReturnType<typeof marketplaceAbi>, { functionName: "presentBids" }>["args"][0][number],
  "terms" | "bid" | "receipt"
>;
type Pooled = { hash: Hex; raw: Hex; nonce: number; fee: bigint };
/** What changes for an order, and whether an event tells that its maker did something. */
export type OrderChange = { id: Hex; maker: Address; facts: Partial<OrderFacts>; isSilent?: boolean };

type MinedBlock = {
  block: Block;
  orders: OrderChange[];
  events: { event: Event; transaction: Hex }[];
  transactions: { pooled: Pooled; status: "success" | "reverted" }[];
  /** Transactions of the account that are not the relayer's. */
  foreign: number;
};

/** An order that nothing has happened to. */
const GOOD: OrderFacts = {
  ...{ counter: 0n, isNonceUsed: false, filled: 0n, held: maxUint256, allowed: maxUint256 },
  ...{ feeBps: 500n, isSignatureGood: true },
};

/** Name of the settler in events. */
const SETTLER = keccak256("0x5e");

/**
 * A chain in memory that obeys the Marketplace's rules for settling, and does on demand what real ones do at the worst moment:
 * forget transactions, fork, reorder, refuse, fall silent.
 */
export class FakeChain implements Chain {
  readonly chainId: number;
  readonly domain: PlazaDomain;
  /** Mines each transaction as it is sent. */
  automine = true;
  /** How many blocks the finalized one lies behind. */
  finalityDepth = 0;
  /** Errors that the next calls of a method throw. */
  readonly failures: { method: keyof Chain; error: Error }[] = [];
  /** Called with each transaction that somebody tries to send; may throw. */
  beforeSend: (raw: Hex) => void | Promise<void> = () => {};
  /** Every raw transaction that was ever sent. */
  readonly sent: Hex[] = [];
  marketFee = 10n;
  /** What each call of the Marketplace reverts with. */
  stuckItem = false;
  /** Auctions whose items cannot be moved. */
  readonly stuck = new Set<Hex>();
  /** Auctions whose settlements revert in a block, though their estimates succeed. */
  readonly treacherous = new Set<Hex>();
  readonly #times: MarketplaceTimes;
  readonly #blocks: MinedBlock[] = [];
  #pool: Pooled[] = [];
  #fork = 0;

  constructor(domain: PlazaDomain, times: MarketplaceTimes, timestamp: number) {
    this.domain = domain;
    this.chainId = domain.chainId;
    this.#times = times;
    this.mine({ timestamp });
  }

  get head(): Block {
    return this.#at(this.#blocks.length - 1).block;
  }

  /** Transactions that wait. */
  get waiting(): number {
    return this.#pool.length;
  }

  /** Mines a block with these events and what waits. */
  mine({
    timestamp,
    events = [],
    orders = [],
    foreign = 0,
    empty = false,
  }: {
    timestamp?: number;
    events?: Event[];
    orders?: OrderChange[];
    foreign?: number;
    empty?: boolean;
  } = {}): Block {
    const parent = this.#blocks.at(-1)?.block;
    const number = this.#blocks.length;
    const block: Block = {
      number,
      hash: keccak256(toHex(`block ${number} of fork ${this.#fork}`)),
      parentHash: parent?.hash ?? keccak256("0x"),
      timestamp: Math.max(timestamp ?? 0, (parent?.timestamp ?? 0) + 1),
    };
    const mined: MinedBlock = { block, orders, events: [], transactions: [], foreign };
    this.#blocks.push(mined);
    for (const [index, event] of events.entries())
      mined.events.push({ event, transaction: keccak256(toHex(`${block.hash} ${index}`)) });
    if (!empty) this.#execute(mined);
    return block;
  }

  /** Takes the newest blocks away. What was in them waits again, or is forgotten. */
  reorg(depth: number, { forget = false } = {}): void {
    this.#fork += 1;
    for (const { transactions } of this.#blocks.splice(this.#blocks.length - depth))
      if (!forget) this.#pool.push(...transactions.map(({ pooled }) => pooled));
  }

  /** Forgets what waits, as a node does that restarts. */
  forget(): void {
    this.#pool = [];
  }

  /** Forgets what happened before the head: nobody who has read it reads it again, and a long run would fill this memory. */
  forgetPast(): void {
    for (const mined of this.#blocks.slice(0, -1)) mined.events = [];
  }

  /** The auction that a raw transaction settles; empty where it does not. */
  auctionOf(raw: Hex): Hex {
    const call = decodeFunctionData({ abi: marketplaceAbi, data: parseTransaction(raw).data ?? "0x" });
    return call.functionName === "settleAuction" ? auctionId(this.domain, call.args[0]) : "0x";
  }

  state(): ChainState {
    const state = new ChainState();
    state.apply(this.#events(0, this.#blocks.length - 1));
    return state;
  }

  async block(at: number | "latest" | "finalized"): Promise<Block> {
    this.#mayFail("block");
    const last = this.#blocks.length - 1;
    const number = at === "latest" ? last : at === "finalized" ? Math.max(0, last - this.finalityDepth) : at;
    return this.#at(number).block;
  }

  async events(from: number, to: number): Promise<ChainEvent[]> {
    this.#mayFail("events");
    return this.#events(from, to);
  }

  async eventsIn(block: Hex): Promise<ChainEvent[]> {
    this.#mayFail("eventsIn");
    const number = this.#blocks.findIndex((mined) => mined.block.hash === block);
    if (number < 0) throw new Error(`There is no block ${block}.`);
    return this.#events(number, number);
  }

  async vault(account: Address): Promise<VaultAtHead> {
    const state = this.state();
    const { free, exiting } = state.funds(account);
    return { funds: free + exiting, presented: presentedBy(account, state) };
  }

  async transactionCount(_account: Address, at: number | "latest"): Promise<number> {
    return this.#count(at === "latest" ? this.#blocks.length - 1 : at);
  }

  async receipt(hash: Hex): Promise<Receipt | undefined> {
    this.#mayFail("receipt");
    for (const { block, transactions } of this.#blocks)
      for (const { pooled, status } of transactions)
        if (pooled.hash === hash) return { status, block: { number: block.number, hash: block.hash } };
    return undefined;
  }

  async estimateGas(_from: Address, data: Hex): Promise<bigint> {
    this.#mayFail("estimateGas");
    this.#call(data, this.head.timestamp);
    return 200_000n;
  }

  async fees(): Promise<Fees> {
    return { maxFeePerGas: this.marketFee, maxPriorityFeePerGas: 1n };
  }

  async send(raw: Hex): Promise<void> {
    await this.beforeSend(raw);
    this.#mayFail("send");
    const { nonce = 0, maxFeePerGas: fee = 0n } = parseTransaction(raw);
    const hash = keccak256(raw);
    if (this.#pool.some((pooled) => pooled.hash === hash)) throw new Error("already known");
    if (nonce < this.#count(this.#blocks.length - 1)) throw new Error("nonce too low");
    const rival = this.#pool.find((pooled) => pooled.nonce === nonce);
    if (rival && fee * 10n < rival.fee * 11n) throw new Error("replacement transaction underpriced");
    if (rival) this.#pool.splice(this.#pool.indexOf(rival), 1);
    this.sent.push(raw);
    this.#pool.push({ hash, raw, nonce, fee });
    if (this.automine) this.mine();
  }

  async balance(): Promise<bigint> {
    return 10n ** 18n;
  }

  /** What each bid key may still spend by the chain, unless it is named in `keyRooms`. */
  keyRoom = 10n ** 30n;
  readonly keyRooms = new Map<Hex, bigint>();

  async bidKeyRoom(_account: Address, key: Hex): Promise<bigint> {
    return this.keyRooms.get(key) ?? this.keyRoom;
  }

  /** Takes the digest itself for a signature of any key with a verifier. */
  async verifies(_key: Hex, digest: Hex, signature: Hex): Promise<boolean> {
    this.#mayFail("verifies");
    return digest === signature;
  }

  async isSettler(): Promise<boolean> {
    return true;
  }

  /** Contract wallets accept the signatures that tests enter here. */
  readonly accepted = new Set<Hex>();

  async isValidSignature(_account: Address, _digest: Hex, signature: Hex): Promise<boolean> {
    this.#mayFail("isValidSignature");
    return this.accepted.has(signature);
  }

  /** Owners of items, by token and id. */
  readonly owners = new Map<string, Address>();

  async ownerOf(token: Address, tokenId: bigint): Promise<Address | undefined> {
    this.#mayFail("ownerOf");
    return this.owners.get(`${token} ${tokenId}`);
  }

  async orderFacts({ id }: SignedOrder, block: number): Promise<OrderFacts> {
    this.#mayFail("orderFacts");
    this.#at(block);
    const changes = this.#blocks.slice(0, block + 1).flatMap(({ orders }) => orders.filter((order) => order.id === id));
    return Object.assign({ ...GOOD }, ...changes.map(({ facts }) => facts));
  }

  async orderMoves(from: number, to: number): Promise<Set<Address>> {
    this.#mayFail("orderMoves");
    const changes = this.#blocks.slice(from, to + 1).flatMap(({ orders }) => orders);
    return new Set(changes.filter(({ isSilent }) => !isSilent).map(({ maker }) => maker));
  }

  async isReceiptKey(): Promise<boolean> {
    return true;
  }

  async times(): Promise<MarketplaceTimes> {
    return this.#times;
  }

  #at(number: number): MinedBlock {
    const found = this.#blocks[number];
    if (found === undefined) throw new Error(`There is no block ${number}.`);
    return found;
  }

  #count(at: number): number {
    let count = 0;
    for (const { transactions, foreign } of this.#blocks.slice(0, at + 1)) count += transactions.length + foreign;
    return count;
  }

  #events(from: number, to: number): ChainEvent[] {
    return this.#blocks.slice(from, to + 1).flatMap(({ block, events }) =>
      events.map(({ event, transaction }, logIndex) => ({
        blockNumber: block.number,
        blockHash: block.hash,
        logIndex,
        transaction,
        event,
      })),
    );
  }

  #execute(mined: MinedBlock): void {
    for (;;) {
      const next = this.#pool.find(({ nonce }) => nonce === this.#count(mined.block.number));
      if (next === undefined) return;
      this.#pool.splice(this.#pool.indexOf(next), 1);
      try {
        if (this.treacherous.has(this.auctionOf(next.raw))) throw new Error("out of gas");
        for (const event of this.#call(parseTransaction(next.raw).data ?? "0x", mined.block.timestamp))
          mined.events.push({ event, transaction: next.hash });
        mined.transactions.push({ pooled: next, status: "success" });
      } catch {
        mined.transactions.push({ pooled: next, status: "reverted" });
      }
    }
  }

  /** What a call of the Marketplace does at the head; throws like a node where it reverts. */
  #call(data: Hex, timestamp: number): Event[] {
    const call = decodeFunctionData({ abi: marketplaceAbi, data });
    if (call.functionName === "finalizeAuction") return this.#finalize(auctionId(this.domain, call.args[0]), timestamp);
    if (call.functionName === "presentBids") return this.#present(call.args[0], timestamp);
    if (call.functionName === "presentBid") {
      const [terms, bid, , receipt] = call.args;
      return this.#present([{ terms, bid, receipt }], timestamp);
    }
    if (call.functionName === "extendAuction") return this.#extend(call.args[0], call.args[1]);
    if (call.functionName !== "settleAuction") throw new Error(`unexpected call of ${call.functionName}`);
    const [terms, { winner: named, amount, nonce, deadline }, maxAmount, , bidSignature] = call.args;
    const auction = this.#open(auctionId(this.domain, terms));
    const { id, post, presented } = auction;
    const winner = named.toLowerCase() as Address;
    const opensAt = settleableAt(auction, this.#times);
    if (auction.status === "live" && timestamp < opensAt) throw revert("AuctionNotEnded", [id, BigInt(opensAt)]);
    if (BigInt(timestamp) > deadline) throw revert("DeadlinePassed", [deadline]);
    const byPost = post?.bidder === winner && post.amount === amount;
    if (!byPost) {
      if (amount > maxAmount) throw revert("AmountAboveBid", [amount, maxAmount]);
      if (post && amount <= post.amount) throw revert("AmountBelowPost", [amount, post.amount]);
      if (bidSignature === "0x") throw revert("InvalidSignature", [winner]);
    }
    const floor = floorFor(winner, presented);
    if (amount < floor) throw revert("AmountBelowPresented", [amount, winner, floor]);
    if (this.#isSpent(nonce)) throw revert("NonceAlreadyUsed", [SETTLER, nonce]);
    const state = this.state();
    const { free, exiting } = state.funds(winner);
    const funds = free + exiting + (byPost ? amount : 0n);
    if (funds < amount) throw revert("InsufficientFunds", [winner, funds, amount]);
    const bound = presentedBy(winner, state, id);
    if (funds - amount < bound) throw revert("PresentedBidsUncovered", [winner, funds - amount, bound]);
    if (this.stuckItem || this.stuck.has(id)) throw revert("TradeFailed", [id]);
    const sold: Event = {
      name: "AuctionSettled",
      auctionId: id,
      winner,
      amount,
      fee: 0n,
      royalty: 0n,
      settler: SETTLER,
      nonce,
    };
    return byPost ? [{ name: "Deposited", account: winner, amount }, sold] : [sold];
  }

  /** MECHANISM.md 21 to 23. All take their places before one is asked for its money. Signatures are taken for good. */
  #present(presentations: readonly Presentation[], timestamp: number): Event[] {
    const state = this.state();
    const { number: blockNumber, hash: blockHash } = this.head;
    const events = presentations.map((one, logIndex) => {
      const event = this.#place(one, state, timestamp);
      state.apply([{ event, blockNumber, blockHash, logIndex, transaction: "0x" }]);
      return event;
    });
    for (const { auctionId, bidder, maxAmount } of events) {
      const { free, exiting } = state.funds(bidder);
      const binds = bestPresented(state.auction(auctionId)?.presented ?? [])?.bidder === bidder;
      const required = presentedBy(bidder, state) + (binds ? 0n : maxAmount);
      if (free + exiting < required) throw revert("InsufficientFunds", [bidder, free + exiting, required]);
    }
    return events;
  }

  #place({ terms, bid: { bidder: named, maxAmount }, receipt }: Presentation, state: ChainState, timestamp: number) {
    const id = auctionId(this.domain, terms);
    const auction = this.#open(id, state);
    const { post, presented } = auction;
    const bidder = named.toLowerCase() as Address;
    const end = endsAt(auction);
    if (auction.status === "live" && timestamp < end) throw revert("PresentationNotOpen", [id, BigInt(end)]);
    if (post && maxAmount <= post.amount) throw revert("AmountBelowPost", [maxAmount, post.amount]);
    const sequence = Number(receipt.sequence);
    const best = bestPresented(presented);
    const rivals = counting(presented).filter((entry) => entry.bidder !== bidder && entry !== best);
    const own = counting(presented).find((entry) => entry.bidder === bidder);
    const isBetter = (entry: Parameters<typeof beats>[1]) => beats({ maxAmount, sequence }, entry);
    if (![own, ...(best && !isBetter(best) ? rivals : [])].every((entry) => entry === undefined || isBetter(entry)))
      throw revert("NotAmongTheBest", [id, bidder, maxAmount]);
    return { name: "BidPresented" as const, auctionId: id, bidder, maxAmount, amount: receipt.amount, sequence };
  }

  /** MECHANISM.md 5. */
  #extend(terms: AuctionTerms, to: bigint): Event[] {
    const auction = this.#open(auctionId(this.domain, terms));
    const latest = auction.terms.end + BigInt(this.#times.extensionLimit);
    const current = BigInt(auction.finalizableAt ?? endsAt(auction));
    if (to <= current || to > latest) throw revert("InvalidExtension", [auction.id, to, current, latest]);
    return [{ name: "AuctionExtended", auctionId: auction.id, endsAt: Number(to) }];
  }

  #open(id: Hex, state = this.state()): AuctionOnChain {
    const auction = state.auction(id);
    if (auction?.status === "settled") throw revert("AuctionAlreadySettled", [id]);
    if (auction === undefined || !isOpen(auction)) throw revert("NotInAuction", [id]);
    return auction;
  }

  #finalize(id: Hex, timestamp: number): Event[] {
    const auction = this.#open(id);
    const opensAt = auction.finalizableAt ?? finalizableFrom(auction, this.#times);
    if (timestamp < opensAt) throw revert("FinalizeNotOpen", [id, BigInt(opensAt)]);
    if (auction.status === "live")
      return [{ name: "FinalizeStarted", auctionId: id, finalizableAt: timestamp + this.#times.challenge }];
    return this.stuckItem || this.stuck.has(id) ? [{ name: "AuctionReturned", auctionId: id }] : finalOutcome(auction);
  }

  #isSpent(nonce: bigint): boolean {
    return this.#events(0, this.#blocks.length - 1).some(
      ({ event }) => (event.name === "AuctionSettled" || event.name === "Withdrawn") && event.nonce === nonce,
    );
  }

  #mayFail(method: keyof Chain): void {
    const index = this.failures.findIndex((failure) => failure.method === method);
    const [failure] = index < 0 ? [] : this.failures.splice(index, 1);
    if (failure) throw failure.error;
  }
}

/** Who wins without a settler, and what he pays (MECHANISM.md 24). */
function finalOutcome({ id, post, presented, terms }: AuctionOnChain): Event[] {
  const [best, next] = counting(presented).toSorted((a, b) => (beats(a, b) ? -1 : 1));
  const sold = { name: "AuctionSettled", auctionId: id, fee: 0n, royalty: 0n, settler: zeroHash, nonce: 0n } as const;
  if (post && (best === undefined || best.maxAmount <= post.amount))
    return [
      { name: "Deposited", account: post.bidder, amount: post.amount },
      { ...sold, winner: post.bidder, amount: post.amount },
    ];
  if (best === undefined) return [{ name: "AuctionReturned", auctionId: id }];
  const own = post?.bidder === best.bidder ? post.amount : 0n;
  const rivals = [next?.maxAmount, post?.bidder === best.bidder ? undefined : post?.amount];
  const aboveRivals = rivals.map((rival) => minimumNextBid({ auction: terms, currentPrice: rival }));
  const wanted = [best.amount, own, ...aboveRivals];
  let amount = 0n;
  for (const price of wanted) if (price > amount) amount = price;
  if (amount > best.maxAmount) amount = best.maxAmount;
  return [{ ...sold, winner: best.bidder, amount }];
}

/** What an account's presented bids bind of its money, the best of each auction; those of one auction left out. */
function presentedBy(account: Address, state: ChainState, except?: Hex): bigint {
  let bound = 0n;
  for (const id of state.presentedBy(account)) {
    const auction = state.auction(id);
    if (id === except || auction === undefined || !isOpen(auction)) continue;
    const best = bestPresented(auction.presented);
    if (best?.bidder === account) bound += best.maxAmount;
  }
  return bound;
}

function revert(errorName: ContractErrorName<typeof marketplaceAbi>, args: readonly unknown[]): Error {
  const data = encodeErrorResult({ abi: marketplaceAbi, errorName, args } as Parameters<typeof encodeErrorResult>[0]);
  return Object.assign(new Error("execution reverted"), { data });
}
