import { type ListingTerms, unpackSchedule } from "@plaza/sdk";
import {
  BPS,
  bestWithoutSettler,
  bind,
  capOf,
  endExit,
  falls,
  firstBid,
  found,
  giveBack,
  handOver,
  least,
  most,
  move,
  nextBid,
  owed,
  part,
  placeOf,
  quote,
  Refused,
  releaseBids,
  releasePresented,
  requireActiveOf,
  requireCovered,
  requireFresh,
  requireOpen,
  requirePrice,
  requireRoom,
  requireSigned,
  requireUnsettled,
  same,
  sell,
  shareOut,
  spendKey,
  split,
  takeFree,
  takeIn,
  transfer,
  useNonce,
} from "./rules.ts";
import {
  type AuctionTerms,
  type Durations,
  type Goods,
  type PresentedBid,
  type Royalty,
  type Signer,
  type Trader,
  traders,
  type World,
} from "./world.ts";

const MAX_START_AHEAD = 30n * 86_400n;
const MAX_SETTLEMENT_AHEAD = 3_600n;
const MAX_WITHDRAWAL_AHEAD = 600n;
const MAX_CANCELLATION_AHEAD = 600n;

/**
 * The Marketplace as a person would explain it: slow, plain, with no packing and no signatures. Random sequences are played on it
 * and on the contract, and after every step both must agree on the outcome and on who has what.
 *
 * Each method is one call of the contract, returns `yes` or the name of the error that the call must revert with, and changes
 * nothing in the latter case. Checks stand in the contract's order.
 */
export class Model {
  world: World;
  readonly #durations: Durations;
  readonly #receiptKeyFrom: bigint;
  readonly #royalty: Royalty;

