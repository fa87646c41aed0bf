import {
  type AuctionTerms,
  buySync,
  cancelAuctionSync,
  cancelListingSync,
  depositSync,
  type ListingTerms,
  mintResourcesSync,
  postBidSync,
  requestExitSync,
  transferCreditsSync,
  updatePriceSync,
} from "@plaza/sdk";
import type { Account } from "viem";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors } from "./chain.ts";
import type { openMarket } from "./market.ts";

const { admin, alice, bob, carol } = actors;
const PLAYERS = [alice, bob, carol] as const;

/** What is for sale; forgotten with the blocks that a fork takes back. */
export type Stock = {
  listings: { terms: ListingTerms; seller: Account; price: bigint }[];
  auctions: { terms: AuctionTerms; seller: Account; best: bigint }[];
};

/** A generator of numbers below a bound that gives the same from the same seed. */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Does one thing at random that can be done on a market, in a block of its own. */
export async function actAtRandom(
  chain: Chain,
  market: ReturnType<typeof openMarket>,
  stock: Stock,
  random: (bound: number) => number,
): Promise<void> {
  const { marketplace, credits, gameResources } = chain.deployment;
  const player = (): Account => PLAYERS[random(PLAYERS.length)] ?? alice;
  const other = (account: Account): Account => PLAYERS.find(({ address }) => address !== account.address) ?? bob;
  const list = async () => {
    const seller = player();
    const price = BigInt(100 + random(900));
    stock.listings.push({ terms: await market.listSword(seller, price), seller, price });
  };
  const actions: (() => Promise<unknown>)[] = [
    list,
    list,
    async () => {
      const [listing] = stock.listings.splice(random(stock.listings.length), 1);
      if (!listing) return list();
      const { terms, seller, price } = listing;
      return buySync(market.as(other(seller)), { marketplace, terms, maxTotal: price });
    },
    async () => {
      const [listing] = stock.listings.splice(random(stock.listings.length), 1);
      if (!listing) return list();
      return cancelListingSync(market.as(listing.seller), { marketplace, terms: listing.terms });
    },
    async () => {
      const listing = stock.listings[random(stock.listings.length)];
      if (!listing) return list();
      listing.price = BigInt(100 + random(900));
      return updatePriceSync(market.as(listing.seller), { marketplace, terms: listing.terms, price: listing.price });
    },
    async () => {
      const seller = player();
      const now = await market.now();
      const terms = await market.auctionSword(seller, now + 10_000n, now + 20_000n);
      stock.auctions.push({ terms, seller, best: 0n });
    },
    async () => {
      const seller = player();
      const now = await market.now();
      const terms = await market.auctionSword(seller, now + 2n, now + 20_000n);
      await market.moveTo((await market.now()) + 5n);
      await postBidSync(market.as(other(seller)), { marketplace, terms, amount: 200n + BigInt(random(100)) });
    },
    async () => {
      const [auction] = stock.auctions.splice(random(stock.auctions.length), 1);
      if (!auction) return list();
      return cancelAuctionSync(market.as(auction.seller), { marketplace, terms: auction.terms });
    },
    () => depositSync(market.as(player()), { marketplace, amount: BigInt(1 + random(1_000)) }),
    async () => {
      const account = player();
      await depositSync(market.as(account), { marketplace, amount: 500n });
      return requestExitSync(market.as(account), { marketplace, amount: BigInt(1 + random(400)) });
    },
    async () => {
      const from = player();
      const amount = BigInt(1 + random(1_000));
      return transferCreditsSync(market.as(from), { credits, to: other(from).address, amount });
    },
    () =>
      mintResourcesSync(market.as(admin), {
        token: gameResources,
        to: player().address,
        mints: [{ tokenId: 3n, quantity: BigInt(1 + random(9)) }],
      }),
  ];
  await actions[random(actions.length)]?.();
}
