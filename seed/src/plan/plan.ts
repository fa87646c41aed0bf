import { credits } from "../catalogue/credits.ts";
import type { Catalogue } from "../catalogue/kind.ts";
import { PLAYERS, SELLERS } from "./accounts.ts";
import { planAuctions } from "./auctions.ts";
import type { Fate } from "./fate.ts";
import { planListings } from "./listings.ts";
import { makeStock } from "./stock.ts";
import type { Plan, PlannedFunds, PlannedListing } from "./types.ts";

/** The seed of the market that `npm start` opens. */
export const DEFAULT_SEED = "plaza";

/** What each player finds in his wallet and in his vault, and what a merchant has for his own purchases. */
export const PLAYER_WALLET = credits(50_000);
export const PLAYER_VAULT = credits(25_000);
export const SELLER_WALLET = credits(5_000);

const FOR_SALE: ReadonlySet<Fate> = new Set<Fate>(["listed", "sold", "listedByPlayer"]);
const FOR_AUCTION: ReadonlySet<Fate> = new Set<Fate>(["auctioned", "auctionedByPlayer"]);

function spendingsOf(account: number, listings: readonly PlannedListing[]): bigint {
  return listings
    .flatMap(({ price, purchases }) =>
      purchases.map(({ buyer, quantity }) => ({ buyer, cost: price * BigInt(quantity) })),
    )
    .filter(({ buyer }) => buyer === account)
    .reduce((sum, { cost }) => sum + cost, 0n);
}

function planFunds(listings: readonly PlannedListing[]): PlannedFunds[] {
  const players = PLAYERS.map((account) => ({ account, wallet: PLAYER_WALLET, vault: PLAYER_VAULT }));
  const sellers = SELLERS.map((account) => ({ account, wallet: SELLER_WALLET, vault: 0n }));
  return [...players, ...sellers].map((funds) => ({ ...funds, spends: spendingsOf(funds.account, listings) }));
}

/** Decides all that seeding does. The same catalogue and seed give the same plan, down to every salt. */
export function planMarket(catalogue: Catalogue, seed: string = DEFAULT_SEED): Plan {
  const { pieces, stacks, lots } = makeStock(catalogue.kinds, seed);
  const listings = planListings(
    lots.filter(({ fate }) => FOR_SALE.has(fate)),
    seed,
  );
  const auctions = planAuctions(
    lots.filter(({ fate }) => FOR_AUCTION.has(fate)),
    seed,
  );
  return { kinds: catalogue.kinds, pieces, stacks, listings, auctions, funds: planFunds(listings) };
}
