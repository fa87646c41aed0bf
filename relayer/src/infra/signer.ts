import { type Address, bytesToHex, getAddress, type Hex, hexToBytes, keccak256 } from "viem";
import type { Secret } from "../secret.ts";
import { addressOfKey, type Curve } from "./signatures.ts";

/** Signs digests with one key. Asynchronous, so that the key can live elsewhere. */
export type Signer = {
  address: Address;
  /** `keccak256` of the address: how the Marketplace names a settler. */
  signerHash: Hex;
  sign(digest: Uint8Array): Promise<Hex>;
};

/** A signer whose key is in memory. */
export function localSigner(curve: Curve, key: Secret): Signer {
  const bytes = hexToBytes(key.reveal() as Hex);
  const address = getAddress(addressOfKey(curve.publicKey(bytes)));
  return {
    address,
    signerHash: keccak256(address),
    async sign(digest) {
      const { signature, recovery } = curve.sign(digest, bytes);
      return `${bytesToHex(signature)}${recovery === 0 ? "1b" : "1c"}`;
    },
  };
}
