import { readFile } from "node:fs/promises";
import { expect } from "chai";
import fc from "fast-check";
import { type Hex, hexToBytes, keccak256, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { Refusal } from "../domain/refusal.ts";
import { Secret } from "../secret.ts";
import { type Curve, loadCurve, nativeCurve, recoverSigner, wasmCurve } from "./signatures.ts";
import { localSigner } from "./signer.ts";

const key = `0x${"a7".repeat(32)}` as const;
const account = privateKeyToAccount(key);
const digest = keccak256("0x1234");
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature that the same key made, in the mathematics: s mirrored, v flipped. */
function malleate(signature: Hex): Hex {
  const s = BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.endsWith("1b") ? "1c" : "1b";
  return `${signature.slice(0, 66)}${toHex(ORDER - s, { size: 32 }).slice(2)}${v}` as Hex;
}

describe("signatures", () => {
  const curves: Curve[] = [nativeCurve()];
  before(async () => {
    curves.push(await wasmCurve());
  });

  it("recover to the signer with either build, as viem signs", async () => {
    const signature = await account.sign({ hash: digest });
    for (const curve of curves)
      expect(recoverSigner(curve, hexToBytes(digest), signature)).to.equal(account.address.toLowerCase());
  });

  it("are the same from either build and from viem", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
        const expected = await account.sign({ hash: toHex(bytes) });
        for (const curve of curves) {
          const signer = localSigner(curve, new Secret(key));
          expect(await signer.sign(bytes)).to.equal(expected);
          expect(recoverSigner(curve, bytes, expected)).to.equal(signer.address.toLowerCase());
        }
      }),
      { numRuns: 50 },
    );
  });

  it("are those that contract and SDK take, by the vectors that all three read (MECHANISM.md 37)", async () => {
    const {
      digest: hash,
      valid,
      invalid,
    } = JSON.parse(await readFile(new URL("../../../test/vectors/signers.json", import.meta.url), "utf8")) as {
      digest: Hex;
    } & Record<"valid" | "invalid", Record<"name" | "kind" | "signer" | "signature", Hex>[]>;
    const own = valid.filter(({ kind }) => (kind as string) === "account");
    expect(own).to.have.length(1);
    for (const curve of curves) {
      for (const { signer, signature } of own)
        expect(recoverSigner(curve, hexToBytes(hash), signature)).to.equal(signer);
      for (const { name, signature } of [...invalid, ...valid.filter((vector) => !own.includes(vector))])
        expect(() => recoverSigner(curve, hexToBytes(hash), signature), name).to.throw(Refusal);
    }
  });

  it("are refused in any other form than the contract's (MECHANISM.md 37)", async () => {
    const signature = await account.sign({ hash: digest });
    const cases: [Hex, RegExp][] = [
      ["0x", /65 bytes; this one has 0/],
      [signature.slice(0, 130) as Hex, /65 bytes; this one has 64/],
      [`${signature}00`, /65 bytes; this one has 66/],
      [`${signature.slice(0, 130)}00` as Hex, /27 or 28; this one ends in 0/],
      [`${signature.slice(0, 130)}1d` as Hex, /27 or 28; this one ends in 29/],
      [malleate(signature), /upper half/],
      [`0x${"00".repeat(64)}1b`, /No key/],
      [`0x${"ff".repeat(32)}${"01".repeat(32)}1b`, /No key/],
    ];
    for (const curve of curves)
      for (const [bad, reason] of cases)
        expect(() => recoverSigner(curve, hexToBytes(digest), bad), bad)
          .to.throw(Refusal, reason)
          .with.property("code", "invalid_signature");
  });

  it("agree between the builds on any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), fc.constantFrom("1b", "1c"), (bytes, v) => {
        const outcomes = curves.map((curve) => {
          try {
            return recoverSigner(curve, hexToBytes(digest), `${toHex(bytes)}${v}`);
          } catch (error) {
            return (error as Error).message;
          }
        });
        expect(outcomes[0]).to.equal(outcomes[1]);
      }),
    );
  });

  it("fall back to WebAssembly where the native build does not load, or is wrong", async () => {
    expect((await loadCurve()).name).to.equal("native");
    const broken = await loadCurve(() => {
      throw new Error("no native build");
    });
    expect(broken.name).to.equal("wasm");
    const wrong = await loadCurve(() => ({ ...nativeCurve(), recover: () => undefined }));
    expect(wrong.name).to.equal("wasm");
  });
});
