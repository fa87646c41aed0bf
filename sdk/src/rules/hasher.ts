import { bytesToHex, concatBytes, encodeAbiParameters, type Hex, hexToBytes, keccak256, stringToBytes } from "viem";
import { InvalidParameterError } from "../errors/input.ts";
import { DOMAIN_NAME, DOMAIN_VERSION } from "./constants.ts";
import { type PlazaMessages, type PlazaType, plazaTypes } from "./typedData.ts";
import type { PlazaDomain } from "./types.ts";
import { createWords, writeWord } from "./words.ts";

/** Computes EIP-712 digests of one type for one Marketplace. */
export type Hasher<message> = {
  /** The digest in hexadecimal. */
  (message: message): Hex;
  /** The digest as bytes, for native signature libraries. */
  bytes(message: message): Uint8Array;
};

/** Keccak-256 of bytes. */
export type Keccak256 = (bytes: Uint8Array) => Uint8Array;

const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";

/**
 * EIP-712 domain separator of a Marketplace; the contract's `DOMAIN_SEPARATOR()`.
 *
 * @example
 * ```ts
 * const separator = domainSeparator({ chainId: 31337, marketplace });
 * ```
 */
export function domainSeparator({ chainId, marketplace }: PlazaDomain): Hex {
  if (!Number.isSafeInteger(chainId) || chainId <= 0)
    throw new InvalidParameterError({ field: "chainId", value: chainId, expected: "a positive whole number" });
  const contract = createWords(1);
  writeWord(contract, 0, "address", "marketplace", marketplace);
  return keccak256(
    encodeAbiParameters(
      [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "uint256" }, { type: "bytes32" }],
      [
        keccak256(stringToBytes(DOMAIN_TYPE)),
        keccak256(stringToBytes(DOMAIN_NAME)),
        keccak256(stringToBytes(DOMAIN_VERSION)),
        BigInt(chainId),
        bytesToHex(contract.bytes),
      ],
    ),
  );
}

/**
 * EIP-712 type hash.
 *
 * @example
 * ```ts
 * const hash = typeHash("Bid"); // of "Bid(bytes32 auctionId,address bidder,uint256 maxAmount)"
 * ```
 */
export function typeHash(type: PlazaType): Hex {
  const fields = plazaTypes[type].map((field) => `${field.type} ${field.name}`);
  return keccak256(stringToBytes(`${type}(${fields.join(",")})`));
}

/**
 * Makes a function that computes digests of one type for one Marketplace. Domain separator and type hash are computed here,
 * once; a digest is then two hashes over a buffer that is used again and again (everything is synchronous).
 *
 * @param keccak - Another implementation than viem's, for who hashes by the thousand.
 *
 * @example
 * ```ts
 * const hashOf = createHasher({ chainId: 31337, marketplace }, "Settlement");
 * const digest = hashOf({ auctionId, winner, amount, nonce: 1n, deadline });
 * ```
 */
export function createHasher<const type extends PlazaType>(
  domain: PlazaDomain,
  type: type,
  keccak: Keccak256 = (bytes) => keccak256(bytes, "bytes"),
): Hasher<PlazaMessages[type]> {
  const fields = plazaTypes[type];
  const struct = createWords(fields.length + 1);
  struct.bytes.set(hexToBytes(typeHash(type)));
  const envelope = concatBytes([hexToBytes("0x1901"), hexToBytes(domainSeparator(domain)), new Uint8Array(32)]);

  function bytes(message: PlazaMessages[type]): Uint8Array {
    for (const [index, field] of fields.entries())
      writeWord(struct, index + 1, field.type, field.name, (message as Record<string, unknown>)[field.name]);
    envelope.set(keccak(struct.bytes), 34);
    return keccak(envelope);
  }

  return Object.assign((message: PlazaMessages[type]) => bytesToHex(bytes(message)), { bytes });
}
