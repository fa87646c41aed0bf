import {
  type AuctionTerms,
  feeSplit,
  type ListingTerms,
  priceAt,
  unpackAuctionRules,
  unpackSchedule,
} from "@plaza/sdk";

/** Who trades. */
export const traders = ["alice", "bob", "carol"] as const;
export type Trader = (typeof traders)[number];

/** Who can hold money or items. */
export const accounts = [...traders, "treasury", "marketplace"] as const;
export type Account = (typeof accounts)[number];

/** Durations of the Marketplace under test, in seconds. */
export type Durations = {
  challenge: bigint;
  grace: bigint;
  maxAuction: bigint;
  extensionLimit: bigint;
  exitDelay: bigint;
};

/** An item that there is one of, or units of the one stack. */
export type Goods = { item: bigint } | { units: bigint };

type Vault = { free: bigint; exiting: bigint; exitableAt: bigint; credit: bigint; presented: bigint };

type Listing = {
  terms: ListingTerms;
  seller: Trader;
  goods: Goods;
  /** Who alone may buy. */
  taker?: Trader;
  price: bigint;
  remaining: bigint;
  feeBps: bigint;
  status: "active" | "sold" | "cancelled";
};

type Auction = {
  terms: AuctionTerms;
  seller: Trader;
  goods: Goods;
  feeBps: bigint;
  status: "live" | "finalizing" | "settled" | "returned" | "cancelled";
  endsAt: bigint;
  finalizableAt: bigint;
  winner?: Trader;
  amount: bigint;
};

/** The name of the error that the contract must revert with. */
class Refused extends Error {}

const MAX_START_AHEAD = 30n * 86_400n;
const MAX_SETTLEMENT_AHEAD = 3_600n;
const MAX_WITHDRAWAL_AHEAD = 600n;

/** All that there is. Plain data, so that it can be copied. */
export type World = {
  now: bigint;
  paused: boolean;
  feeBps: bigint;
  money: Record<Account, bigint>;
  units: Record<Account, bigint>;
  owners: Map<bigint, Account>;
  vaults: Record<Trader, Vault>;
  listings: Listing[];
  auctions: Auction[];
  usedNonces: Set<bigint>;
};

/**
 * The Marketplace as a person would explain it: slow, plain, with no packing and no signatures. Random sequences are played on it
 * and on the contract, and after every step both must agree on the outcome and on who has what.
 *
 * Each method is one call of the contract, returns `yes` or the name of the error that the call must revert with, and changes nothing in the
 * latter case. Checks stand in the contract's order.
 */
export class Model {
  world: World;
  readonly #durations: Durations;

  constructor(start: { now: bigint; money: bigint; units: bigint; durations: Durations }) {
    const each = (amount: bigint) => ({ alice: amount, bob: amount, carol: amount, treasury: 0n, marketplace: 0n });
    const empty = () => ({ free: 0n, exiting: 0n, exitableAt: 0n, credit: 0n, presented: 0n });
    this.#durations = start.durations;
    this.world = {
      now: start.now,
      paused: false,
      feeBps: 500n,
      money: each(start.money),
      units: each(start.units),
      owners: new Map(traders.map((trader, place) => [BigInt(place + 1), trader])),
      vaults: { alice: empty(), bob: empty(), carol: empty() },
      listings: [],
      auctions: [],
      usedNonces: new Set(),
    };
  }

  /** What the Marketplace owes to accounts; what it holds above that are fees. */
  get totalOwed(): bigint {
    return owed(this.world);
  }

  // Listings

