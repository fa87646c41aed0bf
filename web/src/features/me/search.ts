import { withoutEmpty } from "../../app/searchCodec.ts";

/** The drawers of one's own chest. */
export const DRAWERS = [
  ["items", "Items"],
  ["listings", "Listings"],
  ["auctions", "Auctions"],
  ["bids", "Bids"],
  ["history", "History"],
] as const;
export type Drawer = (typeof DRAWERS)[number][0];

export interface MeSearch {
  tab?: Drawer;
}

export function readMeSearch(raw: Record<string, unknown>): MeSearch {
  return withoutEmpty({ tab: DRAWERS.find(([drawer]) => drawer === raw.tab)?.[0] });
}
