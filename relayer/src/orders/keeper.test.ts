import { expect } from "chai";
import type { Hex } from "viem";
import type { OrderFacts } from "../domain/orders.ts";
import { DependencyAwayError } from "../infra/breaker.ts";
import { findOrder } from "../infra/database/orders.ts";
import { createLogger, type Logger } from "../infra/logger.ts";
import { FakeChain } from "../testing/fakeChain.ts";
import { addressOf, domain, type House, type HouseOptions, NOW, openHouse, people, times } from "../testing/house.ts";
import { post } from "../testing/http.ts";
import { listingOf, token } from "../testing/orders.ts";
import { OrderKeeper } from "./keeper.ts";

const maker = addressOf(people.seller);
const buyer = addressOf(people.bob);

/** Runs on PGlite with the other suites of the relayer, and on a real Postgres with those of the servers. */
describe("the book of orders", () => {
  let house: House;
  const open = async (options: HouseOptions = {}) => {
    house = await openHouse(options);
  };
  /** What happens to an order in a block of its own, and what the book makes of it. */
  const change = async (id: Hex, facts: Partial<OrderFacts>, isSilent = false) => {
    house.chain.mine({ orders: [{ id, maker, facts, isSilent }] });
    await house.follower.sync();
    await house.orderKeeper.tick();
    return standing(id);
  };
  const standing = async (id: Hex) => {
    const order = await findOrder(house.database, id);
    return order && `${order.status} ${order.reason}`;
  };
  const enter = async (changes = {}) => {
    const { id, body } = await listingOf(people.seller, changes);
    expect((await post(house, "/v1/orders/listings", body)).status).to.equal(201);
    await house.orderKeeper.tick();
    return id;
  };

  it("suspends an order while its item is away, and takes it up again", async () => {
    await open();
    const id = await enter();
    expect(await standing(id)).to.equal("open null");
    expect(await change(id, { held: 0n })).to.equal("suspended item_away");
    expect(await change(id, { held: 1n, allowed: 0n })).to.equal("suspended not_approved");
    expect(await change(id, { allowed: 1n })).to.equal("open null");
  });

  it("says whether an order was sold or cancelled", async () => {
    await open();
    const [sold, cancelled] = [await enter({ nonce: 1n }), await enter({ nonce: 2n })];
    const sale = { seller: maker, buyer, token, tokenId: 7n, quantity: 1n, total: 100n, fee: 5n, royalty: 0n };
    house.chain.mine({ events: [{ name: "SignedListingBought", orderId: sold, ...sale }] });
    expect(await change(sold, { isNonceUsed: true })).to.equal("ended filled");
    expect(await change(cancelled, { isNonceUsed: true })).to.equal("ended cancelled");
    expect(await change(await enter({ nonce: 3n }), { counter: 5n })).to.equal("ended counter_raised");
  });

  it("ends an order when the chain's time has come", async () => {
    await open();
    const id = await enter({ expiry: BigInt(NOW + 100) });
    house.chain.mine({ timestamp: NOW + 99 });
    await house.follower.sync();
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("open null");
    house.chain.mine({ timestamp: NOW + 100 });
    await house.follower.sync();
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("ended expired");
  });

  it("finds what no event tells of within a minute", async () => {
    await open();
    const id = await enter();
    expect(await change(id, { feeBps: 1_001n }, true)).to.equal("open null");
    house.pass(60_000);
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("suspended fee_above_maximum");
  });

  it("takes back what a reorg takes back, until it is final", async () => {
    const chain = new FakeChain(domain, times, NOW);
    chain.finalityDepth = 2;
    await open({ chain, finality: "finalized" });
    const id = await enter();
    expect(await change(id, { isNonceUsed: true })).to.equal("ended cancelled");
    chain.reorg(1);
    chain.mine();
    expect(await change(id, {})).to.equal("open null");
    expect(await change(id, { isNonceUsed: true })).to.equal("ended cancelled");
    // Not final yet: it is looked at again, and when it is final no more.
    const due = () => house.database.query<{ due_at: number | null }>("SELECT due_at FROM orders");
    expect((await due())[0]?.due_at).to.not.equal(null);
    chain.mine();
    chain.mine();
    await house.follower.sync();
    house.pass(15_000);
    await house.orderKeeper.tick();
    expect(await due()).to.deep.equal([{ due_at: null }]);
  });

  it("keeps what it knows while the chain does not answer, and catches up", async () => {
    await open();
    const [id, other] = [await enter({ nonce: 1n }), await enter({ nonce: 2n })];
    house.chain.failures.push({ method: "orderFacts", error: new Error("no answer") });
    const facts = { held: 0n };
    house.chain.mine({ orders: [id, other].map((order) => ({ id: order, maker, facts })) });
    await house.follower.sync();
    await house.orderKeeper.tick();
    const found = [await standing(id), await standing(other)].sort();
    expect(found, "one failure holds up no other order").to.deep.equal(["open null", "suspended item_away"]);
    house.pass(5_000);
    await house.orderKeeper.tick();
    expect([await standing(id), await standing(other)]).to.deep.equal(["suspended item_away", "suspended item_away"]);
  });

  it("looks at all orders where an endpoint cannot tell what moved: one noisy token holds up no other", async () => {
    await open();
    const id = await enter();
    house.chain.failures.push({ method: "orderMoves", error: new Error("query returned more than 10000 results") });
    expect(await change(id, { held: 0n }, true)).to.equal("suspended item_away");
    // Again within the minute in which each order is looked at anyway, it costs nothing more.
    house.chain.failures.push({ method: "orderMoves", error: new Error("query returned more than 10000 results") });
    expect(await change(id, { held: 1n }, true)).to.equal("suspended item_away");
    house.pass(60_000);
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("open null");
  });

  it("asks again for what moved while the chain was away", async () => {
    await open();
    const id = await enter();
    house.chain.failures.push({ method: "orderMoves", error: new DependencyAwayError("The rpc did not answer.") });
    house.chain.mine({ orders: [{ id, maker, facts: { held: 0n } }] });
    await house.follower.sync();
    await house.orderKeeper.tick().catch(() => undefined);
    expect(await standing(id)).to.equal("open null");
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("suspended item_away");
  });

  it("misses nothing that happens while an order is looked at", async () => {
    await open();
    const id = await enter();
    const { chain, database } = house;
    const { orderFacts } = chain;
    // While the look is under way, the item leaves and another instance hears of it.
    chain.orderFacts = async (order, block) => {
      const facts = await orderFacts.call(chain, order, block);
      chain.orderFacts = orderFacts;
      chain.mine({ orders: [{ id, maker, facts: { held: 0n } }] });
      await house.follower.sync();
      await database.query("UPDATE orders SET due_at = 0, version = version + 1 WHERE id = $1", [id]);
      return facts;
    };
    house.pass(60_000);
    await house.orderKeeper.tick();
    await house.orderKeeper.tick();
    expect(await standing(id)).to.equal("suspended item_away");
  });

  it("looks at everything after a pause", async () => {
    await open();
    const id = await enter();
    house.chain.mine({ orders: [{ id, maker, facts: { held: 0n }, isSilent: true }] });
    const later = await openHouse({ chain: house.chain, database: house.database });
    await later.orderKeeper.tick();
    expect(await standing(id)).to.equal("suspended item_away");
  });

  it("is said to be behind the chain once, and once to have caught up", async () => {
    await open();
    const { chain, ledger, database } = house;
    const said: string[] = [];
    const say = (...words: unknown[]) => void said.push(String(words.at(-1)));
    const log = { ...createLogger("silent"), warn: say, info: say } as Logger;
    const keeper = new OrderKeeper({ ledger, chain, database, wall: house.now, log });
    await keeper.tick();
    chain.mine();
    await house.follower.sync();
    for (let time = 0; time < 3; time++) chain.failures.push({ method: "block", error: new Error("away") });
    for (let time = 0; time < 5; time++) await keeper.tick();
    expect(said).to.deep.equal([
      "the book of orders is behind the chain",
      "the book of orders has caught up with the chain",
    ]);
  });
});
