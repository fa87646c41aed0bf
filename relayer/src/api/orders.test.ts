import { expect } from "chai";
import { type Address, getAddress, type Hex, toHex } from "viem";
import { type House, NOW, openHouse, people } from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { conformity } from "../testing/openapi.ts";
import { listingOf, offerOf, token } from "../testing/orders.ts";
import { proving, signIn } from "../testing/signIn.ts";

type Listed = { orders: { id: Hex }[]; next: string | null };

describe("the book's routes", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });

  const list = async (query = ""): Promise<Listed> => {
    const response = await house.app.request(`/v1/orders${query}`);
    expect(response.status).to.equal(200);
    return (await response.json()) as Listed;
  };
  const ids = async (query = "") => (await list(query)).orders.map(({ id }) => id);
  const enter = async ({ id, body }: { id: Hex; body: object }) => {
    const response = await post(house, `/v1/orders/${"listing" in body ? "listings" : "offers"}`, body);
    expect(response.status, await response.clone().text()).to.equal(201);
    return id;
  };

  it("take a signed order once, and show it to everybody as it was signed", async () => {
    const conforms = conformity(house.app);
    const { id, body, listing } = await listingOf(people.seller);
    await conforms("post", "/v1/orders/listings", await post(house, "/v1/orders/listings", body), 201);
    await conforms("post", "/v1/orders/listings", await post(house, "/v1/orders/listings", body), 200);
    const response = await house.app.request(`/v1/orders/${id}`);
    await conforms("get", "/v1/orders/{id}", response.clone(), 200);
    const shown = (await response.json()) as Record<string, unknown>;
    expect(shown).to.deep.include({ kind: "listing", id, status: "open", reason: null, remaining: "1", fillable: "1" });
    expect(shown.signature).to.equal(body.signature);
    const { seller, taker, ...rest } = listing;
    expect(shown.listing).to.deep.equal({
      ...Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value.toString()])),
      ...{ seller: people.seller.address, taker, token: getAddress(token) },
    });
    expect(await ids()).to.deep.equal([id]);
  });

  it("take offers on an item, a collection and traits, and find those that an item can fill", async () => {
    const item = await enter(await offerOf(people.bob));
    const other = await enter(await offerOf(people.bob, { tokenId: 8n, nonce: 2n }));
    const collection = await enter(await offerOf(people.bob, { nonce: 3n, quantity: 5n }));
    const traits = await enter(await offerOf(people.bob, { tokens: [7n, 9n], nonce: 4n }));
    const listing = await enter(await listingOf(people.seller));
    expect(await ids(`?token=${token}&tokenIds=7&kind=offer`)).to.deep.equal([traits, collection, item]);
    expect(await ids(`?token=${token}&tokenIds=8,9&kind=offer`)).to.deep.equal([traits, collection, other]);
    expect(await ids(`?token=${token}&tokenIds=7&kind=listing`)).to.deep.equal([listing]);
    expect(await ids(`?maker=${people.bob.address}`)).to.deep.equal([traits, collection, other, item]);
    expect(await ids(`?token=${people.bob.address}`)).to.deep.equal([]);
    const shown = (await (await house.app.request(`/v1/orders/${traits}`)).json()) as Record<string, unknown>;
    expect(shown.tokenIds).to.deep.equal(["7", "9"]);
  });

  it("list page by page, in three orders, without gap or repetition", async () => {
    const prices = [30n, 10n, 20n, 10n, 40n];
    const entered: Hex[] = [];
    for (const [index, price] of prices.entries())
      entered.push(await enter(await listingOf(people.seller, { price, nonce: BigInt(index) })));
    const pages = async (sort: string) => {
      const found: Hex[] = [];
      let after = "";
      do {
        const { orders, next } = await list(`?sort=${sort}&limit=2${after}`);
        found.push(...orders.map(({ id }) => id));
        after = next === null ? "" : `&after=${next}`;
      } while (after !== "");
      return found.map((id) => entered.indexOf(id));
    };
    expect(await pages("newest")).to.deep.equal([4, 3, 2, 1, 0]);
    expect(await pages("price_low")).to.deep.equal([1, 3, 2, 0, 4]);
    expect(await pages("price_high")).to.deep.equal([4, 0, 2, 3, 1]);
  });

  it("refuse what nobody could fill, with the reason", async () => {
    const refused = async (changes: Parameters<typeof listingOf>[1], facts: object = {}) => {
      const { id, body } = await listingOf(people.seller, changes);
      house.chain.mine({ orders: [{ id, maker: people.seller.address, facts }] });
      return problemOf(post(house, "/v1/orders/listings", body));
    };
    for (const [index, [facts, reason]] of (
      [
        [{ held: 0n }, "item_away"],
        [{ allowed: 0n }, "not_approved"],
        [{ isNonceUsed: true }, "cancelled"],
        [{ counter: 1n }, "counter_raised"],
        [{ feeBps: 1_001n }, "fee_above_maximum"],
      ] as const
    ).entries())
      expect(await refused({ nonce: BigInt(index + 2) }, facts)).to.include({
        status: 409,
        code: "order_not_fillable",
        reason,
      });
    expect(await refused({ expiry: BigInt(NOW) })).to.include({ code: "order_not_fillable", reason: "expired" });
    expect(await refused({ price: 0n })).to.include({ code: "amount_out_of_range", field: "listing.price" });
    const poor = await offerOf(people.bob);
    house.chain.mine({ orders: [{ id: poor.id, maker: people.bob.address, facts: { held: 89n } }] });
    expect(await problemOf(post(house, "/v1/orders/offers", poor.body))).to.include({ reason: "funds_missing" });
    expect(await ids("?status=all")).to.deep.equal([]);
  });

  it("refuse another's signature, another chain's and another contract's; take what a wallet of code accepts", async () => {
    const { body } = await listingOf(people.seller);
    const enterAs = (changes: object) => problemOf(post(house, "/v1/orders/listings", { ...body, ...changes }));
    const other = (await listingOf(people.carol)).body.signature;
    expect(await enterAs({ signature: other })).to.include({ status: 401, code: "invalid_signature" });
    const dearer = { ...body.listing, price: 101n };
    expect(await enterAs({ listing: dearer })).to.include({ code: "invalid_signature" });
    expect(await enterAs({ signature: "0x1234" })).to.include({ code: "invalid_signature" });
    house.chain.accepted.add("0x1234");
    expect(await enterAs({ signature: "0x1234" })).to.include({ status: "open", signature: "0x1234" });
  });

  it("leave it to its maker to take an order out, for good", async () => {
    const conforms = conformity(house.app);
    const { id, body } = await listingOf(people.seller);
    await post(house, "/v1/orders/listings", body);
    const withdraw = async (account?: typeof people.bob) =>
      house.app.request(`/v1/orders/${id}`, {
        method: "DELETE",
        headers: account ? proving(await signIn(house, account)) : {},
      });
    expect(await problemOf(withdraw())).to.include({ code: "not_signed_in" });
    expect(await problemOf(withdraw(people.bob))).to.include({ status: 403, code: "not_the_maker" });
    expect(await ids()).to.deep.equal([id]);
    const response = await withdraw(people.seller);
    await conforms("delete", "/v1/orders/{id}", response.clone(), 200);
    expect(await response.json()).to.include({ status: "ended", reason: "withdrawn" });
    expect(await ids()).to.deep.equal([]);
    const again = await post(house, "/v1/orders/listings", body);
    expect(await again.json(), "whoever has the signature cannot put it back").to.include({ reason: "withdrawn" });
    await house.orderKeeper.tick();
    expect(await ids("?status=ended")).to.deep.equal([id]);
  });

  it("take so many of one maker", async () => {
    const { id } = await listingOf(people.seller);
    await enter(await listingOf(people.seller));
    await house.database.query(
      `INSERT INTO orders (id, kind, maker, token, price, terms, signature, contract_signed, created_at, status, remaining,
          fillable, checked_block)
        SELECT id || n, kind, maker, token, price, terms, signature, contract_signed, created_at, status, remaining, fillable, 0
        FROM orders, generate_series(1, 499) AS n WHERE id = $1`,
      [id],
    );
    const { body } = await listingOf(people.seller, { nonce: 2n });
    expect(await problemOf(post(house, "/v1/orders/listings", body))).to.include({ code: "too_many_orders" });
    await enter(await listingOf(people.carol));
  });

  it("promise nothing while the chain is away", async () => {
    const { body } = await listingOf(people.seller);
    house.chain.failures.push({ method: "orderFacts", error: new Error("no answer") });
    expect(await problemOf(post(house, "/v1/orders/listings", body))).to.include({
      ...{ status: 503, code: "temporarily_unavailable" },
    });
    const wallet = { ...body, signature: toHex("a wallet's") };
    house.chain.failures.push({ method: "isValidSignature", error: new Error("no answer") });
    expect(await problemOf(post(house, "/v1/orders/listings", wallet))).to.include({ code: "temporarily_unavailable" });
  });

  it("know an order from no order", async () => {
    const unknown: Hex = `0x${"12".repeat(32)}`;
    expect(await problemOf(house.app.request(`/v1/orders/${unknown}`))).to.include({ code: "order_not_found" });
    const nobody: Address = `0x${"00".repeat(20)}`;
    for (const query of ["?after=x", "?limit=0", "?limit=201", "?status=gone", `?maker=${nobody}1`, "?colour=red"])
      expect(await problemOf(house.app.request(`/v1/orders${query}`)), query).to.include({ code: "invalid_request" });
  });
});
