import type { Address, Hex } from "viem";

type Announced = { cap: bigint; blockNumber: number };

/** What accounts have said that their bid keys may spend, by ERC-7913 form of the key (MECHANISM.md 10). */
export class BidKeyCaps {
  readonly #announced = new Map<string, Announced[]>();

  announce(account: Address, key: Hex, cap: bigint, blockNumber: number): void {
    const name = `${account}:${key}`;
    const earlier = this.#announced.get(name);
    if (earlier) earlier.push({ cap, blockNumber });
    else this.#announced.set(name, [{ cap, blockNumber }]);
  }

  /**
   * What a key may spend on all bids together, as far as the relayer takes them: a key, or a higher cap, counts once it is final; a lower
   * cap at once, though the contract still honours the higher one. Zero for a key that is unknown or was removed.
   */
  capOf(account: Address, key: Hex, finalized: number): bigint {
    let usable = 0n;
    for (const { cap, blockNumber } of this.#announced.get(`${account}:${key}`) ?? [])
      if (blockNumber <= finalized || cap < usable) usable = cap;
    return usable;
  }
}
