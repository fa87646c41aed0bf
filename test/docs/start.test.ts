import { expect } from "chai";
import { type House, openHouse } from "./house.ts";
import { askAsStranger } from "./strangersClient.ts";

/** The last file of this folder, since it ends the house. */
describe("the npm start that these ran against", function () {
  this.timeout(60_000);
  let house: House;

  before(async function () {
    this.timeout(400_000);
    house = await openHouse();
  });

  it("says where everything is, and then that it is ready", () => {
    const { output } = house.start;
    expect(output.trimEnd().endsWith("Plaza is ready"), "it is the last line").to.equal(true);
    for (const player of ["alice", "bob", "carol", "dave", "erin"])
      expect(output).to.match(new RegExp(`${player} +0x.+[1-9].* Credits`));
    for (const url of [house.pageUrl, house.graphqlUrl, house.relayerUrl, house.rpcUrl]) expect(output).to.include(url);
  });

  it("has brought everything up, with full shelves", async () => {
    const query = "{ items { totalCount } listings { totalCount } auctions { totalCount } }";
    const data = (await askAsStranger(house.graphqlUrl, query)) as Record<string, { totalCount: number }>;
    expect(data.items?.totalCount).to.be.at.least(300);
    expect(data.listings?.totalCount).to.be.at.least(100);
    expect(data.auctions?.totalCount).to.be.at.least(20);
    expect((await fetch(`${house.relayerUrl}/health`)).status).to.equal(200);
    expect((await fetch(house.pageUrl)).status).to.equal(200);
  });

  it("leaves nothing behind on Ctrl-C", async () => {
    house.start.interrupt();
    expect(await house.start.exitCode()).to.equal(0);
    expect(house.start.runs).to.equal(false);
  });
});
