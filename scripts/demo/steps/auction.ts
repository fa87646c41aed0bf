import { type AuctionRules, type AuctionTerms, auctionId, packAuctionRules } from "@plaza/sdk";
import type { Hex } from "viem";
import { check, inCredits, indexed, present, until } from "../check.ts";
import { checkPurse, purseOf } from "../money.ts";
import type { Outcome } from "../tell.ts";
import type { Actor, World } from "../world.ts";
import { checkOwner, type StoryItem } from "./market.ts";

/** An auction of the story. */
export type StoryAuction = { id: Hex; terms: AuctionTerms & AuctionRules; item: StoryItem; seller: Actor };

/** What the seller asks for. */
export type Asking = { startPrice: bigint; reservePrice: bigint; minutes: number };

/** That bids moved nothing on chain: the auction is live by chain and GraphQL, and has no winner. */
export async function checkStillLive({ studio, graphql }: World, { id }: StoryAuction): Promise<void> {
  check("chain: auction", (await studio.plaza.getAuction({ id })).status, "LIVE");
  const found = present("GraphQL: auction", await graphql.getAuctionById(id));
  check("GraphQL: auction", [found.status, found.winner], ["LIVE", null]);
}

/** One transfer to the Marketplace, no approval; the relayer takes bids as soon as it has seen the block. */
export async function createAuction(
  world: World,
  seller: Actor,
  item: StoryItem,
  { startPrice, reservePrice, minutes }: Asking,
): Promise<Outcome<StoryAuction>> {
  const { deployment, domain, graphql, relayer } = world;
  const { tokenId } = item;
  const start = await world.now();
  const end = start + BigInt(60 * minutes);
  const goods = { token: deployment.gameItems, standard: "ERC721", tokenId } as const;
  const asked = { startPrice, reservePrice, start, end, incrementBps: 500n };
  const { receipt, auctionId: id, salt } = await seller.plaza.createAuctionSync({ ...goods, ...asked });
  await indexed(world, receipt);

  const rules = { ...asked, buyoutPrice: 0n, maxRoyaltyBps: 0n };
  const sold = { seller: seller.address, token: deployment.gameItems, tokenId, quantity: 1n };
  const terms = { ...sold, ...rules, rules: packAuctionRules(rules), salt };
  check("the auction's id is the hash of its terms", id, auctionId(domain, terms));
  const auction = { id, terms, item, seller };
  await checkStillLive(world, auction);
  await checkOwner(world, item, deployment.marketplace);
  const found = present("GraphQL: auction", await graphql.getAuctionById(id));
  check("GraphQL: terms", [found.startPrice, found.reservePrice, found.end], [startPrice, reservePrice, Number(end)]);
  const live = await until("the relayer knows the auction", async () =>
    (await relayer.getAuctions([id])).find(({ status }) => status === "live"),
  );
  const least = reservePrice > startPrice ? reservePrice : startPrice;
  check("relayer: first bid", [live.minimumBid, live.topBid, live.bidCount], [least, null, 0]);
  return {
    value: auction,
    gas: receipt.gasUsed,
    result: `from ${inCredits(least)} Credits on, for ${minutes} minutes`,
  };
}

/** Puts Credits into the vault, where they cover bids; the relayer counts what is final. */
export async function deposit(world: World, bidder: Actor, amount: bigint): Promise<Outcome<void>> {
  const before = await purseOf(bidder);
  const approval = await bidder.plaza.approveCreditsSync({ amount });
  const { receipt } = await bidder.plaza.depositSync({ amount });
  await indexed(world, receipt);

  await checkPurse(world, bidder, before, { wallet: -amount, free: amount });
  const expected = before.free + amount;
  const { available } = await until("the relayer counts the deposit", async () => {
    const funds = await world.relayer.getFunds(bidder.address);
    return funds.available === expected ? funds : undefined;
  });
  const gas = approval.receipt.gasUsed + receipt.gasUsed;
  return { value: undefined, gas, result: `can bid up to ${inCredits(available)} Credits` };
}
