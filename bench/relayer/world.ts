import { type Hex, keccak256, toHex } from "viem";
import { privateKeyToAddress } from "viem/accounts";
import { FakeChain } from "../../relayer/src/testing/fakeChain.ts";
import { auctionOf, domain, NOW, times } from "../../relayer/src/testing/house.ts";

/** Everybody who bids, with more money than all bids together. */
export const bidders: readonly { key: Hex; address: Hex }[] = Array.from({ length: 64 }, (_, index) => {
  const key = keccak256(toHex(`bidder ${index}`));
  return { key, address: privateKeyToAddress(key).toLowerCase() as Hex };
});

/**
 * One auction that all bid on, or a thousand. Increments of one unit: many bids fit below what a uint256 holds.
 *
 * @param generation - Others than those of another generation.
 */
export const auctions = (count: number, generation = 0) =>
  Array.from({ length: count }, (_, index) =>
    auctionOf({ salt: BigInt(generation * count + index + 1), incrementBps: 0n }),
  );

/** A chain in memory on which these auctions run and every bidder has money. */
export function chainOf(count: number): FakeChain {
  const chain = new FakeChain(domain, times, NOW);
  const deposits = bidders.map(({ address }) => ({ name: "Deposited", account: address, amount: 10n ** 40n }) as const);
  chain.mine({ events: [...auctions(count).map(({ event }) => event), ...deposits], timestamp: NOW + 1 });
  return chain;
}

/** Ends the auctions of the generation before, and begins those of this one. */
export function mineGeneration(chain: FakeChain, count: number, generation: number): void {
  const ended = auctions(count, generation - 1).map(({ id }) => ({ name: "AuctionReturned", auctionId: id }) as const);
  chain.mine({ events: [...ended, ...auctions(count, generation).map(({ event }) => event)] });
}
