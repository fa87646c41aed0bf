import { ed25519 } from "@noble/curves/ed25519";
import { signatureOf, withdrawalHash } from "@plaza/sdk";
import { expect } from "chai";
import { concat, numberToHex } from "viem";
import { openBidding, PRICE } from "../helpers/bidding.ts";
import { ed25519Key } from "../helpers/ed25519.ts";

/**
 * Finding: an Ed25519 key had two names at its verifier, its 32 bytes and the same with the x of its point behind them. A settler that
 * was removed under one lived on under the other, and its nonces counted twice. The longer name verifies nothing now
 * (MECHANISM.md 27, 28).
 */
describe("finding: two names of one Ed25519 key", () => {
  it("is one name: what the longer signs is nobody's word", async () => {
    const house = await openBidding();
    const { actor, addressOf, domain, marketplace, time, viem } = house;
    const { account } = actor.admin;
    const { address: verifier } = await viem.deployContract("ERC7913Ed25519Verifier");
    const key = ed25519Key(new Uint8Array(32).fill(7));
    const { x } = ed25519.ExtendedPoint.fromHex(key.publicKey.slice(2)).toAffine();
    const names = [concat([verifier, key.publicKey]), concat([verifier, key.publicKey, numberToHex(x, { size: 32 })])];
    for (const name of names) await marketplace.write.addSettler([name], { account });
    await time.increase(21_600);

    const outcomes = [];
    for (const [nonce, name] of names.entries()) {
      const consent = {
        amount: PRICE,
        recipient: addressOf("bob"),
        nonce: BigInt(nonce),
        deadline: BigInt(await time.latest()) + 300n,
      };
      const hash = withdrawalHash(domain, { account: addressOf("alice"), ...consent });
      const signed = signatureOf(name, key.sign(hash));
      outcomes.push(await house.said(marketplace.write.withdraw([consent, signed], { account: actor.alice.account })));
    }
    expect(outcomes).to.deep.equal(["yes", "InvalidSignature"]);
  });
});