  list(seller: Trader, goods: Goods, terms: ListingTerms, price: bigint, taker?: Trader): string {
    return this.#attempt((world) => {
      requireOpen(world);
      if (terms.quantity === 0n) throw new Refused("ZeroQuantity");
      const { endPrice, fallStart, fallEnd, expiry } = unpackSchedule(terms.schedule);
      if (expiry !== 0n && expiry <= world.now) throw new Refused("ExpiryInPast");
      if (falls(terms) && (endPrice === 0n || fallStart >= fallEnd || fallEnd <= world.now))
        throw new Refused("InvalidSchedule");
      requirePrice(terms, price);
      if (world.listings.some((listing) => same(listing.terms, terms))) throw new Refused("IdAlreadyUsed");
      move(world, goods, seller, "marketplace");
      const { feeBps } = world;
      const privately = taker === undefined ? {} : { taker };
      world.listings.push({
        terms,
        seller,
        goods,
        ...privately,
        price,
        remaining: terms.quantity,
        feeBps,
        status: "active",
      });
    });
  }

  updatePrice(by: Trader, at: number, price: bigint): string {
    return this.#attempt((world) => {
      const listing = found(world.listings[at]);
      requireActiveOf(by, listing);
      requirePrice(listing.terms, price);
      listing.price = price;
    });
  }

  cancelListing(by: Trader, at: number): string {
    return this.#attempt((world) => {
      const listing = found(world.listings[at]);
      requireActiveOf(by, listing);
      move(world, part(listing.goods, listing.remaining), "marketplace", by);
      listing.remaining = 0n;
      listing.status = "cancelled";
    });
  }

  buy(buyer: Trader, at: number, quantity: bigint, maxTotal: bigint, recipient: Trader): string {
    return this.#attempt((world) => {
      const listing = found(world.listings[at]);
      requireOpen(world);
      const { terms, seller, taker } = listing;
      const { expiry } = unpackSchedule(terms.schedule);
      if (listing.status !== "active") throw new Refused("ListingNotActive");
      if (expiry !== 0n && world.now >= expiry) throw new Refused("ListingExpired");
      if (taker !== undefined && taker !== buyer) throw new Refused("NotTaker");
      if (quantity === 0n) throw new Refused("ZeroQuantity");
      if (quantity > listing.remaining) throw new Refused("QuantityUnavailable");
      const total = quantity * priceAt({ price: listing.price, schedule: terms.schedule, time: world.now });
      if (total > maxTotal) throw new Refused("PriceAboveMaximum");
      const { fee, proceeds } = feeSplit({ amount: total, feeBps: listing.feeBps });
      transfer(world, buyer, seller, proceeds);
      transfer(world, buyer, "marketplace", fee);
      move(world, part(listing.goods, quantity), "marketplace", recipient);
      listing.remaining -= quantity;
      if (listing.remaining === 0n) listing.status = "sold";
    });
  }

  // Auctions

  createAuction(seller: Trader, goods: Goods, terms: AuctionTerms): string {
    return this.#attempt((world) => {
      requireOpen(world);
      const { quantity, startPrice, reservePrice } = terms;
      const { start, end, incrementBps } = unpackAuctionRules(terms.rules);
      const { maxAuction, extensionLimit } = this.#durations;
      if (quantity === 0n) throw new Refused("ZeroQuantity");
      if (end <= start || end <= world.now) throw new Refused("InvalidAuctionTimes");
      if (start > world.now + MAX_START_AHEAD) throw new Refused("StartTooFar");
      if (end - start > maxAuction - extensionLimit) throw new Refused("AuctionTooLong");
      if (startPrice === 0n && reservePrice === 0n) throw new Refused("ZeroPrice");
      if (incrementBps < 100n || incrementBps > 10_000n) throw new Refused("InvalidIncrement");
      if (world.auctions.some((auction) => same(auction.terms, terms))) throw new Refused("IdAlreadyUsed");
      move(world, goods, seller, "marketplace");
      const { feeBps } = world;
      world.auctions.push({
        ...{ terms, seller, goods, feeBps, status: "live", endsAt: end, finalizableAt: 0n, amount: 0n },
      });
    });
  }

  cancelAuction(by: Trader, at: number): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      if (by !== auction.seller) throw new Refused("NotSeller");
      if (world.now >= unpackAuctionRules(auction.terms.rules).start) throw new Refused("AuctionAlreadyStarted");
      giveBack(world, auction, "cancelled");
    });
  }

  settle(
    at: number,
    settlement: {
      winner: Trader;
      amount: bigint;
      maxAmount: bigint;
      nonce: bigint;
      deadline: bigint;
      signedBy: Trader;
    },
  ): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      const { winner, amount, maxAmount, nonce, deadline, signedBy } = settlement;
      const { seller, terms } = auction;
      requireUnsettled(auction);
      if (auction.status === "live" && world.now < auction.endsAt + this.#durations.challenge)
        throw new Refused("AuctionNotEnded");
      if (winner === seller) throw new Refused("BidderIsSeller");
      if (amount < terms.startPrice || amount < terms.reservePrice) throw new Refused("AmountBelowReserve");
      if (amount > maxAmount) throw new Refused("AmountAboveBid");
      useNonce(world, nonce, deadline, MAX_SETTLEMENT_AHEAD);
      if (signedBy !== winner) throw new Refused("InvalidSignature");
      // The fee stays where it is.
      const { proceeds } = feeSplit({ amount, feeBps: auction.feeBps });
      spendVault(world, winner, amount);
      transfer(world, "marketplace", seller, proceeds);
      move(world, auction.goods, "marketplace", winner);
      Object.assign(auction, { status: "settled", winner, amount });
    });
  }

  finalize(at: number): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      const { challenge, grace, extensionLimit } = this.#durations;
      if (auction.status === "live") {
        const { end } = unpackAuctionRules(auction.terms.rules);
        if (world.now < end + extensionLimit + grace) throw new Refused("FinalizeNotOpen");
        auction.status = "finalizing";
        auction.finalizableAt = world.now + challenge;
      } else {
        if (world.now < auction.finalizableAt) throw new Refused("FinalizeNotOpen");
        giveBack(world, auction, "returned");
      }
    });
  }

  // Vault

  deposit(by: Trader, account: Trader, amount: bigint): string {
    return this.#attempt((world) => {
      if (amount === 0n) throw new Refused("ZeroQuantity");
      transfer(world, by, "marketplace", amount);
      world.vaults[account].free += amount;
    });
  }

  withdraw(by: Trader, request: { amount: bigint; recipient: Trader; nonce: bigint; deadline: bigint }): string {
    return this.#attempt((world) => {
      useNonce(world, request.nonce, request.deadline, MAX_WITHDRAWAL_AHEAD);
      takeFree(world, by, request.amount);
      transfer(world, "marketplace", request.recipient, request.amount);
    });
  }

  requestExit(by: Trader, amount: bigint): string {
    return this.#attempt((world) => {
      if (amount === 0n) throw new Refused("ZeroQuantity");
      endExit(world, by);
      takeFree(world, by, amount);
      Object.assign(world.vaults[by], { exiting: amount, exitableAt: world.now + this.#durations.exitDelay });
    });
  }

  cancelExit(by: Trader): string {
    return this.#attempt((world) => {
      if (world.vaults[by].exiting === 0n) throw new Refused("NoExit");
      endExit(world, by);
    });
  }

  executeExit(by: Trader, recipient: Trader): string {
    return this.#attempt((world) => {
      const vault = world.vaults[by];
      if (vault.exiting === 0n) throw new Refused("NoExit");
      if (world.now < vault.exitableAt) throw new Refused("ExitNotReady");
      transfer(world, "marketplace", recipient, vault.exiting);
      vault.exiting = 0n;
      vault.exitableAt = 0n;
    });
  }

  withdrawCredit(by: Trader): string {
    return this.#attempt((world) => {
      const vault = world.vaults[by];
      if (vault.credit === 0n) throw new Refused("NoCredit");
      transfer(world, "marketplace", by, vault.credit);
      vault.credit = 0n;
    });
  }

  // The house

  setFee(bps: bigint): string {
    return this.#attempt((world) => {
      if (bps > 1_000n) throw new Refused("FeeTooHigh");
      world.feeBps = bps;
    });
  }

  collectFees(): string {
    return this.#attempt((world) => transfer(world, "marketplace", "treasury", world.money.marketplace - owed(world)));
  }

  pause(): string {
    return this.#attempt((world) => {
      requireOpen(world);
      world.paused = true;
    });
  }

  unpause(): string {
    return this.#attempt((world) => {
      if (!world.paused) throw new Refused("ExpectedPause");
      world.paused = false;
    });
  }

  /** Makes a call on a copy, which becomes the world where it is not refused. */
  #attempt(call: (world: World) => void): string {
    const world = structuredClone(this.world);
    try {
      call(world);
    } catch (error) {
      if (error instanceof Refused) return error.message;
      throw error;
    }
    this.world = world;
    return "yes";
  }
}

