import {
  type Address,
  concat,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  hexToBigInt,
  numberToHex,
  size,
  slice,
} from "viem";
import { InvalidParameterError } from "../errors/input.ts";

/** Order of the group of NIST's P-256. */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** A signer in ERC-7913 form: the 20 bytes of an account, or `verifier || key`. Settlers, receipt keys and bid keys are named so. */
export type Signer = Hex;

/**
 * An account as signer: it signs with its own key, or answers by ERC-1271.
 *
 * @example
 * ```ts
 * const settler = accountSigner("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
 * ```
 */
export const accountSigner = (account: Address): Signer => account;

/**
 * A P-256 key as signer.
 *
 * @param verifier - A deployed ERC7913P256Verifier.
 * @param publicKey - `x || y`, 64 bytes, or the same behind the byte 04, as WebCrypto exports it (`raw`).
 * @throws InvalidParameterError.
 *
 * @example
 * ```ts
 * const key = await crypto.subtle.exportKey("raw", publicKey);
 * const settler = p256Signer(verifier, bytesToHex(new Uint8Array(key)));
 * ```
 */
export function p256Signer(verifier: Address, publicKey: Hex): Signer {
  const key = size(publicKey) === 65 && slice(publicKey, 0, 1) === "0x04" ? slice(publicKey, 1) : publicKey;
  return concat([verifier, checkSize("publicKey", key, 64)]);
}

/**
 * An Ed25519 key as signer.
 *
 * @param verifier - A deployed ERC7913Ed25519Verifier.
 * @param publicKey - The 32 bytes of RFC 8032.
 * @throws InvalidParameterError.
 *
 * @example
 * ```ts
 * const settler = ed25519Signer(verifier, `0x${"d7".repeat(32)}`);
 * ```
 */
export function ed25519Signer(verifier: Address, publicKey: Hex): Signer {
  return concat([verifier, checkSize("publicKey", publicKey, 32)]);
}

/**
 * A P-256 signature as the verifier takes it: `r || s` with the lower of the two s that sign the same.
 *
 * @param signature - `r || s`, 64 bytes, as WebCrypto and node:crypto (`ieee-p1363`) sign.
 * @throws InvalidParameterError.
 *
 * @example
 * ```ts
 * const signed = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, Uint8Array.from(hexToBytes(digest)));
 * const signature = p256Signature(bytesToHex(new Uint8Array(signed)));
 * ```
 */
export function p256Signature(signature: Hex): Hex {
  const s = hexToBigInt(slice(checkSize("signature", signature, 64), 32));
  const lower = s > P256_ORDER / 2n ? P256_ORDER - s : s;
  return concat([slice(signature, 0, 32), numberToHex(lower, { size: 32 })]);
}

/**
 * What the contract takes as the signature of a signer that is a wallet of code or a key with a verifier. An account that
 * signs with its own key needs it not: its 65 bytes are the signature.
 *
 * @example
 * ```ts
 * const digest = Uint8Array.from(hexToBytes(settlementHash(domain, settlement)));
 * const signed = await crypto.subtle.sign("Ed25519", privateKey, digest);
 * const settlerSignature = signatureOf(ed25519Signer(verifier, ed25519Key), bytesToHex(new Uint8Array(signed)));
 * ```
 */
export function signatureOf(signer: Signer, signature: Hex): Hex {
  return encodeAbiParameters([{ type: "bytes" }, { type: "bytes" }], [signer, signature]);
}

/**
 * What {@link signatureOf} put together for a key with a verifier: the key in ERC-7913 form and its signature. Undefined for any other
 * form, one that only looks alike included: the contract takes none.
 *
 * @example
 * ```ts
 * const key = keySignatureOf(signature)?.signer; // undefined: an account signed with its own key
 * ```
 */
export function keySignatureOf(signature: Hex): { signer: Signer; signature: Hex } | undefined {
  // Two offsets, two lengths and a key: what is shorter (65 bytes of an account, most of the time) need not be decoded to know.
  if (size(signature) < 5 * 32) return undefined;
  try {
    const [signer, inner] = decodeAbiParameters([{ type: "bytes" }, { type: "bytes" }], signature);
    const encoded = signatureOf(signer, inner);
    // The same two offsets and length are the same layout. What fills up the last words does not count: the contract looks past it.
    const isAlike =
      slice(encoded, 0, 64) === slice(signature, 0, 64).toLowerCase() && size(encoded) === size(signature);
    return size(signer) > 20 && isAlike ? { signer, signature: inner } : undefined;
  } catch {
    return undefined;
  }
}

function checkSize(field: string, value: Hex, bytes: number): Hex {
  if (size(value) !== bytes) throw new InvalidParameterError({ field, value, expected: `${bytes} bytes` });
  return value;
}
