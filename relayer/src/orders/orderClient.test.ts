import { RelayerOrderNotFillableError } from "@plaza/sdk";
import { createAccountClient, createRelayerClient } from "@plaza/sdk/relayer";
import { expect } from "chai";
import { getAddress, zeroHash } from "viem";
import { listen } from "../server.ts";
import { type House, openHouse, people } from "../testing/house.ts";
import { listingOf, offerOf, token } from "../testing/orders.ts";

describe("the SDK's client of the book", () => {
  let house: House;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeEach(async () => {
    house = await openHouse({ now: Date.now });
    server = await listen(house.app.fetch, "127.0.0.1", 0);
  });
  afterEach(() => server.close());

  const client = () => createRelayerClient({ url: server.url });

  it("enters what was signed, and reads it back to the last digit", async () => {
    const { listing, id, body } = await listingOf(people.seller, { price: 2n ** 90n + 1n, nonce: 2n ** 255n });
    const entry = await client().enterListing(body);
    expect(entry).to.include({ kind: "listing", id, status: "open", reason: null, remaining: 1n, fillable: 1n });
    expect(entry.listing).to.deep.equal({
      ...listing,
      seller: people.seller.address,
      token: getAddress(token),
    });
    expect(entry.signature).to.equal(body.signature);
    expect(await client().getOrder(id)).to.deep.equal(entry);

    const tokenIds = [7n, 2n ** 200n];
    const traits = await offerOf(people.bob, { tokens: tokenIds });
    const offered = await client().enterOffer({ offer: traits.offer, signature: traits.body.signature, tokenIds });
    expect(offered).to.deep.include({ kind: "offer", id: traits.id, tokenIds });
    expect(offered.offer).to.deep.equal({ ...traits.offer, buyer: people.bob.address, token: getAddress(token) });
  });

  it("lists by filter, page by page", async () => {
    for (const nonce of [1n, 2n, 3n]) await client().enterListing((await listingOf(people.seller, { nonce })).body);
    const { offer, body } = await offerOf(people.bob);
    await client().enterOffer({ offer, signature: body.signature });
    const first = await client().getOrders({ kind: "listing", limit: 2 });
    expect(first.orders).to.have.lengthOf(2);
    const second = await client().getOrders({ kind: "listing", limit: 2, after: first.next ?? "" });
    expect(second).to.have.property("next", null);
    expect(second.orders).to.have.lengthOf(1);
    const about = await client().getOrders({ token, tokenIds: [7n, 8n], sort: "price_high" });
    expect(about.orders.map(({ kind }) => kind)).to.deep.equal(["listing", "listing", "listing", "offer"]);
    expect((await client().getOrders({ status: "ended" })).orders).to.deep.equal([]);
  });

  it("says why an order was refused, and takes one's own out", async () => {
    const { id, body } = await listingOf(people.seller);
    house.chain.mine({ orders: [{ id, maker: people.seller.address, facts: { allowed: 0n } }] });
    const error = await client()
      .enterListing(body)
      .catch((refused: unknown) => refused);
    expect(error).to.be.instanceOf(RelayerOrderNotFillableError).and.include({ reason: "not_approved" });
    house.chain.mine({ orders: [{ id, maker: people.seller.address, facts: { allowed: 1n } }] });
    await client().enterListing(body);

    const account = createAccountClient({ url: server.url });
    await account.signIn({
      ...{ account: people.seller.address, chainId: 31337, uri: `${server.url}/me` },
      signMessage: (message) => people.seller.signMessage({ message }),
    });
    expect(await account.withdrawOrder(id)).to.include({ status: "ended", reason: "withdrawn" });
    const unknown = await account.withdrawOrder(zeroHash).catch((refused: { code: string }) => refused.code);
    expect(unknown).to.equal("order_not_found");
  });
});
