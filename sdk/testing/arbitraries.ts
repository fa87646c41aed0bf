import fc from "fast-check";
import { bytesToHex, getAddress, type Hex } from "viem";
import { type PlazaDomain, type PlazaMessages, type PlazaType, plazaTypes } from "../src/rules/index.ts";

const bytes = (length: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => bytesToHex(value));

/** Checksummed or not: both are the same address. */
const address = fc
  .tuple(bytes(20), fc.boolean())
  .map(([value, checksummed]) => (checksummed ? getAddress(value) : value));

/** Small numbers, and numbers near the ends of a type. */
const uint = (bits: bigint) => {
  const max = 2n ** bits - 1n;
  return fc.oneof(fc.bigInt({ min: 0n, max }), fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: max - 3n, max }));
};

const words = { address, bytes32: bytes(32), uint64: uint(64n), uint256: uint(256n) };

export const domain: fc.Arbitrary<PlazaDomain> = fc.record({
  chainId: fc.oneof(fc.constantFrom(1, 31337), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  marketplace: address,
});

/** Any message of one EIP-712 type. */
export function message<const type extends PlazaType>(type: type): fc.Arbitrary<PlazaMessages[type]> {
  const fields = plazaTypes[type].map((field): [string, fc.Arbitrary<unknown>] => [field.name, words[field.type]]);
  return fc.record(Object.fromEntries(fields)) as unknown as fc.Arbitrary<PlazaMessages[type]>;
}
