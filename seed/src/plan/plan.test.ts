import { expect } from "chai";
import fc from "fast-check";
import { PRICE_STEP } from "../catalogue/credits.ts";
import { rarities } from "../catalogue/kind.ts";
import { srdCatalogue } from "../srd/catalogue.ts";
import { PLAYERS, SELLERS } from "./accounts.ts";
import { FATES_OF_PIECES, FATES_OF_STACKS } from "./fate.ts";
import { planMarket } from "./plan.ts";
import type { Goods, Plan } from "./types.ts";

const MAX_AUCTION_SECONDS = 7 * 24 * 60 * 60 - 60;

const distinct = <T>(values: readonly T[]): number => new Set(values).size;
const key = (seller: number, goods: Goods): string =>
  goods.standard === "ERC721" ? `piece ${goods.piece}` : `kind ${goods.kind} of ${seller}`;

/** How often each thing is put up, and how many units of it each holder has. */
function checkCovered(plan: Plan): void {
  const putUp = [...plan.listings, ...plan.auctions];
  expect(distinct(putUp.map(({ seller, goods }) => key(seller, goods)))).to.equal(putUp.length);
  for (const { seller, goods } of putUp) {
    if (goods.standard === "ERC721") {
      expect(plan.pieces[goods.piece]?.holder).to.equal(seller);
    } else {
      const stack = plan.stacks.find(({ holder, kind }) => holder === seller && kind.kind === goods.kind);
      expect(goods.quantity).to.be.within(1, stack?.quantity ?? 0);
    }
  }
}

describe("planMarket", () => {
  const catalogue = srdCatalogue();
  const plan = planMarket(catalogue);

  it("has at least 300 items, 100 listings from several sellers, 20 auctions, and a history", () => {
    expect(plan.pieces.length).to.be.at.least(300);
    expect(plan.listings.length).to.be.at.least(100);
    expect(plan.auctions.length).to.be.at.least(20);
    expect(plan.listings.flatMap(({ purchases }) => purchases).length).to.be.at.least(50);
    for (const parts of [plan.listings, plan.auctions]) {
      expect(parts.map(({ seller }) => seller)).to.include.members([...PLAYERS, ...SELLERS]);
      expect(distinct(parts.map(({ goods }) => goods.standard))).to.equal(2);
    }
  });

  it("looks like a game: many common pieces, few legendary ones", () => {
    const counts = rarities.map((rarity) => plan.pieces.filter(({ piece }) => piece.rarity === rarity).length);
    for (const [index, count] of counts.entries())
      expect(count).to.be.below(counts[index - 1] ?? Number.POSITIVE_INFINITY);
    expect(counts[0] ?? 0).to.be.above(plan.pieces.length / 3);
    expect(counts.at(-1)).to.be.within(1, plan.pieces.length / 20);
  });

  it("ends auctions in minutes, hours and days, all within what the contract allows", () => {
    const lasts = plan.auctions.map((auction) => auction.lasts);
    expect(lasts.filter((seconds) => seconds < 3_600).length).to.be.at.least(3);
    expect(lasts.filter((seconds) => seconds > 86_400).length).to.be.at.least(3);
    expect(Math.max(...lasts)).to.be.below(MAX_AUCTION_SECONDS);
    expect(plan.auctions.some(({ startsIn }) => startsIn > 0)).to.equal(true);
    expect(plan.auctions.some(({ reservePrice, startPrice }) => reservePrice > startPrice)).to.equal(true);
  });

  it("leaves each player things of his own", () => {
    const putUp = new Set([...plan.listings, ...plan.auctions].map(({ seller, goods }) => key(seller, goods)));
    for (const player of PLAYERS) {
      const owned = plan.pieces.filter(({ holder }, piece) => holder === player && !putUp.has(`piece ${piece}`));
      expect(owned.length).to.be.at.least(5);
      expect(plan.stacks.filter(({ holder }) => holder === player).length).to.be.at.least(5);
    }
  });

  it("pays for every planned purchase", () => {
    const spent = plan.funds.reduce((sum, { spends }) => sum + spends, 0n);
    const cost = plan.listings.flatMap(({ price, purchases }) => purchases.map((one) => price * BigInt(one.quantity)));
    expect(spent).to.equal(cost.reduce((sum, one) => sum + one, 0n));
    for (const player of PLAYERS) {
      const funds = plan.funds.find(({ account }) => account === player);
      expect(funds && funds.wallet > 0n && funds.vault > 0n).to.equal(true);
    }
  });

  it("mints all units of every stackable kind, and puts up only what its seller holds, once", () => {
    for (const kind of catalogue.kinds.filter(({ stackable }) => stackable)) {
      const units = plan.stacks.filter((stack) => stack.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0);
      expect(units, kind.name).to.equal(kind.supply);
    }
    checkCovered(plan);
  });

  it("has no player buy from himself, and sells no more than is listed", () => {
    for (const { seller, goods, purchases } of plan.listings) {
      const bought = purchases.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(bought).to.be.at.most(goods.standard === "ERC721" ? 1 : goods.quantity);
      expect(purchases.map(({ buyer }) => buyer)).not.to.include(seller);
    }
  });

  it("gives the same plan for the same seed, another for another", () => {
    expect(planMarket(catalogue)).to.deep.equal(plan);
    expect(planMarket(catalogue, "another").listings).not.to.deep.equal(plan.listings);
  });

  it("suits any catalogue, however small", () => {
    const subset = fc.subarray([...catalogue.kinds], { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(subset, fc.string(), (kinds, seed) => {
        const small = planMarket({ name: "small", kinds }, seed);
        checkCovered(small);
        expect(distinct(small.listings.map(({ salt }) => salt))).to.equal(small.listings.length);
        for (const { price } of small.listings) expect(price % PRICE_STEP).to.equal(0n);
        for (const { startPrice } of small.auctions) expect(startPrice > 0n).to.equal(true);
      }),
    );
  });

  it("deals out fates in round numbers", () => {
    expect([FATES_OF_PIECES.length, FATES_OF_STACKS.length]).to.deep.equal([20, 10]);
  });
});
