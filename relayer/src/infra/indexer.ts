import type { Breakers } from "./breaker.ts";

/** The indexer, as far as the relayer's health goes. */
export type Indexer = { check(): Promise<void> };

/** @param url - Where the indexer's API is; `/ready` answers there once it has caught up with the chain. */
export function watchIndexer(url: string, breakers: Breakers): Indexer {
  const breaker = breakers.add("indexer");
  return {
    check: () =>
      breaker.run(async () => {
        const { ok, status } = await fetch(new URL("/ready", url));
        if (!ok) throw new Error(`The indexer answers ${status}.`);
      }),
  };
}
