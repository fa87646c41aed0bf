import { readFileSync } from "node:fs";
import { expect } from "chai";
import { concat, type Hex, numberToHex, size, slice } from "viem";
import { InvalidParameterError } from "../errors/input.ts";
import {
  accountSigner,
  ed25519Signer,
  keySignatureOf,
  p256Signature,
  p256Signer,
  settlerHash,
  signatureOf,
} from "./index.ts";
import { recoverOwnKey } from "./ownKeySignature.ts";

type Vector = Record<"name" | "kind" | "publicKey" | "signer" | "signerHash" | "raw" | "signature", Hex>;

/** What the contract's tests read too. */
const vectors = JSON.parse(readFileSync(new URL("../../../test/vectors/signers.json", import.meta.url), "utf8")) as {
  verifiers: Record<"p256" | "ed25519", Hex>;
  digest: Hex;
  valid: Vector[];
  invalid: Pick<Vector, "name" | "signature">[];
};
const { p256, ed25519 } = vectors.verifiers;

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

describe("signers", () => {
  for (const { name, kind, publicKey, signer, signerHash, raw, signature } of vectors.valid) {
    it(`names and encodes ${name} as the contract takes it`, () => {
      const encoded = {
        account: () => accountSigner(publicKey),
        p256: () => p256Signer(p256, publicKey),
        ed25519: () => ed25519Signer(ed25519, publicKey),
      }[kind as string as "account" | "p256" | "ed25519"]();
      expect(encoded.toLowerCase()).to.equal(signer);
      expect(settlerHash(encoded)).to.equal(signerHash);
      expect((kind as string) === "account" ? raw : signatureOf(encoded, raw)).to.equal(signature);
    });
  }

  for (const { name, kind, publicKey, signature } of vectors.valid) {
    it(`finds ${(kind as string) === "account" ? "" : "no "}account's own key behind ${name}`, async () => {
      const expected = (kind as string) === "account" ? publicKey : undefined;
      expect(await recoverOwnKey(vectors.digest, signature)).to.equal(expected);
    });
  }

  for (const { name, signature } of vectors.invalid) {
    it(`finds nobody's own key behind: ${name}`, async () => {
      expect(await recoverOwnKey(vectors.digest, signature)).to.equal(undefined);
    });
  }

  const ofP256 = vectors.valid[1] as Vector;

  it("takes a P-256 key as WebCrypto exports it", () => {
    expect(p256Signer(p256, concat(["0x04", ofP256.publicKey]))).to.equal(ofP256.signer);
  });

  it("brings a P-256 signature to the lower s", () => {
    const s = BigInt(slice(ofP256.raw, 32));
    const high = concat([slice(ofP256.raw, 0, 32), numberToHex(P256_ORDER - s, { size: 32 })]);
    expect(p256Signature(high)).to.equal(ofP256.raw);
    expect(p256Signature(ofP256.raw)).to.equal(ofP256.raw);
  });

  it("takes a key's signature apart, whatever fills up the encoding's words, as the contract does", () => {
    for (const { kind, signer, raw, signature } of vectors.valid.filter(
      (vector) => (vector.kind as string) !== "account",
    )) {
      expect(keySignatureOf(signature), kind).to.deep.equal({ signer, signature: raw });
      // Three words, the key, and what fills up its last one.
      const fill = 96 + size(signer);
      const dirty = concat([slice(signature, 0, fill), "0xff", slice(signature, fill + 1)]);
      expect(size(signer) % 32, kind).not.to.equal(0);
      expect(keySignatureOf(dirty), kind).to.deep.equal({ signer, signature: raw });
    }
  });

  it("takes nothing apart that is laid out otherwise", () => {
    const { signature } = ofP256;
    const behind = concat([signature, numberToHex(0, { size: 32 })]);
    const offset = concat([numberToHex(0x60, { size: 32 }), slice(signature, 32)]);
    for (const other of [behind, offset, slice(signature, 0, size(signature) - 1), ofP256.raw, "0x"] as const) {
      expect(keySignatureOf(other)).to.equal(undefined);
    }
  });

  it("refuses keys and signatures of other lengths", () => {
    const short = slice(ofP256.raw, 1);
    for (const encode of [
      () => p256Signer(p256, short),
      () => p256Signer(p256, concat(["0x02", ofP256.publicKey])),
      () => ed25519Signer(ed25519, short),
      () => p256Signature(short),
    ]) {
      expect(encode).to.throw(InvalidParameterError);
    }
  });
});
