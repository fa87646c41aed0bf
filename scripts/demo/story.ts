import { parseEther } from "viem";
import { createAuction, deposit } from "./steps/auction.ts";
import { bidForged, bidTooLate, bidTooLow, bidUncovered, fight, waitForEnd } from "./steps/bids.ts";
import { buy, buyTooLate, list, mint } from "./steps/market.ts";
import { collectFees, replay, settled, withdrawAll } from "./steps/settlement.ts";
import type { Tell } from "./tell.ts";
import type { World } from "./world.ts";

const ROUNDS = 5;
const ASKING = { startPrice: parseEther("400"), reservePrice: parseEther("500"), minutes: 10 };

/** The whole story. Each step is checked by GraphQL and by the chain; the first that is wrong ends it. */
export async function playStory(world: World, tell: Tell): Promise<void> {
  const { alice, bob, carol, dave, erin } = world;
  await tell("the fees of before go to the treasury", () => collectFees(world));

  const sword = await tell("the studio mints alice a sword", () => mint(world, alice, "Longsword"));
  const listing = await tell("alice lists it", () => list(world, alice, sword, parseEther("150")));
  const saleFee = await tell("bob buys it", () => buy(world, bob, listing));
  await tell("carol wants it too", () => buyTooLate(world, carol, listing));

  const armor = await tell("the studio mints alice an armor", () => mint(world, alice, "Half Plate Armor"));
  const auction = await tell("alice auctions it", () => createAuction(world, alice, armor, ASKING));
  await tell("dave deposits", () => deposit(world, dave, parseEther("2000")));
  await tell("erin deposits", () => deposit(world, erin, parseEther("2000")));
  const standing = await tell(`dave and erin outbid each other ${ROUNDS} times`, () =>
    fight(world, auction, [dave, erin], ROUNDS),
  );
  await tell("carol bids too low", () => bidTooLow(world, auction, carol));
  await tell("bob bids what he has not", () => bidUncovered(world, auction, bob));
  await tell("carol forges a bid of erin's", () => bidForged(world, auction, carol, erin));
  await tell("time passes", () => waitForEnd(world, auction));
  await tell("erin bids too late", () => bidTooLate(world, auction, erin));

  const settlement = await tell("the worker settles", () => settled(world, auction, standing));
  await tell("the treasury gets its share", () => collectFees(world, saleFee + settlement.fee));
  await tell("erin, who lost, withdraws at once", () => withdrawAll(world, standing.loser));
  await tell("carol replays the settlement", () => replay(world, carol, auction, standing, settlement));
}
