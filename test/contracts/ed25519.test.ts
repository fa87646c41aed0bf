import { readFile } from "node:fs/promises";
import { ed25519 } from "@noble/curves/ed25519";
import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import {
  bytesToHex,
  concat,
  type Hex,
  hexToBytes,
  keccak256,
  numberToHex,
  parseAbi,
  size,
  slice,
  stringToHex,
  toFunctionSelector,
} from "viem";
import { ed25519Key } from "../helpers/ed25519.ts";
import vectors from "../vectors/ed25519.json" with { type: "json" };

const abi = parseAbi([
  "function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)",
  "function verifyMessage(bytes key, bytes message, bytes signature) view returns (bool)",
]);
const VALID = toFunctionSelector("verify(bytes,bytes32,bytes)");
const INVALID = "0xffffffff";
const { n: ORDER, Fp } = ed25519.CURVE;
const P = Fp.ORDER;
const { ExtendedPoint: Point } = ed25519;

const littleEndian = (value: bigint): Hex => bytesToHex(hexToBytes(numberToHex(value, { size: 32 })).reverse());
const fromLittleEndian = (value: Hex): bigint => BigInt(bytesToHex(hexToBytes(value).reverse()));
const encode = (point: InstanceType<typeof Point>): Hex => bytesToHex(point.toRawBytes());
const flip = (value: Hex, bit: number): Hex => {
  const bytes = hexToBytes(value);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytesToHex(bytes);
};

/** A point of order 8: what the order of B leaves of a point with all of the curve's group. */
const torsion = (() => {
  for (let y = 2n; ; y++) {
    try {
      const point = Point.fromHex(littleEndian(y).slice(2))
        .multiplyUnsafe(ORDER - 1n)
        .add(Point.fromHex(littleEndian(y).slice(2)));
      if (!point.double().double().equals(Point.ZERO)) return point;
    } catch {
      // No point has this y.
    }
  }
})();

const alice = ed25519Key(new Uint8Array(32).fill(1));
const HASH = keccak256(stringToHex("settle"));

