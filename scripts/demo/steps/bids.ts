import {
  type LiveAuction,
  minimumNextBid,
  RelayerAuctionEndedError,
  RelayerBidTooLowError,
  type RelayerErrorCode,
  RelayerInvalidSignatureError,
  RelayerNotCoveredError,
  type SignedReceipt,
  verifyReceipt,
} from "@plaza/sdk";
import { zeroHash } from "viem";
import { check, inCredits, present, refused, StoryError, until } from "../check.ts";
import { checkPurse, purseOf } from "../money.ts";
import type { Outcome } from "../tell.ts";
import type { Actor, World } from "../world.ts";
import { checkStillLive, type StoryAuction } from "./auction.ts";

/** How the war ended. */
export type Standing = { winner: Actor; loser: Actor; price: bigint };

/** A signed bid, sent to the relayer as it is. */
async function placeBid({ relayer }: World, { id }: StoryAuction, bidder: Actor, maxAmount: bigint) {
  const signature = await bidder.plaza.signBid({ auctionId: id, maxAmount });
  return relayer.placeBid({ auctionId: id, bidder: bidder.address, maxAmount, signature });
}

/** A receipt is a right only if it verifies and hangs together with the one before. */
async function checkReceipt(world: World, receipt: SignedReceipt, before: SignedReceipt | undefined): Promise<void> {
  const { receiptSigner } = await world.relayer.getKeys();
  check("the receipt is signed", await verifyReceipt({ domain: world.domain, receipt, signer: receiptSigner }), true);
  check(
    "the receipt follows the one before",
    [receipt.sequence, receipt.previous],
    [(before?.sequence ?? 0n) + 1n, before?.hash ?? zeroHash],
  );
}

/** An opening bid, then rounds in which each is outbid by the other; a third one watches live. Nothing of it costs gas. */
export async function fight(
  world: World,
  auction: StoryAuction,
  [first, second]: readonly [Actor, Actor],
  rounds: number,
): Promise<Outcome<Standing>> {
  const { relayer } = world;
  const before = [await purseOf(first), await purseOf(second)] as const;
  const seen: LiveAuction[] = [];
  const stopWatching = relayer.watchAuction(auction.id, { onUpdate: (state) => seen.push(state) });

  const bidders = [first, ...Array.from({ length: rounds }, () => [second, first]).flat()];
  const { startPrice, reservePrice, incrementBps } = auction.terms;
  let price: bigint | undefined;
  let last: SignedReceipt | undefined;
  for (const bidder of bidders) {
    const { minimumBid } = await relayer.getAuction(auction.id);
    const least = minimumNextBid({ auction: { startPrice, reservePrice, incrementBps }, currentPrice: price });
    check("the relayer asks for the least that the rule does", minimumBid, least);
    const placed = await placeBid(world, auction, bidder, least);
    await checkReceipt(world, placed.receipt, last);
    check("relayer: top bid", [placed.auction.topBid?.bidder, placed.auction.topBid?.amount], [bidder.address, least]);
    [price, last] = [least, placed.receipt];
  }

  const final = price ?? 0n;
  await until("who watches sees the last bid", async () => seen.find(({ topBid }) => topBid?.amount === final)).finally(
    stopWatching,
  );
  const log = await relayer.getBids(auction.id, { limit: 100 });
  check(
    "relayer: bids in their order",
    log.map(({ bidder }) => bidder),
    bidders.map(({ address }) => address),
  );
  await checkStillLive(world, auction);
  await checkPurse(world, first, before[0], {});
  await checkPurse(world, second, before[1], {});
  const result = `${bidders.length} bids, the last ${inCredits(final)} Credits by ${first.name}`;
  return { value: { winner: first, loser: second, price: final }, result };
}

/** What a refused bid looks like. */
type Refusal = { code: RelayerErrorCode; because: string };

