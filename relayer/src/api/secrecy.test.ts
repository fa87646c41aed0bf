import { expect } from "chai";
import { createLogger } from "../infra/logger.ts";
import { placeBid } from "../intake/placeBid.ts";
import {
  auctionOf,
  depositOf,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
  signedRequest,
} from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { createApp } from "./app.ts";

const { id, event } = auctionOf();
const other = auctionOf({ salt: 2n });
const LARGEST = 987_654_321n;
const DEPOSIT = 1_000_000_000n;

/** What differs between two runs whatever anybody bids: digests, signatures, and ids of requests. */
const anonymous = (text: string): string =>
  text
    .replace(/0x[0-9a-f]{64,}/gi, "0x")
    .replace(/"nonce":"\d+"/g, "")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "")
    .replace(/^id: \d+$/gm, "")
    .replace(/^(?:# |plaza_relayer_request|plaza_relayer_chain_silence|process_|nodejs_).*\n/gm, "");

/** Everything that the relayer says to anybody but Bob while his proxy bid leads. */
async function everythingSaid(maximum: bigint): Promise<{ answers: string[]; house: House }> {
  const house = await openHouse();
  const deposits = [people.bob, people.carol].map((account) => depositOf(account, DEPOSIT));
  house.chain.mine({ events: [event, other.event, ...deposits], timestamp: NOW + 1 });
  await house.follower.sync();
  const answers: string[] = [];
  const say = async (response: Response | Promise<Response>) => {
    const { status } = await response;
    answers.push(`${status} ${await (await response).text()}`);
  };
  await placeBid(house, { ...(await signedBid(people.bob, id, maximum)), proxy: true }, NOW + 1);
  await say(post(house, "/v1/bids", await signedBid(people.carol, id, 200n)));
  await say(post(house, "/v1/bids", await signedBid(people.carol, id, 250n)));
  // Bids in Bob's name, without his signature: what they are refused for must not depend on his maximum.
  for (const [auctionId, amount] of [
    [id, 1n],
    [id, maximumProbe],
    [other.id, DEPOSIT],
    [other.id, DEPOSIT - 300n],
    [other.id, DEPOSIT - LARGEST],
    [other.id, 100n],
  ] as const) {
    const forged = { ...(await signedBid(people.carol, auctionId, amount)), bidder: people.bob.address };
    await say(post(house, "/v1/bids", forged));
  }
  await say(post(house, "/v1/withdrawals", await signedRequest(people.carol, DEPOSIT)));
  for (const path of [
    `/v1/auctions/${id}`,
    `/v1/auctions?ids=${id},${other.id}`,
    `/v1/auctions/${id}/bids`,
    `/v1/accounts/${people.bob.address}/funds`,
    "/v1/keys",
    "/health",
    "/health/database",
    "/health/settlement",
    "/metrics",
  ])
    await say(house.app.request(path));
  const stream = await house.app.request(`/v1/auctions/${id}/stream`);
  const reader = stream.body?.getReader();
  answers.push(new TextDecoder().decode((await reader?.read())?.value));
  await reader?.cancel();
  return { answers, house };
}

/** Between the two maxima below: who could see whether it is too low would know which of them it is. */
const maximumProbe = 5_000_000n;

describe("the maximum of a proxy bid (MECHANISM.md 9)", () => {
  it("is in nothing that anybody else is told while the auction runs", async () => {
    const { answers } = await everythingSaid(LARGEST);
    const all = answers.join("\n");
    expect(all).to.include('"currentPrice":"263"');
    for (const secret of [LARGEST, LARGEST + 1n, DEPOSIT - LARGEST])
      for (const form of [secret.toString(), secret.toString(16)]) expect(all).to.not.include(form);
  });

  it("changes nothing that anybody else is told", async () => {
    const [one, two] = [await everythingSaid(LARGEST), await everythingSaid(1_000_000n)];
    for (const [index, answer] of one.answers.entries())
      expect(anonymous(answer)).to.equal(anonymous(two.answers[index] ?? ""));
  });

  it("is told when the auction is over, with the signature, so that everybody can check the log", async () => {
    const { house } = await everythingSaid(LARGEST);
    const [before] = ((await (await house.app.request(`/v1/auctions/${id}/bids`)).json()) as Bids).bids;
    expect(before).to.include({ proxy: true, maxAmount: null, signature: null, amount: "100" });
    house.chain.mine({ timestamp: NOW + 605 });
    await house.follower.sync();
    const [after] = ((await (await house.app.request(`/v1/auctions/${id}/bids`)).json()) as Bids).bids;
    expect(after).to.include({ proxy: true, maxAmount: LARGEST.toString(), amount: "100" });
    expect(after?.signature).to.match(/^0x[0-9a-f]{130}$/);
  });

  it("is told by what is final of the chain, and by no clock that may be wrong; not to who has lost the writer", async () => {
    const { house } = await everythingSaid(LARGEST);
    const told = async (app = house.app) => {
      const { bids } = (await (await app.request(`/v1/auctions/${id}/bids`)).json()) as Bids;
      return bids[0]?.maxAmount;
    };
    house.pass(3_600_000);
    expect(house.clock.now()).to.be.greaterThan(NOW + 3_600);
    expect(await told()).to.equal(null);
    // A bid that was in time may be on its way yet.
    house.chain.mine({ timestamp: NOW + 604 });
    await house.follower.sync();
    expect(await told()).to.equal(null);
    house.chain.mine({ timestamp: NOW + 605 });
    await house.follower.sync();
    expect(await told(createApp({ ...house, instance: { ...house.instance, role: "seeking" } }))).to.equal(null);
    expect(await told()).to.equal(LARGEST.toString());
  });

  it("is told to its bidder, who has signed, where he bids less than he did", async () => {
    const { house } = await everythingSaid(LARGEST);
    const again = { ...(await signedBid(people.bob, id, LARGEST - 1n)), proxy: true };
    const refused = await placeBid(house, again, NOW + 2).catch((error) => error);
    expect(refused).to.include({ code: "bid_too_low" });
    expect(refused.values).to.deep.equal({ currentPrice: 263n, minimum: LARGEST + 1n });
    const raised = { ...(await signedBid(people.bob, id, LARGEST + 1n)), proxy: true };
    expect((await placeBid(house, raised, NOW + 2)).bid).to.include({ amount: 263n, price: 263n, leader: 4 });
  });

  it("is in no line of the log, not even when the database complains about it", async () => {
    const lines: string[] = [];
    const log = createLogger("trace", { write: (line) => void lines.push(line) });
    const house = await openHouse();
    const rows = JSON.stringify([{ auction_id: id, max_amount: LARGEST.toString() }]);
    const sql = "INSERT INTO bids SELECT * FROM json_populate_recordset(NULL::bids, $1::json)";
    const failure = await house.database.query(sql, [rows]).catch((error: Error) => error);
    expect(failure).to.be.instanceOf(Error);
    log.error({ err: failure }, "a batch could not be written");
    log.error({ err: new Error("refused", { cause: failure }) }, "refused");
    expect(lines.join()).to.include("a batch could not be written").and.not.include(LARGEST.toString());
  });
});

type Bids = { bids: Record<string, unknown>[] };
