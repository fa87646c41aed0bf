import type { Address, Hex } from "viem";
import { NO_BIDS, type Standing, standingAfter, type UnsignedBid } from "./bids.ts";
import type { Cancellation, UnsignedCancellation } from "./cancellations.ts";
import type { ChainState } from "./chainState.ts";
import { available, settledFree } from "./funds.ts";
import type { SettlementAttempt } from "./settlements.ts";

/** A withdrawal that the settler key has signed. */
export type CosignedWithdrawal = {
  account: Address;
  amount: bigint;
  recipient: Address;
  nonce: bigint;
  /** Unix seconds. */
  deadline: number;
  settlerSignature: Hex;
  /** Digest of the account's request: asked twice, answered the same. */
  requestHash: Hex;
};

/** A withdrawal that is yet to be signed. */
export type UnsignedWithdrawal = Omit<CosignedWithdrawal, "settlerSignature">;

/** What can be asked of the book, committed or as a draft. */
export type BookView = {
  standing(auctionId: Hex): Standing;
  /** The newest attempt to end the auction. */
  attempt(auctionId: Hex): SettlementAttempt | undefined;
  withdrawals(account: Address): readonly UnsignedWithdrawal[];
  /** Auctions that may hold an account's money: all that do, and in a draft possibly some that no longer do. */
  auctionsOf(account: Address): Iterable<Hex>;
  /** Auctions on which an account bid by a bid key, as far as they are not over and forgotten. */
  auctionsOfKey(account: Address, key: Hex): Iterable<Hex>;
  /** What a bid key has paid for in auctions that are forgotten. */
  spent(account: Address, key: Hex): bigint;
  /** The newest consent to an auction's cancel. */
  cancellation(auctionId: Hex): UnsignedCancellation | undefined;
};

/** All that the book has of one auction. */
export type BookEntry = {
  standing: Standing;
  attempt: SettlementAttempt | undefined;
  cancellation: Cancellation | undefined;
};

/** Everything durable that the relayer itself decided: the ends of the receipt chains, withdrawals and settlements. */
export class Book implements BookView {
  readonly #standings = new Map<Hex, Standing>();
  readonly #attempts = new Map<Hex, SettlementAttempt>();
  readonly #withdrawals = new Map<Address, CosignedWithdrawal[]>();
  /** Whose money an auction holds; the same the other way round. */
  readonly #holders = new Map<Hex, Address>();
  readonly #auctionsOf = new Map<Address, Set<Hex>>();
  /** By account and key; the same the other way round. */
  readonly #auctionsOfKey = new Map<string, Set<Hex>>();
  readonly #keysOf = new Map<Hex, Map<string, { account: Address; key: Hex }>>();
  readonly #spent: Map<string, bigint>;
  readonly #cancellations = new Map<Hex, Cancellation>();

  /** @param spent - What bid keys have paid for in auctions that are forgotten, by `account:key`. */
  constructor(spent: Iterable<readonly [name: string, amount: bigint]> = []) {
    this.#spent = new Map(spent);
  }

  /** Whether anything is known of an auction. */
  knows(auctionId: Hex): boolean {
    return this.#standings.has(auctionId) || this.#attempts.has(auctionId);
  }

  standing(auctionId: Hex): Standing {
    return this.#standings.get(auctionId) ?? NO_BIDS;
  }

  attempt(auctionId: Hex): SettlementAttempt | undefined {
    return this.#attempts.get(auctionId);
  }

  /** The newest attempt of each auction that has one. */
  attempts(): Iterable<SettlementAttempt> {
    return this.#attempts.values();
  }

  withdrawals(account: Address): readonly CosignedWithdrawal[] {
    return this.#withdrawals.get(account) ?? [];
  }

  auctionsOf(account: Address): Iterable<Hex> {
    return this.#auctionsOf.get(account) ?? [];
  }

  auctionsOfKey(account: Address, key: Hex): Iterable<Hex> {
    return this.#auctionsOfKey.get(`${account}:${key}`) ?? [];
  }

  spent(account: Address, key: Hex): bigint {
    return this.#spent.get(`${account}:${key}`) ?? 0n;
  }