  /**
   * @param start.money - Each trader's in his wallet.
   * @param start.free - Each trader's in the vault.
   * @param start.cap - What each trader lets his key spend.
   * @param start.units - Each trader's of the stack.
   * @param start.receiptKeyFrom - Since when the receipt key can sign.
   */
  constructor(start: {
    now: bigint;
    money: bigint;
    free: bigint;
    cap: bigint;
    units: bigint;
    durations: Durations;
    royalty: Royalty;
    receiptKeyFrom: bigint;
  }) {
    const each = (amount: bigint) => ({ alice: amount, bob: amount, carol: amount, treasury: 0n, marketplace: 0n });
    const vault = () => ({ free: start.free, exiting: 0n, exitableAt: 0n, credit: 0n, presented: 0n });
    const key = () => ({ cap: start.cap, spent: 0n, nextCapAt: 0n, nextCap: 0n });
    this.#durations = start.durations;
    this.#receiptKeyFrom = start.receiptKeyFrom;
    this.#royalty = start.royalty;
    this.world = {
      now: start.now,
      paused: false,
      feeBps: 500n,
      money: { ...each(start.money), marketplace: start.free * BigInt(traders.length) },
      units: each(start.units),
      owners: new Map(traders.map((trader, place) => [BigInt(place + 1), trader])),
      vaults: { alice: vault(), bob: vault(), carol: vault() },
      keys: { alice: key(), bob: key(), carol: key() },
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

  list(
    seller: Trader,
    goods: Goods,
    terms: ListingTerms,
    { price, maxRoyaltyBps, taker }: { price: bigint; maxRoyaltyBps: bigint; taker?: Trader | undefined },
  ): string {
    return this.#attempt((world) => {
      requireOpen(world);
      if (terms.quantity === 0n) throw new Refused("ZeroQuantity");
      const { endPrice, fallStart, fallEnd, expiry } = unpackSchedule(terms.schedule);
      if (expiry !== 0n && expiry <= world.now) throw new Refused("ExpiryInPast");
      if (falls(terms) && (endPrice === 0n || fallStart >= fallEnd || fallEnd <= world.now))
        throw new Refused("InvalidSchedule");
      requirePrice(terms, price);
      if (maxRoyaltyBps > BPS) throw new Refused("RoyaltyAboveMaximum");
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
        maxRoyaltyBps,
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
      requireOpen(world);
      const listing = found(world.listings[at]);
      const total = quote(world, listing, buyer, quantity, maxTotal);
      const { fee, royalty, proceeds } = split(this.#royalty, listing, total);
      transfer(world, buyer, this.#royalty.receiver, royalty);
      transfer(world, buyer, listing.seller, proceeds);
      transfer(world, buyer, "marketplace", fee);
      handOver(world, listing, quantity, recipient);
    });
  }

  buyWithCredit(buyer: Trader, at: number, quantity: bigint, maxTotal: bigint, recipient: Trader): string {
    return this.#attempt((world) => {
      requireOpen(world);
      const listing = found(world.listings[at]);
      const total = quote(world, listing, buyer, quantity, maxTotal);
      takeIn(world, buyer, total, true);
      shareOut(world, listing.seller, split(this.#royalty, listing, total));
      handOver(world, listing, quantity, recipient);
    });
  }

  /** Skips what cannot be bought; one payment for listings of one seller that follow on each other. */
  buyMany(
    buyer: Trader,
    purchases: { at: number; quantity: bigint; maxTotal: bigint }[],
    maxTotal: bigint,
    recipient: Trader,
  ): string {
    return this.#attempt((world) => {
      requireOpen(world);
      let [spent, fees, due] = [0n, 0n, 0n];
      let seller: Trader | undefined;
      const payDue = () => seller && transfer(world, buyer, seller, due);
      for (const { at, quantity, maxTotal: own } of purchases) {
        const listing = found(world.listings[at]);
        let total: bigint;
        try {
          total = quote(world, listing, buyer, quantity, least(own, maxTotal - spent));
        } catch (error) {
          if (error instanceof Refused) continue;
          throw error;
        }
        handOver(world, listing, quantity, recipient);
        const { fee, royalty, proceeds } = split(this.#royalty, listing, total);
        transfer(world, buyer, this.#royalty.receiver, royalty);
        if (listing.seller !== seller) {
          payDue();
          [seller, due] = [listing.seller, 0n];
        }
        [spent, fees, due] = [spent + total, fees + fee, due + proceeds];
      }
      payDue();
      transfer(world, buyer, "marketplace", fees);
    });
  }

  // Auctions

  createAuction(seller: Trader, goods: Goods, terms: AuctionTerms): string {
    return this.#attempt((world) => {
      requireOpen(world);
      const { quantity, start, end, startPrice, reservePrice, incrementBps } = terms;
      const { maxAuction, extensionLimit } = this.#durations;
      if (quantity === 0n) throw new Refused("ZeroQuantity");
      if (end <= start || end <= world.now) throw new Refused("InvalidAuctionTimes");
      if (start > world.now + MAX_START_AHEAD) throw new Refused("StartTooFar");
      if (end - start > maxAuction - extensionLimit) throw new Refused("AuctionTooLong");
      if (startPrice === 0n && reservePrice === 0n) throw new Refused("ZeroPrice");
      if (incrementBps < 100n || incrementBps > 10_000n) throw new Refused("InvalidIncrement");
      if (terms.maxRoyaltyBps > BPS) throw new Refused("RoyaltyAboveMaximum");
      if (terms.buyoutPrice !== 0n && terms.buyoutPrice <= firstBid(terms)) throw new Refused("BuyoutTooLow");
      if (world.auctions.some((auction) => same(auction.terms, terms))) throw new Refused("IdAlreadyUsed");
      move(world, goods, seller, "marketplace");
      const { feeBps } = world;
      world.auctions.push({
        ...{ terms, seller, goods, feeBps, status: "live", endsAt: end, finalizableAt: 0n, amount: 0n },
        presented: [],
      });
    });
  }

