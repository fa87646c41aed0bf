import type { Address } from "viem";
import { Secret } from "../secret.ts";
import type { Breakers } from "./breaker.ts";
import { type DigestKey, localKey, remoteKey, type Scheme } from "./keys.ts";
import type { Curve } from "./signatures.ts";

/**
 * How a key is given: 32 bytes in hexadecimal, or the URL of a signer that has it; before either, for a key that is not
 * secp256k1's, its scheme and the address of the verifier: `p256:0x...:https://signer.internal/settler`.
 */
export const keySource = /^(?:(p256|ed25519):(0x[0-9a-fA-F]{40}):)?(0x[0-9a-fA-F]{64}|https?:\/\/\S+)$/;

/** A key, and the contract that verifies its signatures where it is not secp256k1's. */
export type OpenKey = { key: DigestKey; verifier: Address | undefined };

/**
 * Opens a key, wherever it is.
 *
 * @param name - Of its breaker, where it is elsewhere.
 */
export async function openKey(
  source: Secret,
  { name, curve, breakers }: { name: string; curve: Curve; breakers: Breakers },
): Promise<OpenKey> {
  const [, scheme = "secp256k1", verifier, place = ""] = keySource.exec(source.reveal()) ?? [];
  const key = place.startsWith("0x")
    ? localKey(scheme as Scheme, new Secret(place), curve)
    : await remoteKey(place, breakers.add(name));
  if (key.scheme !== scheme)
    throw new Error(`The ${name} is a key of ${key.scheme}, not of ${scheme} as its setting says.`);
  return { key, verifier: verifier as Address | undefined };
}
