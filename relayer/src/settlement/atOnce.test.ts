import { expect } from "chai";
import { parseTransaction } from "viem";
import { placeBid } from "../intake/placeBid.ts";
import { emptyDatabase } from "../testing/database.ts";
import { addressOf, auctionOf, depositOf, type House, NOW, openHouse, people, signedBid } from "../testing/house.ts";
import { at, FINALIZABLE, look, OPEN } from "../testing/settling.ts";

const MOST_OUT = 64;
const auctions = Array.from({ length: 150 }, (_, index) => auctionOf({ salt: BigInt(index) }));

/** Auctions that end at one time, with a bid each. */
async function openMany(): Promise<House> {
  const house = await openHouse();
  const events = [depositOf(people.bob, 1_000_000n), ...auctions.map(({ event }) => event)];
  house.chain.mine({ events, timestamp: NOW + 1 });
  await house.follower.sync();
  await Promise.all(auctions.map(async ({ id }) => placeBid(house, await signedBid(people.bob, id, 100n), NOW + 1)));
  return house;
}

describe("auctions that end at one time", () => {
  it("are settled side by side, so many at a time as nodes keep, each once and without a gap of account nonces", async () => {
    const house = await openMany();
    const { chain } = house;
    let [sending, most] = [0, 0];
    chain.beforeSend = async () => {
      sending += 1;
      most = Math.max(most, sending);
      await new Promise(setImmediate);
      sending -= 1;
    };
    chain.automine = false;
    await at(house, OPEN);
    expect(chain.sent).to.have.length(MOST_OUT);
    expect(most).to.be.above(1);
    expect(house.worker.report()).to.include({ inFlight: MOST_OUT, waiting: 0 });

    for (const sent of [2 * MOST_OUT, auctions.length]) {
      chain.mine();
      await look(house);
      expect(chain.sent).to.have.length(sent);
    }
    chain.mine();
    await look(house);
    expect(new Set(auctions.map(({ id }) => chain.state().auction(id)?.status))).to.deep.equal(new Set(["settled"]));
    const nonces = chain.sent.map((raw) => parseTransaction(raw).nonce ?? 0).sort((one, other) => one - other);
    expect(nonces).to.deep.equal(auctions.map((_, index) => index));
  });

  it("hold up no other that a node has something against", async () => {
    const house = await openMany();
    const [bad] = auctions;
    house.chain.stuck.add(bad?.id ?? "0x");
    await at(house, OPEN);
    const statuses = auctions.map(({ id }) => house.chain.state().auction(id)?.status);
    expect(statuses.filter((status) => status === "settled")).to.have.length(auctions.length - 1);
  });

  it("ask the database for no bids where nobody has bid, until they can be finalized", async () => {
    const database = await emptyDatabase();
    let asked = 0;
    const query: typeof database.query = (sql, parameters) => {
      if (sql.includes("FROM bids")) asked += 1;
      return database.query(sql, parameters);
    };
    const house = await openHouse({ database: { ...database, query } });
    house.chain.mine({ events: [auctionOf().event], timestamp: NOW + 1 });
    asked = 0;
    await at(house, OPEN);
    expect(asked).to.equal(0);
    await at(house, FINALIZABLE);
    expect(asked).to.be.above(0);
  });

  it("do not all go to the same lower bidder, whose money is enough for one", async () => {
    const house = await openHouse();
    const [one, other] = [auctionOf({ salt: 1n }), auctionOf({ salt: 2n })];
    const deposits = [depositOf(people.bob, 1_000n), depositOf(people.carol, 2_000n)];
    house.chain.mine({ events: [one.event, other.event, ...deposits], timestamp: NOW + 1 });
    await house.follower.sync();
    for (const { id } of [one, other])
      for (const [account, amount] of [
        [people.bob, 700n],
        [people.carol, 800n],
      ] as const)
        await placeBid(house, await signedBid(account, id, amount), NOW + 1);
    const account = addressOf(people.carol);
    house.chain.mine({ events: [{ name: "Withdrawn", account, amount: 2_000n, settler: "0x0e", nonce: 1n }] });
    house.chain.automine = false;
    await at(house, OPEN);
    expect(house.chain.sent).to.have.length(1);
    expect(house.worker.report().lastError).to.include("No bid is covered");
  });
});
