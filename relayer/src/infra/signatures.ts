import { createRequire } from "node:module";
import type { Address, Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";
import { bytesOf, hexOf } from "./hex.ts";
import { keccak256 } from "./keccak.ts";

/** The curve operations that the relayer needs. Signatures are 64 bytes, r and s. */
export type Curve = {
  /** Which build answers: the native one is about twice as fast. */
  name: "native" | "wasm";
  /** Uncompressed public key (65 bytes); undefined where no key made this signature. */
  recover(signature: Uint8Array, recovery: 0 | 1, digest: Uint8Array): Uint8Array | undefined;
  /** Low-s signature, deterministic (RFC 6979). */
  sign(digest: Uint8Array, key: Uint8Array): { signature: Uint8Array; recovery: number };
  publicKey(key: Uint8Array): Uint8Array;
};

/** secp256k1 as a native module; throws where none was built for this machine. */
export function nativeCurve(): Curve {
  // The package's index falls back to slow JavaScript in silence; its bindings do not.
  const native = createRequire(import.meta.url)("secp256k1/bindings.js") as typeof import("secp256k1");
  return {
    name: "native",
    recover(signature, recovery, digest) {
      try {
        return native.ecdsaRecover(signature, recovery, digest, false);
      } catch {
        return undefined;
      }
    },
    sign(digest, key) {
      const { signature, recid } = native.ecdsaSign(digest, key);
      return { signature, recovery: recid };
    },
    publicKey: (key) => native.publicKeyCreate(key, false),
  };
}

/** secp256k1 as WebAssembly, which loads everywhere. */
export async function wasmCurve(): Promise<Curve> {
  const { instantiateSecp256k1 } = await import("@bitauth/libauth");
  const wasm = await instantiateSecp256k1(crypto.getRandomValues(new Uint8Array(32)));
  const orThrow = <value>(result: value | string): value => {
    if (typeof result === "string") throw new Error(result);
    return result;
  };
  return {
    name: "wasm",
    recover(signature, recovery, digest) {
      const key = wasm.recoverPublicKeyUncompressed(signature, recovery, digest);
      return typeof key === "string" ? undefined : key;
    },
    sign(digest, key) {
      const { signature, recoveryId } = orThrow(wasm.signMessageHashRecoverableCompact(key, digest));
      return { signature, recovery: recoveryId };
    },
    publicKey: (key) => orThrow(wasm.derivePublicKeyUncompressed(key)),
  };
}

/** The fastest curve that loads here and gets a known signature right. */
export async function loadCurve(native: () => Curve = nativeCurve): Promise<Curve> {
  try {
    const curve = native();
    if (works(curve)) return curve;
  } catch {
    // No native build for this machine.
  }
  return wasmCurve();
}

function works(curve: Curve): boolean {
  const key = new Uint8Array(32).fill(7);
  const digest = new Uint8Array(32).fill(9);
  const { signature, recovery } = curve.sign(digest, key);
  const recovered = curve.recover(signature, recovery === 1 ? 1 : 0, digest);
  return recovered !== undefined && hexOf(recovered) === hexOf(curve.publicKey(key));
}

const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Address, in lower case, of an uncompressed public key. */
export function addressOfKey(publicKey: Uint8Array): Address {
  return hexOf(keccak256(publicKey.subarray(1)).subarray(12));
}

/**
 * Who signed a digest, in lower case. Takes what the contract takes, and nothing else (MECHANISM.md 37): 65 bytes, low s, v 27
 * or 28.
 *
 * @throws Refusal `invalid_signature` that says what is wrong with it.
 */
export function recoverSigner(curve: Curve, digest: Uint8Array, signature: Hex): Address {
  if (signature.length !== 132) throw invalid(`A signature has 65 bytes; this one has ${(signature.length - 2) / 2}.`);
  const bytes = bytesOf(signature);
  const v = bytes[64];
  if (v !== 27 && v !== 28) throw invalid(`The last byte of a signature is 27 or 28; this one ends in ${v}.`);
  if (BigInt(`0x${signature.slice(66, 130)}`) > HALF_ORDER)
    throw invalid("The signature's s is in the upper half of the curve's order; only the lower form is accepted.");
  const key = curve.recover(bytes.subarray(0, 64), v === 27 ? 0 : 1, digest);
  if (key === undefined) throw invalid("No key made this signature.");
  return addressOfKey(key);
}

function invalid(detail: string): Refusal {
  return new Refusal("invalid_signature", detail, { field: "signature" });
}
