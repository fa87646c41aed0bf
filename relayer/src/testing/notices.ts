import { type Address, type Hex, keccak256, toHex } from "viem";
import type { ChainEvent } from "../domain/chainEvents.ts";
import type { House } from "./house.ts";

const token: Address = "0x00000000000000000000000000000000000000bb";

type Sale = { seller: Address; buyer: Address; total: bigint };

/** Sells things, one a transaction in one block, and has the relayer read it. */
export async function sell(house: House, sales: readonly Sale[]): Promise<void> {
  const listingOf = (index: number): Hex => keccak256(toHex(`listing ${house.chain.head.number} ${index}`));
  const events = sales.flatMap(({ seller, buyer, total }, index): ChainEvent["event"][] => {
    const listingId = listingOf(index);
    return [
      { name: "ListingCreated", listingId, seller, token, tokenId: BigInt(index) },
      { name: "ListingBought", listingId, buyer, quantity: 1n, total, fee: total / 20n, royalty: 0n },
    ];
  });
  house.chain.mine({ events });
  await house.follower.sync();
}
