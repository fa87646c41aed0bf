import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/p256";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import { z } from "zod";
import type { Secret } from "../secret.ts";
import type { Breaker } from "./breaker.ts";
import type { Curve } from "./signatures.ts";

export const schemes = ["secp256k1", "p256", "ed25519"] as const;
export type Scheme = (typeof schemes)[number];

/** A key that signs digests, wherever it lives. */
export type DigestKey = {
  scheme: Scheme;
  /** secp256k1 and P-256: `x || y`, 64 bytes. Ed25519: the 32 bytes of RFC 8032. */
  publicKey: Uint8Array;
  /** 64 bytes: `r || s`, or Ed25519's signature of the digest's bytes. */
  sign(digest: Uint8Array): Promise<Uint8Array>;
};

/** A key in memory: the scalar's 32 bytes, or Ed25519's seed. */
export function localKey(scheme: Scheme, secret: Secret, curve: Curve): DigestKey {
  const bytes = hexToBytes(secret.reveal() as Hex);
  switch (scheme) {
    case "secp256k1":
      return {
        scheme,
        publicKey: curve.publicKey(bytes).subarray(1),
        sign: async (digest) => curve.sign(digest, bytes).signature,
      };
    case "p256":
      return {
        scheme,
        publicKey: p256.getPublicKey(bytes, false).subarray(1),
        sign: async (digest) => p256.sign(digest, bytes, { prehash: false, lowS: true }).toCompactRawBytes(),
      };
    case "ed25519":
      return {
        scheme,
        publicKey: ed25519.getPublicKey(bytes),
        sign: async (digest) => ed25519.sign(digest, bytes),
      };
  }
}

const bytesOf = (size: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${2 * size}}$`))
    .transform((text) => hexToBytes(text as Hex));

const description = z.discriminatedUnion("scheme", [
  z.object({ scheme: z.enum(["secp256k1", "p256"]), publicKey: bytesOf(64) }),
  z.object({ scheme: z.literal("ed25519"), publicKey: bytesOf(32) }),
]);
const signed = z.object({ signature: bytesOf(64) });

/**
 * A key in another process, such as a proxy of a KMS or an HSM. `GET url` describes it, `{ scheme, publicKey }`; `POST url` with
 * `{ digest }` answers `{ signature }`, all bytes in hexadecimal. What it answers is not trusted: `signerOf` checks each signature.
 *
 * @throws DependencyAwayError, or what fetch throws.
 */
export async function remoteKey(url: string, breaker: Breaker): Promise<DigestKey> {
  const ask = <schema extends z.ZodType>(schema: schema, init?: RequestInit) =>
    breaker.run(async () => {
      const response = await fetch(url, init);
      if (!response.ok) throw new Error(`The signer answers ${response.status}.`);
      return schema.parse(await response.json());
    });
  return {
    ...(await ask(description)),
    async sign(digest) {
      const body = JSON.stringify({ digest: bytesToHex(digest) });
      const headers = { "content-type": "application/json" };
      return (await ask(signed, { method: "POST", headers, body })).signature;
    },
  };
}
