import { hexToBigInt, keccak256, stringToBytes } from "viem";

/** A salt that two runs of the same seed agree on, and that nothing else of the same seller has. */
export function planSalt(seed: string, what: "listing" | "auction", index: number): bigint {
  return hexToBigInt(keccak256(stringToBytes(`${seed}/${what}/${index}`)));
}