/** Runs a bid that must be refused, and sees that it changed nothing: not at the relayer, not on chain, not in GraphQL. */
async function refusedBid(
  world: World,
  auction: StoryAuction,
  bidder: Actor,
  run: () => Promise<Refusal>,
): Promise<Outcome<void>> {
  const standing = (state: LiveAuction) => [state.topBid?.bidder, state.topBid?.amount, state.sequence];
  const [stood, purse] = [standing(await world.relayer.getAuction(auction.id)), await purseOf(bidder)];
  const { code, because } = await run();
  check("relayer: standing bid", standing(await world.relayer.getAuction(auction.id)), stood);
  check("chain: auction", (await bidder.plaza.getAuction({ id: auction.id })).status, "LIVE");
  check("GraphQL: winner", present("GraphQL: auction", await world.graphql.getAuctionById(auction.id)).winner, null);
  await checkPurse(world, bidder, purse, {});
  return { value: undefined, result: `${code}: ${because}` };
}

export function bidTooLow(world: World, auction: StoryAuction, bidder: Actor): Promise<Outcome<void>> {
  return refusedBid(world, auction, bidder, async () => {
    const { topBid, minimumBid } = await world.relayer.getAuction(auction.id);
    const amount = minimumBid - 1n;
    const error = await refused("a bid too low", () => placeBid(world, auction, bidder, amount), RelayerBidTooLowError);
    check("what it says", [error.currentPrice, error.minimum], [topBid?.amount, minimumBid]);
    return { code: error.code, because: `at least ${inCredits(minimumBid)} Credits` };
  });
}

export function bidUncovered(world: World, auction: StoryAuction, bidder: Actor): Promise<Outcome<void>> {
  return refusedBid(world, auction, bidder, async () => {
    const { free } = await purseOf(bidder);
    const amount = free + 1n;
    const error = await refused(
      "an uncovered bid",
      () => placeBid(world, auction, bidder, amount),
      RelayerNotCoveredError,
    );
    check("what it says", [error.available, error.required], [free, amount]);
    return { code: error.code, because: `only ${inCredits(free)} Credits in the vault` };
  });
}

/** The forger signs with his own key and claims to be the victim. */
export function bidForged(world: World, auction: StoryAuction, forger: Actor, victim: Actor): Promise<Outcome<void>> {
  return refusedBid(world, auction, victim, async () => {
    const { minimumBid: maxAmount } = await world.relayer.getAuction(auction.id);
    const signature = await forger.plaza.signBid({ auctionId: auction.id, maxAmount });
    const forged = { auctionId: auction.id, bidder: victim.address, maxAmount, signature };
    const error = await refused("a forged bid", () => world.relayer.placeBid(forged), RelayerInvalidSignatureError);
    return { code: error.code, because: `${forger.name}'s signature is not ${victim.name}'s` };
  });
}

export function bidTooLate(world: World, auction: StoryAuction, bidder: Actor): Promise<Outcome<void>> {
  return refusedBid(world, auction, bidder, async () => {
    const { minimumBid } = await world.relayer.getAuction(auction.id);
    const error = await refused(
      "a late bid",
      () => placeBid(world, auction, bidder, minimumBid),
      RelayerAuctionEndedError,
    );
    return { code: error.code, because: "the hammer has fallen" };
  });
}

/** Time passes until the auction is over by everybody's clock; the worker has not settled it yet. */
export async function waitForEnd(world: World, auction: StoryAuction): Promise<Outcome<void>> {
  const { end } = auction.terms;
  const seconds = Number(end - (await world.now()));
  if (seconds <= 0) throw new StoryError("the auction was over before its time had come");
  await world.passTime(seconds);
  check("chain: its clock is past the end", (await world.now()) >= end, true);
  await until("GraphQL: the auction has ended", async () => {
    const { status } = present("GraphQL: auction", await world.graphql.getAuctionById(auction.id));
    return status === "LIVE" ? undefined : status;
  });
  await until("relayer: the auction has ended", async () => {
    const { status } = await world.relayer.getAuction(auction.id);
    return status === "live" ? undefined : status;
  });
  return { value: undefined, result: `${Math.round(seconds / 60)} minutes, in a moment` };
}