  /** The same of all bid keys, by `account:key`. */
  allSpent(): [name: string, amount: bigint][] {
    return [...this.#spent];
  }

  /** Bid keys by which somebody bid on an auction. */
  keysOf(auctionId: Hex): Iterable<{ account: Address; key: Hex }> {
    return this.#keysOf.get(auctionId)?.values() ?? [];
  }

  /** Remembers that an account bid on an auction by a bid key. */
  noteKey(account: Address, key: Hex, auctionId: Hex): void {
    const name = `${account}:${key}`;
    const auctions = this.#auctionsOfKey.get(name);
    if (auctions) auctions.add(auctionId);
    else this.#auctionsOfKey.set(name, new Set([auctionId]));
    const keys = this.#keysOf.get(auctionId);
    if (keys) keys.set(name, { account, key });
    else this.#keysOf.set(auctionId, new Map([[name, { account, key }]]));
  }

  /** Adds to what a bid key has paid for in auctions that are forgotten. */
  addSpent(account: Address, key: Hex, amount: bigint): void {
    if (amount > 0n) this.#spent.set(`${account}:${key}`, this.spent(account, key) + amount);
  }

  /** Forgets an auction that is over for good. Memory only: the database keeps it. */
  forget(auctionId: Hex): void {
    this.#standings.delete(auctionId);
    this.#attempts.delete(auctionId);
    this.#setHolder(auctionId, undefined);
    for (const name of this.#keysOf.get(auctionId)?.keys() ?? []) {
      const auctions = this.#auctionsOfKey.get(name);
      auctions?.delete(auctionId);
      if (auctions?.size === 0) this.#auctionsOfKey.delete(name);
    }
    this.#keysOf.delete(auctionId);
  }

  /** Nonces of the withdrawals that may yet be carried out, as far as is known. */
  pendingNonces(): Set<bigint> {
    return new Set([...this.#withdrawals.values()].flatMap((list) => list.map(({ nonce }) => nonce)));
  }

  /** Nonces of the newest settlements, whose signatures may yet take effect. */
  attemptNonces(): Set<bigint> {
    return new Set([...this.#attempts.values()].flatMap(({ plan }) => (plan.kind === "settle" ? [plan.nonce] : [])));
  }

  setStanding(auctionId: Hex, standing: Standing): void {
    this.#standings.set(auctionId, standing);
    this.#updateHolder(auctionId);
  }

  setAttempt(attempt: SettlementAttempt): void {
    this.#attempts.set(attempt.auctionId, attempt);
    this.#updateHolder(attempt.auctionId);
  }

  entry(auctionId: Hex): BookEntry {
    const cancellation = this.#cancellations.get(auctionId);
    return { standing: this.standing(auctionId), attempt: this.attempt(auctionId), cancellation };
  }

  setEntry(auctionId: Hex, { standing, attempt, cancellation }: BookEntry): void {
    this.setStanding(auctionId, standing);
    if (cancellation) this.addCancellation(cancellation);
    if (attempt) this.setAttempt(attempt);
  }

  cancellation(auctionId: Hex): Cancellation | undefined {
    return this.#cancellations.get(auctionId);
  }

  addCancellation(cancellation: Cancellation): void {
    this.#cancellations.set(cancellation.auctionId, cancellation);
  }

  addWithdrawal(withdrawal: CosignedWithdrawal): void {
    const list = this.#withdrawals.get(withdrawal.account);
    if (list) list.push(withdrawal);
    else this.#withdrawals.set(withdrawal.account, [withdrawal]);
  }

  /** Forgets what no longer binds anybody's money. Memory only: the database keeps it. */
  prune(chain: ChainState): void {
    const finalTime = chain.heads?.finalized.timestamp ?? 0;
    for (const [account, list] of this.#withdrawals) {
      const rest = list.filter(({ deadline }) => deadline >= finalTime);
      if (rest.length === 0) this.#withdrawals.delete(account);
      else if (rest.length < list.length) this.#withdrawals.set(account, rest);
    }
    for (const [id, { deadline }] of this.#cancellations) if (deadline < finalTime) this.#cancellations.delete(id);
    for (const id of this.#holders.keys()) {
      const auction = chain.auction(id);
      if (auction && chain.isFinallyEnded(auction)) this.#setHolder(id, undefined);
    }
  }

  #updateHolder(auctionId: Hex): void {
    this.#setHolder(auctionId, holdingIn(this, auctionId)?.bidder);
  }

  #setHolder(auctionId: Hex, holder: Address | undefined): void {
    const before = this.#holders.get(auctionId);
    if (before === holder) return;
    if (before) {
      const auctions = this.#auctionsOf.get(before);
      auctions?.delete(auctionId);
      if (auctions?.size === 0) this.#auctionsOf.delete(before);
    }
    if (holder === undefined) {
      this.#holders.delete(auctionId);
      return;
    }
    this.#holders.set(auctionId, holder);
    const auctions = this.#auctionsOf.get(holder);
    if (auctions) auctions.add(auctionId);
    else this.#auctionsOf.set(holder, new Set([auctionId]));
  }
}

/** Decisions of one batch, laid over the book. They become part of it once they are durable; until then nobody sees them. */
export class Draft implements BookView {
  readonly bids: UnsignedBid[] = [];
  readonly cosigned: UnsignedWithdrawal[] = [];
  readonly cancellations: UnsignedCancellation[] = [];
  readonly #book: Book;
  readonly #standings = new Map<Hex, Standing>();
  readonly #touched = new Map<Address, Set<Hex>>();

  constructor(book: Book) {
    this.#book = book;
  }

  standing(auctionId: Hex): Standing {
    return this.#standings.get(auctionId) ?? this.#book.standing(auctionId);
  }

  attempt(auctionId: Hex): SettlementAttempt | undefined {
    return this.#book.attempt(auctionId);
  }

  withdrawals(account: Address): readonly UnsignedWithdrawal[] {
    const added = this.cosigned.filter((withdrawal) => withdrawal.account === account);
    return added.length === 0 ? this.#book.withdrawals(account) : [...this.#book.withdrawals(account), ...added];
  }

  *auctionsOf(account: Address): Iterable<Hex> {
    const touched = this.#touched.get(account);
    if (touched) yield* touched;
    for (const id of this.#book.auctionsOf(account)) if (!touched?.has(id)) yield id;
  }

  *auctionsOfKey(account: Address, key: Hex): Iterable<Hex> {
    yield* this.#book.auctionsOfKey(account, key);
    for (const bid of this.bids) if (bid.bidder === account && bid.key === key) yield bid.auctionId;
  }

  spent(account: Address, key: Hex): bigint {
    return this.#book.spent(account, key);
  }

  addBid(bid: UnsignedBid): void {
    this.bids.push(bid);
    this.#standings.set(bid.auctionId, standingAfter(this.standing(bid.auctionId), bid));
    const touched = this.#touched.get(bid.bidder);
    if (touched) touched.add(bid.auctionId);
    else this.#touched.set(bid.bidder, new Set([bid.auctionId]));
  }

  cancellation(auctionId: Hex): UnsignedCancellation | undefined {
    const added = this.cancellations.find((cancellation) => cancellation.auctionId === auctionId);
    return added ?? this.#book.cancellation(auctionId);
  }

  addCancellation(cancellation: UnsignedCancellation): void {
    this.cancellations.push(cancellation);
  }

  addWithdrawal(withdrawal: UnsignedWithdrawal): void {
    this.cosigned.push(withdrawal);
  }

  /** Makes the decisions part of the book. Call it once they are durable. Returns the auctions that changed. */
  publish(cosigned: readonly CosignedWithdrawal[], cancellations: readonly Cancellation[] = []): Set<Hex> {
    for (const [id, standing] of this.#standings) this.#book.setStanding(id, standing);
    for (const { bidder, key, auctionId } of this.bids) if (key) this.#book.noteKey(bidder, key, auctionId);
    for (const withdrawal of cosigned) this.#book.addWithdrawal(withdrawal);
    for (const cancellation of cancellations) this.#book.addCancellation(cancellation);
    return new Set([...this.#standings.keys(), ...cancellations.map(({ auctionId }) => auctionId)]);
  }
}

/** One account's money by use, smallest unit. */
export type AccountFunds = {
  /** Free funds in the vault: additions once they are final, debits at the latest head. */
  deposited: bigint;
  exiting: bigint;
  /** What standing top bids hold: their maxima, or in public their prices. */
  reserved: bigint;
  pendingWithdrawals: bigint;
  /** What can cover one more bid, or leave at once. */
  available: bigint;
};

/**
 * Cover of one account by MECHANISM.md 17.
 *
 * @param parameters.settlerHash - Hash of the key that signs withdrawals: the chain names it with each nonce.
 * @param parameters.except - An auction whose reservation the account is about to replace.
 * @param parameters.inPublic - As everybody may know it: a bid that stands counts with its price, and its maximum stays secret. Never
 * decide by that.
 */
export function fundsOf({
  account,
  book,
  chain,
  settlerHash,
  except,
  inPublic = false,
}: {
  account: Address;
  book: BookView;
  chain: ChainState;
  settlerHash: Hex;
  except?: Hex | undefined;
  inPublic?: boolean | undefined;
}): AccountFunds {
  const funds = chain.funds(account);
  const finalized = chain.heads?.finalized ?? { number: 0, timestamp: 0 };
  let pendingWithdrawals = 0n;
  for (const { amount, nonce, deadline } of book.withdrawals(account))
    if (deadline >= finalized.timestamp && !chain.isWithdrawn(settlerHash, nonce)) pendingWithdrawals += amount;
  let reserved = 0n;
  const presented = chain.presentedBy(account);
  // Hardly anybody has presented a bid, and who leads many auctions bids often: no set is made without need.
  const held = book.auctionsOf(account);
  for (const id of presented.size === 0 ? held : new Set([...held, ...presented]))
    if (id !== except) reserved += reservationOf({ account, auctionId: id, book, chain, inPublic });
  const free = settledFree(funds, finalized.number);
  return {
    deposited: free,
    exiting: funds.exiting,
    reserved,
    pendingWithdrawals,
    available: available({ free, reserved, pendingWithdrawals }),
  };
}

/**
 * Whose money one auction holds for what the relayer decided, and how much: the most that its leader signed for, or whoever is
 * being settled with. A post that is being settled holds nothing, because it was paid when it was made.
 */
function holdingIn(book: BookView, auctionId: Hex, inPublic = false): { bidder: Address; amount: bigint } | undefined {
  const plan = book.attempt(auctionId)?.plan;
  if (plan?.kind === "settle") return plan.bid ? { bidder: plan.winner, amount: plan.bid.maxAmount } : undefined;
  const { top } = book.standing(auctionId);
  return top ? { bidder: top.bidder, amount: inPublic ? top.price : top.maxAmount } : undefined;
}

/**
 * How much of an account's money one auction holds: the maximum of its bid that leads or is being settled, or of one that it
 * presented on chain. Freed when the auction's end is final; an auction that the chain does not know (it was taken back by a
 * reorg) may come back.
 *
 * What the winner has paid from his vault at the latest head is not held a second time: a reorg that takes the payment back brings the
 * reservation back with it.
 */
function reservationOf(place: Holding): bigint {
  const { account, auctionId, chain } = place;
  const auction = chain.auction(auctionId);
  if (auction !== undefined && chain.isFinallyEnded(auction)) return 0n;
  const held = heldIn(place, auction);
  const outcome = auction?.outcome;
  const paid = outcome?.fromVault && outcome.winner === account ? outcome.amount : 0n;
  return held > paid ? held - paid : 0n;
}

type Holding = { account: Address; auctionId: Hex; book: BookView; chain: ChainState; inPublic: boolean };

/** What an auction holds of an account's money while it is not over, whatever has been paid: the most that it may come to cost. */
export function heldIn(
  { account, auctionId, book, chain, inPublic }: Holding,
  auction = chain.auction(auctionId),
): bigint {
  const holding = holdingIn(book, auctionId, inPublic);
  const own = holding?.bidder === account ? holding.amount : 0n;
  const presented = auction ? chain.presentedIn(auction, account) : 0n;
  return own > presented ? own : presented;
}