describe("ERC7913Ed25519Verifier", () => {
  let verify: (key: Hex, hash: Hex, signature: Hex) => Promise<Hex>;
  let verifyMessage: (key: Hex, message: Hex, signature: Hex) => Promise<boolean>;

  before(async () => {
    const { viem } = await network.create();
    const client = await viem.getPublicClient();
    const { address } = await viem.deployContract("ERC7913Ed25519Verifier");
    verify = (key, hash, signature) =>
      client.readContract({ address, abi, functionName: "verify", args: [key, hash, signature] });
    verifyMessage = (key, message, signature) =>
      client.readContract({ address, abi, functionName: "verifyMessage", args: [key, message, signature] });
  });

  for (const { name, publicKey, message, signature } of vectors.vectors as Record<string, Hex>[]) {
    it(`accepts ${name} of RFC 8032, and nothing else with its key`, async () => {
      expect(await verifyMessage(publicKey as Hex, message as Hex, signature as Hex)).to.equal(true);
      expect(await verifyMessage(publicKey as Hex, concat([message as Hex, "0x00"]), signature as Hex)).to.equal(false);
      expect(await verifyMessage(publicKey as Hex, message as Hex, flip(signature as Hex, 0))).to.equal(false);
    });
  }

  it("answers by ERC-7913", async () => {
    const signature = alice.sign(HASH);
    expect(await verify(alice.publicKey, HASH, signature)).to.equal(VALID);
    expect(await verify(alice.publicKey, keccak256(HASH), signature)).to.equal(INVALID);
    expect(await verify(ed25519Key(new Uint8Array(32)).publicKey, HASH, signature)).to.equal(INVALID);
  });

  it("agrees with noble on random keys, messages and lengths", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 300 }).map((bytes) => bytesToHex(bytes)),
        async (seed, message) => {
          const key = ed25519Key(seed);
          const signature = key.sign(message);
          expect(
            ed25519.verify(signature.slice(2), message.slice(2), key.publicKey.slice(2), { zip215: false }),
          ).to.equal(true);
          expect(await verifyMessage(key.publicKey, message, signature)).to.equal(true);
        },
      ),
      { numRuns: 40 },
    ));

  it("refuses a signature, a hash or a key with any one bit flipped", async () => {
    const signature = alice.sign(HASH);
    const bits = fc.sample(fc.nat(511), 40);
    for (const bit of new Set([0, 255, 256, 511, ...bits])) {
      expect(await verify(alice.publicKey, HASH, flip(signature, bit)), `signature, bit ${bit}`).to.equal(INVALID);
      expect(await verify(alice.publicKey, flip(HASH, bit & 255), signature), `hash, bit ${bit & 255}`).to.equal(
        INVALID,
      );
      expect(await verify(flip(alice.publicKey, bit & 255), HASH, signature), `key, bit ${bit & 255}`).to.equal(
        INVALID,
      );
    }
  });

  it("refuses an s that is the order or more", async () => {
    const signature = alice.sign(HASH);
    const r = slice(signature, 0, 32);
    const s = fromLittleEndian(slice(signature, 32));
    for (const multiple of [1n, 2n, 4n, 8n, 15n]) {
      const other = concat([r, littleEndian(s + multiple * ORDER)]);
      expect(await verify(alice.publicKey, HASH, other), `s + ${multiple} L`).to.equal(INVALID);
    }
    expect(await verify(alice.publicKey, HASH, concat([r, littleEndian(ORDER)]))).to.equal(INVALID);
    expect(await verify(alice.publicKey, HASH, concat([r, littleEndian(2n ** 256n - 1n)]))).to.equal(INVALID);
  });

  it("knows a key by one name: not by its bytes with the x of its point, nor by any other length", async () => {
    const signature = alice.sign(HASH);
    const { x } = Point.fromHex(alice.publicKey.slice(2)).toAffine();
    for (const key of [
      "0x",
      slice(alice.publicKey, 1),
      concat([alice.publicKey, "0x00"]),
      concat([alice.publicKey, numberToHex(x, { size: 32 })]),
      concat([alice.publicKey, alice.publicKey]),
    ]) {
      expect(await verify(key as Hex, HASH, signature), `key of ${size(key as Hex)} bytes`).to.equal(INVALID);
    }
    for (const other of ["0x", slice(signature, 0, 63), concat([signature, "0x00"])]) {
      expect(await verify(alice.publicKey, HASH, other as Hex), `signature of ${size(other as Hex)} bytes`).to.equal(
        INVALID,
      );
    }
  });

  it("refuses keys of small order, with which anybody could sign", async () => {
    for (let i = 0n, point = Point.ZERO; i < 8n; i++, point = point.add(torsion)) {
      // [s]B = R + [k]A holds whenever [k]A is the identity: always, or for one k in two, four or eight.
      for (let nonce = 1n; nonce <= 8n; nonce++) {
        const signature = concat([encode(Point.BASE.multiply(nonce)), littleEndian(nonce)]);
        const key = encode(point);
        expect(await verify(key, HASH, signature), `key ${key}`).to.equal(INVALID);
      }
    }
  });

  it("refuses an R of small order, though the equation holds", async () => {
    const { publicKey, scalar } = (() => {
      const { pointBytes, scalar } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(1));
      return { publicKey: bytesToHex(pointBytes), scalar };
    })();
    expect(publicKey).to.equal(alice.publicKey);
    const identity = encode(Point.ZERO);
    const s = (challenge(identity, publicKey, HASH) * scalar) % ORDER;
    expect(ed25519.verify(concat([identity, littleEndian(s)]).slice(2), HASH.slice(2), publicKey.slice(2))).to.equal(
      true,
    );
    expect(await verify(publicKey, HASH, concat([identity, littleEndian(s)]))).to.equal(INVALID);
  });

  it("checks the cofactorless equation", async () => {
    // A key with a part of small order: noble, cofactored, takes what this verifier does not, unless 8 divides k.
    const { scalar } = ed25519.utils.getExtendedPublicKey(new Uint8Array(32).fill(1));
    const key = encode(Point.BASE.multiply(scalar).add(torsion));
    const seen = { valid: 0, invalid: 0 };
    for (let nonce = 1n; nonce <= 40n; nonce++) {
      const r = encode(Point.BASE.multiply(nonce));
      const k = challenge(r, key, HASH);
      const signature = concat([r, littleEndian((nonce + k * scalar) % ORDER)]);
      expect(ed25519.verify(signature.slice(2), HASH.slice(2), key.slice(2), { zip215: false })).to.equal(true);
      const expected = k % 8n === 0n;
      seen[expected ? "valid" : "invalid"]++;
      expect(await verify(key, HASH, signature)).to.equal(expected ? VALID : INVALID);
    }
    expect(seen.valid).to.be.greaterThan(0);
    expect(seen.invalid).to.be.greaterThan(0);
  });

  it("refuses encodings that are not canonical", async () => {
    const signature = alice.sign(HASH);
    // y of P or more, which some reduce; and x = 0 claimed to be odd.
    for (const y of [P, P + 1n, P + 2n, P + 18n, 2n ** 255n - 1n, 2n ** 255n + 1n, 2n ** 256n - 20n]) {
      expect(await verify(littleEndian(y), HASH, signature), `key ${y}`).to.equal(INVALID);
      expect(await verify(alice.publicKey, HASH, concat([littleEndian(y), slice(signature, 32)]))).to.equal(INVALID);
    }
  });

  it("refuses a y that belongs to no point", async () => {
    const signature = alice.sign(HASH);
    for (let y = 2n; y < 20n; y++) {
      const encoded = littleEndian(y);
      let exists = true;
      try {
        Point.fromHex(encoded.slice(2));
      } catch {
        exists = false;
      }
      if (!exists) expect(await verify(encoded, HASH, signature), `y ${y}`).to.equal(INVALID);
    }
  });

  it("has the multiples of B that noble computes", async () => {
    const source = await readFile("contracts/libraries/Edwards25519.sol", "utf8");
    const literal = source.slice(
      source.indexOf("BASE_MULTIPLES ="),
      source.indexOf(";", source.indexOf("BASE_MULTIPLES =")),
    );
    const table = [...literal.matchAll(/hex"([0-9a-f]{64})"/g)].map(([, word]) => BigInt(`0x${word}`));
    const { d } = ed25519.CURVE;
    const expected = Array.from({ length: 32 }, (_, i) => {
      const j = BigInt(i) - 16n;
      const multiple = j === 0n ? Point.ZERO : Point.BASE.multiply(j < 0n ? -j : j);
      const { x, y } = (j < 0n ? multiple.negate() : multiple).toAffine();
      return [Fp.add(y, x), Fp.sub(y, x), Fp.mul(Fp.mul(2n * d, x), y)];
    }).flat();
    expect(table).to.deep.equal(expected);
  });
});

/** k of RFC 8032: SHA-512 of R, A and the message, modulo the order. */
function challenge(r: Hex, publicKey: Hex, message: Hex): bigint {
  const digest = ed25519.CURVE.hash(hexToBytes(concat([r, publicKey, message])));
  return BigInt(bytesToHex(Uint8Array.from(digest).reverse())) % ORDER;
}
