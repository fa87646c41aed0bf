import { marketplaceAbi } from "@plaza/sdk/abi";
import { expect } from "chai";
import { deployMarketplace, PRICE } from "../helpers/marketplace.ts";
import { outcomeOf } from "../helpers/reverts.ts";

/**
 * Finding: before a capped delivery 60,000 gas were asked for on top of the cap, but a refusal writes a claim of three
 * fresh slots and an event, some 70,000. At the edge the check let pass what then ran out of gas without a reason. The check
 * covers the cap and the rest (MECHANISM.md 33).
 */
describe("finding: gas for the claim that a refusal leaves", () => {
  it("is covered by the check: what passes it succeeds", async () => {
    const place = await deployMarketplace();
    const { actor, address, addressOf, client, viem } = place;
    const receiver = await viem.deployContract("GasBurningReceiver");
    await place.fund(actor.alice, PRICE);
    const { terms } = await place.list({ quantity: 1n });
    const args = [terms, 1n, PRICE, receiver.address] as const;
    const data = place.call({ abi: marketplaceAbi, functionName: "buy", args });
    const buyWith = async (gas: bigint) =>
      (await outcomeOf(client.call({ account: addressOf("alice"), to: address, data, gas }))).name;

    let [short, enough] = [300_000n, 900_000n];
    expect(await buyWith(short)).to.equal("InsufficientGas");
    expect(await buyWith(enough)).to.equal("yes");
    while (short + 1n < enough) {
      const middle = (short + enough) / 2n;
      if ((await buyWith(middle)) === "InsufficientGas") short = middle;
      else enough = middle;
    }
    expect(await buyWith(enough)).to.equal("yes");
  });
});
