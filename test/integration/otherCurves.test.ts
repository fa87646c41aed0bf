import { readFile } from "node:fs/promises";
import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/p256";
import {
  addSettlerSync,
  bidHash,
  createRelayerClient,
  ed25519Signer,
  marketplaceAbi,
  p256Signature,
  p256Signer,
  setBidKeySync,
  settlerHash,
  signatureOf,
} from "@plaza/sdk";
import { expect } from "chai";
import { type Abi, type Address, bytesToHex, type Hex, hexToBytes } from "viem";
import { type AuctionHouse, credits, openAuctionHouse, relayerKeys } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";

const { admin, bob } = actors;
const CHALLENGE = 5n;
const SETTLER_DELAY = 60;

/** Keys that are not secp256k1's: how the Marketplace names them, and what signs for them. */
const schemes = {
  p256: {
    artifact: "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913P256Verifier.sol/ERC7913P256Verifier.json",
    newSecret: () => p256.utils.randomPrivateKey(),
    signer: (verifier: Address, secret: Uint8Array) =>
      p256Signer(verifier, bytesToHex(p256.getPublicKey(secret, false).subarray(1))),
    sign: (digest: Hex, secret: Uint8Array): Hex =>
      p256Signature(bytesToHex(p256.sign(hexToBytes(digest), secret, { prehash: false }).toCompactRawBytes())),
  },
  ed25519: {
    artifact: "contracts/verifiers/ERC7913Ed25519Verifier.sol/ERC7913Ed25519Verifier.json",
    newSecret: () => ed25519.utils.randomPrivateKey(),
    signer: (verifier: Address, secret: Uint8Array) =>
      ed25519Signer(verifier, bytesToHex(ed25519.getPublicKey(secret))),
    sign: (digest: Hex, secret: Uint8Array): Hex => bytesToHex(ed25519.sign(hexToBytes(digest), secret)),
  },
};

describe("keys that are not secp256k1's", () => {
  let house: AuctionHouse;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    await house.deposit(bob, credits(100));
  });
  after(() => house.close());

  /** A verifier that bid keys may name. */
  async function deploy(artifact: string): Promise<Address> {
    const file = new URL(`../../artifacts/${artifact}`, import.meta.url);
    const { abi, bytecode } = JSON.parse(await readFile(file, "utf8")) as { abi: Abi; bytecode: Hex };
    const { contractAddress: verifier } = await house.mined(await house.admin.deployContract({ abi, bytecode }));
    if (!verifier) throw new Error("The verifier was not deployed.");
    const { marketplace: address } = house.domain;
    await house.mined(
      await house.admin.writeContract({
        ...{ address, abi: marketplaceAbi, functionName: "allowBidVerifier", args: [verifier] },
      }),
    );
    return verifier;
  }

  for (const [scheme, { artifact, newSecret, signer, sign }] of Object.entries(schemes))
    it(`of ${scheme} win an auction and settle it (MECHANISM.md 10 and 28)`, async () => {
      const { domain } = house;
      const { marketplace } = domain;
      const verifier = await deploy(artifact);
      const [secret, session] = [newSecret(), newSecret()];
      const settler = signer(verifier, secret);
      await addSettlerSync(clientOf(house.chain, admin), { marketplace, signer: settler });
      await house.moveTo((await house.now()) + SETTLER_DELAY + 1);
      const keys = { ...relayerKeys, settler: `${scheme}:${verifier}:${bytesToHex(secret)}` };
      const data = await house.folder();
      const client = createRelayerClient({ url: (await house.relayer({ data, keys })).url });

      const key = signer(verifier, session);
      await setBidKeySync(clientOf(house.chain, bob), { marketplace, key, cap: credits(20) });
      const { id, terms } = await house.auction();
      const bid = { auctionId: id, bidder: bob.address, maxAmount: credits(20) };
      const signature = signatureOf(key, sign(bidHash(domain, bid), session));
      const { receipt } = await client.placeBid({ ...bid, signature });
      expect(receipt.sequence).to.equal(1n);

      await house.moveTo(terms.end + CHALLENGE);
      await until("it is settled", async () => (await client.getAuction(id)).settlement?.state === "final");
      expect(await house.stateOf(id)).to.include({ winner: bob.address, amount: credits(20) });
      const settled = await house.admin.getContractEvents({
        ...{ address: marketplace, abi: marketplaceAbi, eventName: "AuctionSettled" },
        ...{ args: { auctionId: id }, fromBlock: 0n },
      });
      expect(settled.map(({ args }) => args.settler)).to.deep.equal([settlerHash(settler)]);
      await house.closeRelayers(data);
    }).timeout(120_000);
});