  cancelAuction(by: Trader, at: number): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      if (by !== auction.seller) throw new Refused("NotSeller");
      if (world.now >= auction.terms.start) throw new Refused("AuctionAlreadyStarted");
      giveBack(world, auction, "cancelled");
    });
  }

  /** With the settler's consent. */
  cancelRunning(by: Trader, at: number, deadline: bigint): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      if (by !== auction.seller) throw new Refused("NotSeller");
      if (auction.status !== "live" || world.now >= auction.endsAt) throw new Refused("AuctionNotRunning");
      if (auction.post || auction.presented.length > 0) throw new Refused("AuctionHasBids");
      requireFresh(world, deadline, MAX_CANCELLATION_AHEAD);
      giveBack(world, auction, "cancelled");
    });
  }

  // Bids

  post(by: Trader, at: number, amount: bigint, useCredit: boolean): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      const { terms, post } = auction;
      requireUnsettled(auction);
      if (auction.status !== "live" || world.now < terms.start || world.now >= auction.endsAt)
        throw new Refused("AuctionNotRunning");
      if (by === auction.seller) throw new Refused("BidderIsSeller");
      if (terms.buyoutPrice !== 0n && amount >= terms.buyoutPrice) throw new Refused("BidReachesBuyout");
      const raises = post?.bidder === by;
      const minimum = post === undefined ? firstBid(terms) : raises ? post.amount + 1n : nextBid(terms, post.amount);
      if (amount < minimum) throw new Refused("BidTooLow");
      const { extensionWindow, extensionLimit } = this.#durations;
      auction.endsAt = most(auction.endsAt, least(world.now + extensionWindow, terms.end + extensionLimit));
      auction.post = { bidder: by, amount };
      const [best] = auction.presented;
      if (best && best.maxAmount <= amount) releasePresented(world, auction);
      if (post !== undefined && !raises) world.vaults[post.bidder].credit += post.amount;
      const cost = raises ? amount - post.amount : amount;
      takeIn(world, by, cost, useCredit);
    });
  }

  buyout(by: Trader, at: number, recipient: Trader, useCredit: boolean): string {
    return this.#attempt((world) => {
      requireOpen(world);
      const auction = found(world.auctions[at]);
      const { feeBps, goods, seller, terms } = auction;
      const price = terms.buyoutPrice;
      requireUnsettled(auction);
      if (price === 0n) throw new Refused("NoBuyout");
      if (auction.status !== "live" || world.now < terms.start || world.now >= auction.endsAt)
        throw new Refused("AuctionNotRunning");
      if (by === seller) throw new Refused("BidderIsSeller");
      releaseBids(world, auction, false);
      takeIn(world, by, price, useCredit);
      shareOut(world, seller, split(this.#royalty, { goods, feeBps, maxRoyaltyBps: terms.maxRoyaltyBps }, price));
      move(world, goods, "marketplace", recipient);
      Object.assign(auction, { status: "settled", winner: by, amount: price });
    });
  }

  extend(at: number, endsAt: bigint, signedByReceiptKey: boolean): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      const current = auction.status === "live" ? auction.endsAt : auction.finalizableAt;
      if (endsAt <= current || endsAt > auction.terms.end + this.#durations.extensionLimit)
        throw new Refused("InvalidExtension");
      if (!signedByReceiptKey) throw new Refused("UnauthorizedReceiptKey");
      auction.endsAt = endsAt;
    });
  }

  present(
    at: number,
    bid: Omit<PresentedBid, "byKey">,
    { receivedAt, signedBy, signedByReceiptKey }: { receivedAt: bigint; signedBy: Signer; signedByReceiptKey: boolean },
  ): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      const { terms, post, presented } = auction;
      const { bidder, maxAmount } = bid;
      requireUnsettled(auction);
      if (auction.status === "live" && world.now < auction.endsAt) throw new Refused("PresentationNotOpen");
      if (bidder === auction.seller) throw new Refused("BidderIsSeller");
      if (maxAmount < firstBid(terms)) throw new Refused("AmountBelowReserve");
      if (post && maxAmount <= post.amount) throw new Refused("AmountBelowPost");
      if (bid.amount > maxAmount) throw new Refused("AmountAboveBid");
      const byKey = requireSigned(world, bidder, signedBy);
      if (!signedByReceiptKey) throw new Refused("UnauthorizedReceiptKey");
      const since = most(terms.start, this.#receiptKeyFrom);
      if (receivedAt < since || receivedAt >= terms.end + this.#durations.extensionLimit)
        throw new Refused("ReceivedOutsideAuction");
      const shown = { ...bid, byKey };
      const place = placeOf(presented, shown);
      const [best] = presented;
      if (place === undefined) throw new Refused("NotAmongTheBest");
      if (place === "best" && best) bind(world, -1n, best);
      const { free, exiting, presented: bound } = world.vaults[bidder];
      if (free + exiting < bound + maxAmount) throw new Refused("InsufficientFunds");
      if (byKey) requireRoom(world, bidder, maxAmount);
      if (place === "best") bind(world, 1n, shown);
      const others = presented.filter((other) => other.bidder !== bidder);
      auction.presented = (place === "best" ? [shown, ...others] : [...others.slice(0, 1), shown]).slice(0, 2);
    });
  }

  setBidKey(by: Trader, cap: bigint): string {
    return this.#attempt((world) => {
      const key = world.keys[by];
      const present = capOf(world, key);
      const lowers = cap < present;
      key.cap = lowers ? present : cap;
      key.nextCap = lowers ? cap : 0n;
      key.nextCapAt = lowers ? world.now + this.#durations.exitDelay : 0n;
    });
  }

  burnNonce(nonce: bigint): string {
    return this.#attempt((world) => useNonce(world, nonce));
  }

  // Ends of auctions

  settle(
    at: number,
    settlement: {
      winner: Trader;
      amount: bigint;
      maxAmount: bigint;
      nonce: bigint;
      deadline: bigint;
      signedBy: Signer;
    },
  ): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      const { winner, amount, maxAmount, nonce, deadline, signedBy } = settlement;
      const { seller, terms } = auction;
      requireUnsettled(auction);
      if (auction.status === "live" && world.now < auction.endsAt + this.#durations.challenge)
        throw new Refused("AuctionNotEnded");
      const { post, presented } = auction;
      const byPost = post?.bidder === winner && post.amount === amount;
      if (!byPost) {
        if (winner === seller) throw new Refused("BidderIsSeller");
        if (amount < firstBid(terms)) throw new Refused("AmountBelowReserve");
        if (amount > maxAmount) throw new Refused("AmountAboveBid");
        if (post && amount <= post.amount) throw new Refused("AmountBelowPost");
      }
      for (const bid of presented)
        if (bid.bidder !== winner && amount < bid.maxAmount) throw new Refused("AmountBelowPresented");
      requireFresh(world, deadline, MAX_SETTLEMENT_AHEAD);
      useNonce(world, nonce);
      releaseBids(world, auction, byPost);
      if (!byPost && requireSigned(world, winner, signedBy)) spendKey(world, winner, amount);
      sell(world, this.#royalty, auction, winner, amount);
      requireCovered(world, winner);
    });
  }

  finalize(at: number): string {
    return this.#attempt((world) => {
      const auction = found(world.auctions[at]);
      requireUnsettled(auction);
      const { challenge, grace, extensionLimit } = this.#durations;
      if (auction.status === "live") {
        if (world.now < auction.terms.end + extensionLimit + grace) throw new Refused("FinalizeNotOpen");
        auction.status = "finalizing";
        auction.finalizableAt = world.now + challenge;
        return;
      }
      if (world.now < auction.finalizableAt) throw new Refused("FinalizeNotOpen");
      const outcome = bestWithoutSettler(auction);
      releaseBids(world, auction, outcome?.byPost === true);
      if (outcome === undefined) return giveBack(world, auction, "returned");
      if (outcome.byKey) world.keys[outcome.winner].spent += outcome.amount;
      sell(world, this.#royalty, auction, outcome.winner, outcome.amount);
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
      requireFresh(world, request.deadline, MAX_WITHDRAWAL_AHEAD);
      useNonce(world, request.nonce);
      takeFree(world, by, request.amount);
      requireCovered(world, by);
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
      const bound = vault.presented > vault.free ? vault.presented - vault.free : 0n;
      if (bound >= vault.exiting) throw new Refused("PresentedBidsUncovered");
      transfer(world, "marketplace", recipient, vault.exiting - bound);
      vault.exiting = bound;
      if (bound === 0n) vault.exitableAt = 0n;
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
