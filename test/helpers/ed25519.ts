import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519";
import { bytesToHex, concat, type Hex, hexToBytes, numberToHex } from "viem";

/** What comes before a raw key in its DER encodings (RFC 8410). */
const PKCS8_PREFIX = "0x302e020100300506032b657004220420";

/** An Ed25519 key pair of a 32-byte seed; node:crypto signs with it. */
export function ed25519Key(seed: Uint8Array) {
  const der = Buffer.from(hexToBytes(concat([PKCS8_PREFIX, bytesToHex(seed)])));
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const publicKey: Hex = bytesToHex(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(12));
  return {
    publicKey,
    /** The key in the verifier's longer form: with the x of its point. */
    decompressed: withX(publicKey),
    sign: (message: Hex): Hex => bytesToHex(sign(null, hexToBytes(message), key)),
  };
}

/** A public key followed by the x of its point, a big-endian number. */
export function withX(publicKey: Hex): Hex {
  const { x } = ed25519.ExtendedPoint.fromHex(publicKey.slice(2)).toAffine();
  return concat([publicKey, numberToHex(x, { size: 32 })]);
}
