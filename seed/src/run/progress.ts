/** What seeding does, in this order. */
export const SEED_STEPS = [
  "kinds",
  "items",
  "resources",
  "credits",
  "listings",
  "auctions",
  "deposits",
  "purchases",
] as const;

export type SeedStep = (typeof SEED_STEPS)[number];

/** How far one step is: `done` of `total` kinds, items, stacks, accounts, listings, and so on. */
export interface SeedProgress {
  readonly step: SeedStep;
  readonly done: number;
  readonly total: number;
}

/** Counts what of a step is done, and tells each time. */
export type Counter = (done: number) => void;

/** A counter for a step, which tells of its beginning too. */
export function countStep(step: SeedStep, total: number, onProgress?: (progress: SeedProgress) => void): Counter {
  let sum = 0;
  const count: Counter = (done) => {
    sum += done;
    onProgress?.({ step, done: sum, total });
  };
  count(0);
  return count;
}
