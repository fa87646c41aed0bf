import {
  approveCreditsSync,
  buyFlow,
  buySync,
  createAccountClient,
  createOffer,
  createRelayerClient,
  feeSplit,
  memoryFlowStore,
  mintCreditsSync,
  type Notification,
  signOffer,
} from "@plaza/sdk";
import { expect } from "chai";
import { type LocalAccount, maxUint256 } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { openMarket } from "../helpers/market.ts";
import { until } from "../helpers/until.ts";

const { admin, alice, bob } = actors;

describe("a seller who is away", function () {
  this.timeout(120_000);
  let house: AuctionHouse;
  before(async () => {
    house = await openAuctionHouse();
  });
  after(() => house.close());

  /** What an account was told, once there are so many. */
  async function told(url: string, account: LocalAccount, count: number): Promise<Notification[]> {
    const client = createAccountClient({ url });
    await client.signIn({
      ...{ account: account.address, chainId: house.chain.chainId, uri: `${url}/me` },
      signMessage: (message) => account.signMessage({ message }),
    });
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { notifications } = await client.getNotifications();
      if (notifications.length >= count || Date.now() > deadline) return notifications;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it("finds what he sold, and what he is offered, also where the relayer was away too", async () => {
    const market = openMarket(house.chain);
    const { credits: currency, orders } = house.chain.deployment;
    const buyer = clientOf(house.chain, bob);
    await market.fund(bob, credits(100));
    await mintCreditsSync(clientOf(house.chain, admin), { credits: currency, to: bob.address, amount: credits(100) });
    await approveCreditsSync(buyer, { credits: currency, spender: orders, amount: maxUint256 });
    const folder = await house.folder();
    const first = await house.relayer({ data: folder });

    // An offer on what Alice has put on the shelf: it is in escrow, and she is told all the same.
    const terms = await market.listSword(alice, credits(20));
    const offer = createOffer({
      ...{ buyer: bob.address, token: terms.token, standard: "ERC721", tokenId: terms.tokenId },
      ...{ price: credits(15), nonce: 1n },
    });
    const signature = await signOffer(buyer, { domain: { chainId: house.chain.chainId, orders }, offer });
    await createRelayerClient({ url: first.url }).enterOffer({ offer, signature });
    expect((await told(first.url, alice, 1)).map(({ kind }) => kind)).to.deep.equal(["offer_received"]);
    await first.close();

    // Nobody is there when it is sold.
    const { marketplace } = house.domain;
    await buySync(buyer, { marketplace, terms, quantity: 1n, maxTotal: credits(20) });

    const { url } = await house.relayer({ data: folder });
    const [sold, offered, ...others] = await told(url, alice, 2);
    expect(others).to.deep.equal([]);
    expect(offered).to.include({ kind: "offer_received", sequence: 1 });
    const { proceeds, fee } = feeSplit({ amount: credits(20), feeBps: 500 });
    expect(sold).to.include({ kind: "item_sold", sequence: 2, readAt: null });
    expect(sold?.data).to.deep.include({
      ...{ source: "listing", total: credits(20), fee, proceeds, buyer: bob.address },
      item: { token: terms.token, tokenId: terms.tokenId, quantity: 1n },
    });
    expect(await told(url, bob, 0), "the buyer knows what he did").to.deep.equal([]);

    // A buyer hears of it that the seller will: his flow says so, or asks for it later by the trade's id.
    const relayer = createRelayerClient({ url });
    const context = { client: buyer, deployment: house.chain.deployment, relayer, store: memoryFlowStore() };
    const another = await market.listSword(alice, credits(5));
    const sale = await (await buyFlow(context, { terms: another, maxTotal: credits(5) })).run();
    expect(sale.sellerNotified).to.be.a("boolean");
    await until("the notice is stored", () => relayer.isSaleNoticeStored(sale.trade ?? ""));
    const [newest] = await told(url, alice, 3);
    expect(newest?.data).to.deep.include({ trade: sale.trade, proceeds: sale.proceeds });
  });
});