function requireOpen(world: World): void {
  if (world.paused) throw new Refused("EnforcedPause");
}

/** Whether a listing's price falls. */
function falls({ schedule }: ListingTerms): boolean {
  const { endPrice, fallStart, fallEnd } = unpackSchedule(schedule);
  return endPrice !== 0n || fallStart !== 0n || fallEnd !== 0n;
}

/** There is a price, above the one that it falls to. */
function requirePrice(terms: ListingTerms, price: bigint): void {
  if (price === 0n) throw new Refused("ZeroPrice");
  if (falls(terms) && price <= unpackSchedule(terms.schedule).endPrice) throw new Refused("InvalidSchedule");
}

function requireActiveOf(by: Trader, { status, seller }: Listing): void {
  if (status !== "active") throw new Refused("ListingNotActive");
  if (by !== seller) throw new Refused("NotSeller");
}

function requireUnsettled({ status }: Auction): void {
  if (status === "settled") throw new Refused("AuctionAlreadySettled");
  if (status !== "live" && status !== "finalizing") throw new Refused("NotInAuction");
}

function giveBack(world: World, auction: Auction, status: "returned" | "cancelled"): void {
  move(world, auction.goods, "marketplace", auction.seller);
  auction.status = status;
}

function useNonce(world: World, nonce: bigint, deadline: bigint, ahead: bigint): void {
  if (world.now > deadline) throw new Refused("DeadlinePassed");
  if (deadline > world.now + ahead) throw new Refused("DeadlineTooFar");
  if (world.usedNonces.has(nonce)) throw new Refused("NonceAlreadyUsed");
  world.usedNonces.add(nonce);
}

