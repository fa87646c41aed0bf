import {
  cancelRunningAuctionSync,
  createAccountClient,
  createRelayerClient,
  PlazaError,
  type RelayerClient,
} from "@plaza/sdk";
import { expect } from "chai";
import type { Hex, LocalAccount } from "viem";
import { type AuctionHouse, credits, openAuctionHouse } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { until } from "../helpers/until.ts";

const { alice, bob } = actors;
const site = "plaza.example";

describe("a seller who changes his mind", () => {
  let house: AuctionHouse;
  let client: RelayerClient;
  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    await house.deposit(bob, credits(100));
    client = createRelayerClient({ url: (await house.relayer({ data: "memory://", sites: [site] })).url });
  });
  after(() => house.close());

  const signedIn = async (account: LocalAccount) => {
    const session = createAccountClient({ url: client.url });
    await session.signIn({
      ...{ account: account.address, chainId: house.chain.chainId, uri: `https://${site}/` },
      signMessage: (message) => account.signMessage({ message }),
    });
    return session;
  };
  const codeOf = (done: Promise<unknown>) =>
    done.then(
      () => "done",
      (error: unknown) => (error instanceof PlazaError ? error.code : String(error)),
    );
  const bid = async (id: Hex) => codeOf(client.placeBid(await house.bid(bob, id, credits(20))));

  it("cancels a running auction with the relayer's consent, unless somebody has bid (MECHANISM.md 30)", async () => {
    const { marketplace } = house.domain;
    const seller = await signedIn(alice);
    const { id, terms } = await house.auction();
    expect(await codeOf((await signedIn(bob)).requestCancellation(id))).to.equal("not_the_seller");
    const { cancellation, signature: settlerSignature } = await seller.requestCancellation(id);
    expect(await bid(id)).to.equal("auction_cancelling");
    const { deadline } = cancellation;
    await cancelRunningAuctionSync(clientOf(house.chain, alice), { marketplace, terms, deadline, settlerSignature });
    expect(await house.ownerOf(terms.tokenId)).to.equal(alice.address);
    await until("the relayer knows", async () => (await client.getAuction(id)).status === "cancelled");
    expect(await bid(id)).to.equal("auction_ended");

    const other = await house.auction();
    expect(await bid(other.id)).to.equal("done");
    expect(await codeOf(seller.requestCancellation(other.id))).to.equal("auction_has_bids");
  }).timeout(120_000);
});
