import { expect } from "chai";
import { placeBid } from "../intake/placeBid.ts";
import { auctionOf, depositOf, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";

const { id, event } = auctionOf();
const { bob } = people;

describe("settling one auction now, as an operator asks for it", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    house.chain.mine({ events: [event, depositOf(bob, 1_000n)], timestamp: NOW + 1 });
    await house.follower.sync();
  });
  const bid = async () => placeBid(house, await signedBid(bob, id, 100n), NOW + 1);
  const at = async (timestamp: number) => {
    house.chain.mine({ timestamp });
    await house.follower.sync();
  };

  it("says why it does nothing: no such auction, not over, nobody has bid", async () => {
    const unknown = await house.worker.settle(`0x${"00".repeat(32)}`);
    expect(unknown).to.include({ outcome: "waiting", detail: "The chain knows no such auction.", attempt: null });
    expect((await house.worker.settle(id)).detail).to.match(/^It ends at .* and can be settled from /);
    await at(NOW + 700);
    expect((await house.worker.settle(id)).detail).to.match(/^Nobody has bid. It can be finalized from /);
    expect(house.chain.sent).to.deep.equal([]);
  });

  it("takes the worker's own next step, and only once", async () => {
    await bid();
    await at(NOW + 700);
    const answers = await Promise.all([house.worker.settle(id), house.worker.tick(), house.worker.settle(id)]);
    expect(answers[0]).to.include({ outcome: "moving" });
    expect(answers[0].attempt).to.include({ state: "broadcast" });
    await house.follower.sync();
    expect(await house.worker.settle(id)).to.include({ outcome: "done", detail: "It is over: settled." });
    expect(await house.worker.settle(id)).to.include({ outcome: "done" });
    expect(house.chain.sent).to.have.length(1);
  });

  it("does not wait for the delay that failures brought, and says what fails", async () => {
    await bid();
    await at(NOW + 700);
    house.chain.failures.push({ method: "estimateGas", error: new Error("The node is busy.") });
    await house.worker.tick();
    expect(house.worker.report()).to.include({ waiting: 1, lastError: "The node is busy." });
    house.chain.failures.push({ method: "estimateGas", error: new Error("The node is still busy.") });
    expect(await house.worker.settle(id)).to.include({ outcome: "moving", detail: "The node is still busy." });
    expect(await house.worker.settle(id)).to.include({ outcome: "moving" });
    expect(house.chain.sent).to.have.length(1);
  });

  it("begins no second settlement while the first one's signature is good", async () => {
    await bid();
    await at(NOW + 700);
    house.chain.stuckItem = true;
    await house.worker.settle(id);
    const report = await house.worker.settle(id);
    expect(report).to.include({ outcome: "waiting" });
    expect(report.detail).to.match(/^The last attempt failed \(\w+\), and its signature is good until /);
    expect(house.chain.sent).to.deep.equal([]);
  });
});
