import { scalePrice } from "../catalogue/credits.ts";
import { createRandom } from "../catalogue/random.ts";
import { PLAYERS } from "./accounts.ts";
import { inTurn } from "./fate.ts";
import { planSalt } from "./salt.ts";
import type { Lot } from "./stock.ts";
import type { PlannedListing, PlannedPurchase } from "./types.ts";

const DAY = 24 * 60 * 60;

/** Every seventh listing expires, within a month. */
const EXPIRES_EVERY = 7;

/** Of a stack in tenths: what the players have bought of it. */
const BOUGHT_SHARE = 0.1;

/** A piece is bought whole; of a stack two players buy some. */
function purchasesOf({ goods }: Lot, index: number): PlannedPurchase[] {
  if (goods.standard === "ERC721") return [{ buyer: inTurn(PLAYERS, index), quantity: 1 }];
  const quantity = Math.max(1, Math.floor(goods.quantity * BOUGHT_SHARE));
  return [0, 1]
    .map((step) => ({ buyer: inTurn(PLAYERS, index + step), quantity }))
    .filter((_, step) => (step + 1) * quantity <= goods.quantity);
}

/** Puts lots up for sale, each at its own seller's idea of the price, and has those bought that are meant to be. */
export function planListings(lots: readonly Lot[], seed: string): PlannedListing[] {
  const random = createRandom(`${seed}/listings`);
  let sales = 0;
  return lots.map((lot, index) => ({
    seller: lot.holder,
    goods: lot.goods,
    price: scalePrice(lot.value, random.integer(850, 1_250)),
    expiresIn: index % EXPIRES_EVERY === EXPIRES_EVERY - 1 ? random.integer(2, 30) * DAY : 0,
    salt: planSalt(seed, "listing", index),
    purchases: lot.fate === "sold" ? purchasesOf(lot, sales++) : [],
  }));
}
