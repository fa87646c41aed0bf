import { scalePrice } from "../catalogue/credits.ts";
import { createRandom } from "../catalogue/random.ts";
import { inTurn } from "./fate.ts";
import { planSalt } from "./salt.ts";
import type { Lot } from "./stock.ts";
import type { PlannedAuction } from "./types.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The first auctions end soon, for those who want to see one settle; each lasts less than MAX_AUCTION. */
const FIRST_LAST = [4, 7, 12, 20, 30, 45].map((minutes) => minutes * MINUTE);
const OTHERS_LAST = [1, 2, 3, 5, 8, 12, 18, 24, 36, 48, 72, 96, 120, 144].map((hours) => hours * HOUR);

/** By how much a bid must beat the last. */
const INCREMENTS_BPS: readonly bigint[] = [500n, 500n, 250n, 1_000n];

/** Every third has a reserve above its start price, every eighth begins later. */
const RESERVE_EVERY = 3;
const LATER_EVERY = 8;

function lastsOf(index: number): number {
  return FIRST_LAST[index] ?? inTurn(OTHERS_LAST, index - FIRST_LAST.length);
}

/** Puts lots up for auction: at about half of their worth, for minutes to days. */
export function planAuctions(lots: readonly Lot[], seed: string): PlannedAuction[] {
  const random = createRandom(`${seed}/auctions`);
  return lots.map(({ goods, holder, value }, index) => {
    const units = goods.standard === "ERC721" ? 1 : goods.quantity;
    const worth = value * BigInt(units);
    const startPrice = scalePrice(worth, random.integer(400, 600));
    const later = index % LATER_EVERY === LATER_EVERY - 1;
    return {
      seller: holder,
      goods,
      startPrice,
      reservePrice: index % RESERVE_EVERY === RESERVE_EVERY - 1 ? scalePrice(worth, 800) : 0n,
      startsIn: later ? random.integer(10 * MINUTE, 6 * HOUR) : 0,
      lasts: lastsOf(index),
      incrementBps: inTurn(INCREMENTS_BPS, index),
      salt: planSalt(seed, "auction", index),
    };
  });
}
