import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/p256";
import { ed25519Signer, p256Signature, p256Signer, signatureOf } from "@plaza/sdk";
import { type Address, bytesToHex, getAddress, type Hex, hexToBytes, keccak256, numberToHex } from "viem";
import type { Secret } from "../secret.ts";
import { hexOf } from "./hex.ts";
import type { DigestKey, Scheme } from "./keys.ts";
import { addressOfKey, type Curve } from "./signatures.ts";

/** Signs digests as the Marketplace takes it (MECHANISM.md 37). Asynchronous, so that the key can live elsewhere. */
export type Signer = {
  /** How the Marketplace names it (ERC-7913): the account of a secp256k1 key, else `verifier || key`. */
  address: Hex;
  /** `keccak256` of that. */
  signerHash: Hex;
  sign(digest: Uint8Array): Promise<Hex>;
};

/** A key signed something else than it was asked for: it is not the one that it says it is. */
export class WrongSignatureError extends Error {
  override readonly name = "WrongSignatureError";
}

/** A signer of one key of secp256k1 in memory. Its signatures are not checked: receipts are signed by the thousand. */
export function localSigner(curve: Curve, key: Secret): Signer {
  const bytes = hexToBytes(key.reveal() as Hex);
  const address = getAddress(addressOfKey(curve.publicKey(bytes)));
  return {
    address,
    signerHash: keccak256(address),
    async sign(digest) {
      const { signature, recovery } = curve.sign(digest, bytes);
      return `${hexOf(signature)}${recovery === 0 ? "1b" : "1c"}`;
    },
  };
}

/**
 * A signer of any key.
 *
 * @param verifier - Contract that verifies signatures of a key that is not secp256k1's.
 * @throws WrongSignatureError, when it signs: a wrong signature would burn gas, or settle nothing.
 */
export function signerOf(key: DigestKey, curve: Curve, verifier?: Address): Signer {
  const { scheme, publicKey } = key;
  if (scheme === "secp256k1") {
    const address = accountOf(publicKey);
    return {
      address,
      signerHash: keccak256(address),
      sign: async (digest) => recoverable(curve, publicKey, digest, await key.sign(digest)),
    };
  }
  if (verifier === undefined) throw new Error(`A key of ${scheme} needs the address of its verifier.`);
  const name = scheme === "p256" ? p256Signer : ed25519Signer;
  const address = name(verifier, bytesToHex(publicKey));
  return {
    address,
    signerHash: keccak256(address),
    async sign(digest) {
      const signature = await key.sign(digest);
      if (!verify(scheme, publicKey, digest, signature)) throw wrong();
      const bytes = bytesToHex(signature);
      return signatureOf(address, scheme === "p256" ? p256Signature(bytes) : bytes);
    },
  };
}

/** Account of a key of secp256k1. */
export const accountOf = (publicKey: Uint8Array): Address =>
  getAddress(addressOfKey(Uint8Array.from([4, ...publicKey])));

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A signature with the low s and the v that recover the key: a KMS tells no v, and some sign with a high s. */
export function recoverable(curve: Curve, publicKey: Uint8Array, digest: Uint8Array, signature: Uint8Array): Hex {
  const s = BigInt(bytesToHex(signature.subarray(32)));
  const low = numberToHex(s > ORDER / 2n ? ORDER - s : s, { size: 32 }).slice(2);
  const bytes: Hex = `${bytesToHex(signature.subarray(0, 32))}${low}`;
  const compact = Buffer.from(bytes.slice(2), "hex");
  for (const recovery of [0, 1] as const) {
    const found = curve.recover(compact, recovery, digest);
    if (found && Buffer.compare(found.subarray(1), publicKey) === 0) return `${bytes}${recovery === 0 ? "1b" : "1c"}`;
  }
  throw wrong();
}

function verify(scheme: Exclude<Scheme, "secp256k1">, key: Uint8Array, digest: Uint8Array, signature: Uint8Array) {
  if (scheme === "ed25519") return ed25519.verify(signature, digest, key);
  return p256.verify(signature, digest, Uint8Array.from([4, ...key]), { prehash: false, lowS: false });
}

const wrong = () => new WrongSignatureError("The key's signature is not its own over this digest.");
