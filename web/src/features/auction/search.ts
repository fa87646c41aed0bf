import type { AuctionFilter, AuctionSort, IndexedAuctionStatus } from "@plaza/sdk/graphql";
import { withoutEmpty } from "../../app/searchCodec.ts";
import { ITEM_TYPES, RARITIES } from "../../ui/words.ts";

/** The stages of an auction that people look for. */
export const STAGES = [
  ["live", "Live now"],
  ["upcoming", "Starting later"],
  ["ended", "Ended"],
] as const;
export type Stage = (typeof STAGES)[number][0];

export const AUCTION_SORTS = [
  ["ENDING_SOON", "Ending soon"],
  ["NEWEST", "Newest first"],
  ["PRICE_ASC", "Lowest start price"],
  ["PRICE_DESC", "Highest start price"],
] as const;

/** What the auction house shows, from the address bar. */
export interface AuctionsSearch {
  stage?: Stage;
  type?: (typeof ITEM_TYPES)[number];
  rarity?: (typeof RARITIES)[number];
  sort?: AuctionSort;
}

const STATUSES: Record<Stage, IndexedAuctionStatus[]> = {
  live: ["LIVE"],
  upcoming: ["SCHEDULED"],
  ended: ["ENDED", "FINALIZING", "SETTLED", "RETURNED", "CANCELLED"],
};

/** Reads the address bar; what makes no sense is dropped. */
export function readAuctionsSearch(raw: Record<string, unknown>): AuctionsSearch {
  return withoutEmpty({
    stage: STAGES.find(([stage]) => stage === raw.stage)?.[0],
    type: ITEM_TYPES.find((type) => type === raw.type),
    rarity: RARITIES.find((rarity) => rarity === raw.rarity),
    sort: AUCTION_SORTS.find(([sort]) => sort === raw.sort)?.[0],
  });
}

export function auctionFilter({ stage = "live", type, rarity }: AuctionsSearch): AuctionFilter {
  return {
    status: STATUSES[stage],
    itemType: type === undefined ? undefined : [type],
    rarity: rarity === undefined ? undefined : [rarity],
  };
}

/** Ended ones newest first, unless told otherwise: "ending soon" says nothing about them. */
export function auctionOrder({ stage = "live", sort }: AuctionsSearch): AuctionSort {
  return sort ?? (stage === "ended" ? "NEWEST" : "ENDING_SOON");
}
