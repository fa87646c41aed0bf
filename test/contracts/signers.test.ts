import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { p256 } from "@noble/curves/p256";
import {
  bidTypedData,
  ed25519Signer,
  p256Signature,
  p256Signer,
  type Signer,
  settlementHash,
  settlerHash,
  signatureOf,
  withdrawalHash,
} from "@plaza/sdk";
import { expect } from "chai";
import { network } from "hardhat";
import { type Address, bytesToHex, type Hex, hexToBytes, parseAbi, zeroAddress } from "viem";
import { CHALLENGE, deployMarketplace, type Place, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";
import vectors from "../vectors/signers.json" with { type: "json" };

const harnessAbi = parseAbi(["function signerOf(bytes32 digest, bytes signature) view returns (bytes32, address)"]);
const SETTLER_DELAY = 21_600;

/** The last bytes of a key's SPKI encoding are the key itself. */
const rawKey = (key: KeyObject, length: number): Hex =>
  bytesToHex(key.export({ format: "der", type: "spki" }).subarray(-length));

/** New key pairs of node:crypto, the signer that the contract knows each by, and what signs for it. */
const kinds: Record<string, (verifier: Address) => { signer: Signer; sign: (digest: Hex) => Hex }> = {
  ERC7913P256Verifier: (verifier) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const signer = p256Signer(verifier, rawKey(publicKey, 64));
    // node:crypto would hash the digest once more.
    const secret = Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url");
    const signRaw = (digest: Hex): Hex => `0x${p256.sign(digest.slice(2), secret, { prehash: false }).toCompactHex()}`;
    return { signer, sign: (digest) => signatureOf(signer, p256Signature(signRaw(digest))) };
  },
  ERC7913Ed25519Verifier: (verifier) => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const signer = ed25519Signer(verifier, rawKey(publicKey, 32));
    return { signer, sign: (digest) => signatureOf(signer, bytesToHex(sign(null, hexToBytes(digest), privateKey))) };
  },
};

describe("signers of ERC-7913", () => {
  describe("the shared vectors", () => {
    let signerOf: (signature: Hex) => Promise<readonly [Hex, Address]>;

    before(async () => {
      const { viem } = await network.create();
      const [client, test] = await Promise.all([viem.getPublicClient(), viem.getTestClient()]);
      for (const [name, address] of [
        ["ERC7913P256Verifier", vectors.verifiers.p256],
        ["ERC7913Ed25519Verifier", vectors.verifiers.ed25519],
      ] as const) {
        const bytecode = await client.getCode({ address: (await viem.deployContract(name)).address });
        await test.setCode({ address: address as Address, bytecode: bytecode ?? "0x" });
      }
      const { address } = await viem.deployContract("SignerSignatureHarness");
      const digest = vectors.digest as Hex;
      signerOf = (signature) =>
        client.readContract({ address, abi: harnessAbi, functionName: "signerOf", args: [digest, signature] });
    });

    for (const { name, signer, signerHash, signature } of vectors.valid) {
      it(`know ${name}`, async () => {
        const [hash, account] = await signerOf(signature as Hex);
        expect(hash).to.equal(signerHash);
        expect(account.toLowerCase()).to.equal(signer.slice(0, 42));
      });
    }

    for (const { name, signature } of vectors.invalid) {
      it(`refuse: ${name}`, async () => {
        expect((await signerOf(signature as Hex))[1]).to.equal(zeroAddress);
      });
    }
  });

  for (const [verifier, newKey] of Object.entries(kinds)) {
    describe(`a settler behind ${verifier}`, () => {
      let place: Place;
      let key: ReturnType<typeof newKey>;

      before(async () => {
        place = await deployMarketplace();
        key = newKey((await place.viem.deployContract(verifier)).address);
        await place.deposit(place.actor.alice, 10n * PRICE);
        await place.marketplace.write.addSettler([key.signer]);
        await place.time.increase(SETTLER_DELAY);
      });

      const deadlineIn = async (seconds: bigint) => BigInt(await place.time.latest()) + seconds;

      it("co-signs a withdrawal", async () => {
        const { account } = place.actor.alice;
        const consent = { amount: PRICE, recipient: account.address, nonce: 1n, deadline: await deadlineIn(300n) };
        const signature = key.sign(withdrawalHash(place.domain, { account: account.address, ...consent }));
        await place.marketplace.write.withdraw([consent, signature], { account });
        expect(await place.marketplace.read.isNonceUsed([settlerHash(key.signer), 1n])).to.equal(true);
      });

      it("settles an auction, and nobody with another key does", async () => {
        const { terms, id } = await place.auction();
        const winner = place.actor.alice.account.address;
        const bid = await place.actor.alice.signTypedData(
          bidTypedData(place.domain, { auctionId: id, bidder: winner, maxAmount: PRICE }),
        );
        await place.time.increaseTo(terms.end + CHALLENGE);
        const outcome = { winner, amount: PRICE, nonce: 2n, deadline: await deadlineIn(300n) };
        const digest = settlementHash(place.domain, { auctionId: id, ...outcome });
        const settle = (signature: Hex) =>
          place.marketplace.write.settleAuction([terms, outcome, PRICE, signature, bid], { gas: 2_000_000n });

        const stranger = newKey(key.signer.slice(0, 42) as Address);
        expect(await outcomeOf(settle(stranger.sign(digest)))).to.include({ name: "UnauthorizedSettler" });
        expect(await outcomeOf(settle(key.sign(settlerHash(digest))))).to.include({ name: "InvalidSignature" });
        await settle(key.sign(digest));
        expect(await place.items.read.ownerOf([terms.tokenId])).to.equal(place.addressOf("alice"));
      });
    });
  }
});
