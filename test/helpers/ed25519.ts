import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { bytesToHex, concat, type Hex, hexToBytes } from "viem";

/** What comes before a raw key in its DER encodings (RFC 8410). */
const PKCS8_PREFIX = "0x302e020100300506032b657004220420";

/** An Ed25519 key pair of a 32-byte seed; node:crypto signs with it. */
export function ed25519Key(seed: Uint8Array) {
  const der = Buffer.from(hexToBytes(concat([PKCS8_PREFIX, bytesToHex(seed)])));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey: Hex = bytesToHex(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(12));
  return {
    publicKey,
    sign: (message: Hex): Hex => bytesToHex(sign(null, hexToBytes(message), key)),
  };
}