/** Free money pays first, then what is on its way out. */
function spendVault(world: World, account: Trader, amount: bigint): void {
  const vault = world.vaults[account];
  if (amount > vault.free + vault.exiting) throw new Refused("InsufficientFunds");
  const fromFree = amount < vault.free ? amount : vault.free;
  vault.free -= fromFree;
  vault.exiting -= amount - fromFree;
  if (vault.exiting === 0n) vault.exitableAt = 0n;
}

function takeFree(world: World, account: Trader, amount: bigint): void {
  if (amount > world.vaults[account].free) throw new Refused("InsufficientFree");
  world.vaults[account].free -= amount;
}

function endExit(world: World, account: Trader): void {
  const vault = world.vaults[account];
  vault.free += vault.exiting;
  vault.exiting = 0n;
  vault.exitableAt = 0n;
}

function transfer(world: World, from: Account, to: Account, amount: bigint): void {
  if (world.money[from] < amount) throw new Refused("ERC20InsufficientBalance");
  world.money[from] -= amount;
  world.money[to] += amount;
}

function move(world: World, goods: Goods, from: Account, to: Account): void {
  if ("item" in goods) {
    if (world.owners.get(goods.item) !== from) throw new Refused("ERC721IncorrectOwner");
    world.owners.set(goods.item, to);
  } else {
    if (world.units[from] < goods.units) throw new Refused("ERC1155InsufficientBalance");
    world.units[from] -= goods.units;
    world.units[to] += goods.units;
  }
}

function owed({ vaults }: World): bigint {
  return traders.reduce((sum, trader) => {
    const { free, exiting, credit } = vaults[trader];
    return sum + free + exiting + credit;
  }, 0n);
}

/** So many of a listing's units; of a single item, the item. */
function part(goods: Goods, quantity: bigint): Goods {
  return "item" in goods ? goods : { units: quantity };
}

/** Whether two have one id: all terms are equal. */
function same(one: ListingTerms | AuctionTerms, other: ListingTerms | AuctionTerms): boolean {
  return Object.entries(one).every(([key, value]) => (other as Record<string, unknown>)[key] === value);
}

function found<value>(value: value | undefined): value {
  if (value === undefined) throw new RangeError("There is no such listing or auction.");
  return value;
}
