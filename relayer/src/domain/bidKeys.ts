import type { Address, Hex } from "viem";

type Announced = { cap: bigint; blockNumber: number };

/** What is known of bid keys, each by `account:key`, as it is kept. */
export type KnownBidKeys = [name: string, announced: Announced[]][];

/** What accounts have said that their bid keys may spend, by ERC-7913 form of the key (MECHANISM.md 10). */
export class BidKeyCaps {
  readonly #announced: Map<string, Announced[]>;
  /** Keys of which something may be said that is final by now, and was not. */
  readonly #young = new Set<string>();

  constructor(known: KnownBidKeys = []) {
    this.#announced = new Map(known);
  }

  announce(account: Address, key: Hex, cap: bigint, blockNumber: number): void {
    const name = `${account}:${key}`;
    const earlier = this.#announced.get(name);
    if (earlier) earlier.push({ cap, blockNumber });
    else this.#announced.set(name, [{ cap, blockNumber }]);
    this.#young.add(name);
  }

  /** Forgets what final announcements have replaced, and keys that were removed. */
  prune(finalized: number): void {
    for (const name of this.#young) {
      const all = this.#announced.get(name) ?? [];
      const recent = all.filter(({ blockNumber }) => blockNumber > finalized);
      if (recent.length === all.length) continue;
      const cap = usableCap(all.slice(0, all.length - recent.length), finalized);
      const rest = cap === 0n ? recent : [{ cap, blockNumber: finalized }, ...recent];
      if (rest.length === 0) this.#announced.delete(name);
      else this.#announced.set(name, rest);
      if (recent.length === 0) this.#young.delete(name);
    }
  }

  known(): KnownBidKeys {
    return [...this.#announced];
  }

  /**
   * What a key may spend on all bids together, as far as the relayer takes them: a key, or a higher cap, counts once it is final; a lower
   * cap at once, though the contract still honours the higher one. Zero for a key that is unknown or was removed.
   */
  capOf(account: Address, key: Hex, finalized: number): bigint {
    return usableCap(this.#announced.get(`${account}:${key}`) ?? [], finalized);
  }
}

function usableCap(announced: readonly Announced[], finalized: number): bigint {
  let usable = 0n;
  for (const { cap, blockNumber } of announced) if (blockNumber <= finalized || cap < usable) usable = cap;
  return usable;
}
