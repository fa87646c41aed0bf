import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/p256";
import { expect } from "chai";
import { decodeAbiParameters, type Hex, hexToBytes, keccak256, numberToHex, size, slice } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { Secret } from "../secret.ts";
import { domain } from "../testing/house.ts";
import { serveKey } from "../testing/signerServer.ts";
import { Breakers, DependencyAwayError } from "./breaker.ts";
import { type DigestKey, localKey, type Scheme } from "./keys.ts";
import { openKey } from "./openKey.ts";
import { accountOfKey, localSender, senderOf } from "./sender.ts";
import { nativeCurve } from "./signatures.ts";
import { signerOf, WrongSignatureError } from "./signer.ts";

const curve = nativeCurve();
const secret = `0x${"42".repeat(32)}` as const;
const verifier = "0x00000000000000000000000000000000000000ee";
const digest = keccak256("0x1234");
const bytes = hexToBytes(digest);
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("keys", () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  async function serve(key: DigestKey): Promise<string> {
    const { url, close } = await serveKey(key);
    closing.push(close);
    return url;
  }
  const local = (scheme: Scheme) => localKey(scheme, new Secret(secret), curve);
  const open = (source: string, breakers = new Breakers()) =>
    openKey(new Secret(source), { name: "settler's key", curve, breakers });
  const sourceOf = async (scheme: Scheme, isRemote: boolean) => {
    const place = isRemote ? await serve(local(scheme)) : secret;
    return scheme === "secp256k1" ? place : `${scheme}:${verifier}:${place}`;
  };

  for (const isRemote of [false, true])
    describe(isRemote ? "behind a remote signer" : "in memory", () => {
      const signer = async (scheme: Scheme) => {
        const { key, verifier: by } = await open(await sourceOf(scheme, isRemote));
        return signerOf(key, curve, by);
      };

      it("of secp256k1 sign as viem does, in the account's name", async () => {
        const account = privateKeyToAccount(secret);
        const { address, signerHash, sign } = await signer("secp256k1");
        expect(address).to.equal(account.address);
        expect(signerHash).to.equal(keccak256(account.address));
        expect(await sign(bytes)).to.equal(await account.sign({ hash: digest }));
      });

      for (const scheme of ["p256", "ed25519"] as const)
        it(`of ${scheme} sign in the form of ERC-7913 (MECHANISM.md 37)`, async () => {
          const { address, signerHash, sign } = await signer(scheme);
          expect(slice(address, 0, 20)).to.equal(verifier);
          expect(size(address)).to.equal(scheme === "p256" ? 84 : 52);
          expect(signerHash).to.equal(keccak256(address));
          const [name, signature] = decodeAbiParameters([{ type: "bytes" }, { type: "bytes" }], await sign(bytes));
          expect(name).to.equal(address);
          const key = slice(address, 20).slice(2);
          const isGood =
            scheme === "p256"
              ? p256.verify(signature.slice(2), bytes, `04${key}`, { prehash: false, lowS: true })
              : ed25519.verify(signature.slice(2), bytes, key);
          expect(isGood).to.equal(true);
        });

      it("pay for gas as the same account in memory does", async () => {
        const { key } = await open(await sourceOf("secp256k1", isRemote));
        const sender = senderOf(accountOfKey(key, curve), domain);
        const expected = localSender(new Secret(secret), domain);
        expect(sender.address).to.equal(expected.address);
        const fees = { maxFeePerGas: 7n, maxPriorityFeePerGas: 1n };
        const transaction = { ...fees, nonce: 3, gas: 100_000n, data: "0x1234" as Hex };
        const signed = await sender.sign(transaction);
        expect(signed).to.deep.equal(await expected.sign(transaction));
        const dearer = { maxFeePerGas: 9n, maxPriorityFeePerGas: 2n };
        expect(await sender.reprice(signed.raw, dearer)).to.deep.equal(await expected.reprice(signed.raw, dearer));
      });
    });

  it("sign with the low s, whatever the remote signer likes", async () => {
    const key = local("secp256k1");
    const sign = async (message: Uint8Array) => {
      const signature = await key.sign(message);
      const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString("hex")}`);
      return new Uint8Array([...signature.subarray(0, 32), ...hexToBytes(numberToHex(ORDER - s, { size: 32 }))]);
    };
    const { key: opened } = await open(await serve({ ...key, sign }));
    const expected = await privateKeyToAccount(secret).sign({ hash: digest });
    expect(await signerOf(opened, curve).sign(bytes)).to.equal(expected);
  });

  it("do not pass on what a remote signer signed with another key, or over something else", async () => {
    for (const scheme of ["secp256k1", "p256", "ed25519"] as const) {
      const key = local(scheme);
      const url = await serve({ ...key, sign: () => key.sign(hexToBytes(keccak256("0x"))) });
      const source = scheme === "secp256k1" ? url : `${scheme}:${verifier}:${url}`;
      const { key: opened, verifier: by } = await open(source);
      const failure = await signerOf(opened, curve, by)
        .sign(bytes)
        .catch((error: Error) => error);
      expect(failure, scheme).to.be.instanceOf(WrongSignatureError);
    }
  });

  it("are of the scheme that the setting says", async () => {
    const failure = await open(await serve(local("ed25519"))).catch((error: Error) => error.message);
    expect(failure).to.equal("The settler's key is a key of ed25519, not of secp256k1 as its setting says.");
  });

  it("are left alone where the remote signer keeps failing", async () => {
    const key = local("secp256k1");
    const breakers = new Breakers();
    const { key: opened } = await open(
      await serve({ ...key, sign: () => Promise.reject(new Error("locked")) }),
      breakers,
    );
    for (let failure = 0; failure < 5; failure++) await opened.sign(bytes).catch(() => {});
    expect(breakers.states()).to.deep.equal({ "settler's key": "open" });
    expect(await opened.sign(bytes).catch((error: Error) => error)).to.be.instanceOf(DependencyAwayError);
  });
});
