import {
  type AccountTokens,
  createAccountClient,
  type Notification,
  type TokenStore,
  type WatchStatus,
} from "@plaza/sdk/relayer";
import { expect } from "chai";
import type { PrivateKeyAccount } from "viem/accounts";
import { listen } from "../server.ts";
import { addressOf, auctionOf, type House, openHouse, people } from "../testing/house.ts";
import { sell } from "../testing/notices.ts";

const seller = addressOf(people.seller);
const bob = addressOf(people.bob);

describe("the SDK's account client", () => {
  let house: House;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeEach(async () => {
    house = await openHouse({ now: Date.now });
    server = await listen(house.app.fetch, "127.0.0.1", 0);
  });
  afterEach(async () => {
    house.noticeHub.close();
    await server.close();
  });

  /** Somebody's client, signed in. */
  async function signedIn(who: PrivateKeyAccount, store?: TokenStore) {
    const client = createAccountClient({ url: server.url, store });
    await client.signIn({
      ...{ account: who.address, chainId: 31337, uri: `${server.url}/me` },
      signMessage: (message) => who.signMessage({ message }),
    });
    return client;
  }

  async function sale(total: bigint): Promise<void> {
    await sell(house, [{ seller, buyer: bob, total }]);
    await house.notices.tick();
  }

  const codeOf = (failing: Promise<unknown>) =>
    failing.then(
      () => "nothing failed",
      (error: { code?: string }) => error.code,
    );

  it("shows a seller who was away during the sale what he got", async () => {
    const buyer = await signedIn(people.bob);
    await buyer.setProfile({ displayName: "Bob the bold" });
    await sale(1_000n);
    const client = await signedIn(people.seller);
    const { notifications, unread } = await client.getNotifications();
    expect(unread).to.equal(1);
    const [told] = notifications;
    if (told?.kind !== "item_sold") throw new Error("The sale was not told.");
    expect(told.data).to.include({ total: 1_000n, fee: 50n, proceeds: 950n, buyer: people.bob.address });
    expect(told.data).to.include({ buyerName: "Bob the bold", source: "listing" });
    expect(told.happenedAt.getTime()).to.equal(house.chain.head.timestamp * 1_000);
    expect(await client.markRead({ through: told.sequence })).to.equal(0);

    const trade = told.data.trade;
    expect(await client.review({ trade, rating: 4, comment: "paid at once" })).to.include({
      subject: people.bob.address,
    });
    expect(await codeOf(client.review({ trade, rating: 4 }))).to.equal("already_reviewed");
    expect(await client.getReviews(people.bob.address)).to.have.length(1);
    expect(await client.getReputation(people.bob.address)).to.include({ purchases: 1, reviews: 1, stale: false });
    expect(await client.getProfile(people.seller.address)).to.deep.equal({ profile: null, onboarding: "none" });
  });

  it("follows notifications live and in order, over cut connections", async () => {
    await sale(100n);
    const client = await signedIn(people.seller);
    const session = await client.getSession();
    const seen: Notification[] = [];
    const statuses: WatchStatus[] = [];
    let wake = () => {};
    const until = async (count: number) => {
      while (seen.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    };
    const stop = client.watchNotifications({
      minDelay: 1,
      onNotification: (notification) => {
        seen.push(notification);
        wake();
      },
      onStatus: (status) => statuses.push(status),
    });
    await until(1);
    await sale(200n);
    await until(2);
    // The relayer lets go of the connection; what happens meanwhile comes with the next one.
    house.noticeHub.closeSessions(seller, (id) => id === session.id);
    await sale(300n);
    await until(3);
    expect(seen.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
    expect(statuses).to.include.members(["connecting", "live", "reconnecting"]);
    stop();
  });

  it("goes on watching where an instance takes its token for expired, also after interruptions, with a new one each time", async () => {
    // As an instance does whose clock is ahead: it refuses the stream, and is the one that answers twice in a row.
    let [asked, renewed] = [0, 0];
    const client = createAccountClient({
      url: server.url,
      fetch: (input, init) => {
        if (String(input).endsWith("/refresh")) renewed += 1;
        if (!String(input).endsWith("/stream")) return fetch(input, init);
        asked += 1;
        if (asked === 1) return Promise.reject(new TypeError("It is away."));
        if (asked > 3) return fetch(input, init);
        const problem = { type: "about:blank", title: "Session expired", status: 401, code: "session_expired" };
        return Promise.resolve(Response.json(problem, { status: 401 }));
      },
    });
    await client.signIn({
      ...{ account: people.seller.address, chainId: 31337, uri: `${server.url}/me` },
      signMessage: (message) => people.seller.signMessage({ message }),
    });
    await sale(100n);
    const heard = await new Promise<Notification>((resolve, reject) => {
      const stop = client.watchNotifications({
        minDelay: 1,
        onNotification: (notification) => {
          resolve(notification);
          stop();
        },
        onStatus: (status) => status === "closed" && reject(new Error("The watch was given up.")),
      });
    });
    expect(heard.sequence).to.equal(1);
    expect([asked, renewed], "each refusal asks for another token, an interruption does not").to.deep.equal([4, 2]);
  });

  it("renews its session in silence, once for all who ask at the same time", async () => {
    let kept: AccountTokens | undefined;
    const store: TokenStore = {
      get: () => kept,
      set: (tokens) => {
        kept = tokens;
      },
    };
    const client = await signedIn(people.seller, store);
    const first = kept;
    if (first === undefined) throw new Error("No tokens were kept.");
    kept = { ...first, accessExpiresAt: new Date(0) };
    await Promise.all([client.getSession(), client.getNotifications(), client.getWatches()]);
    expect(kept.refreshToken).to.not.equal(first.refreshToken);

    kept = { ...first, accessExpiresAt: new Date(0) };
    expect(await codeOf(client.getSession())).to.equal("refresh_token_reused");
    expect(kept).to.equal(undefined);
    expect(await codeOf(client.getSession())).to.equal("not_signed_in");
  });

  it("watches auctions, and signs out here and everywhere", async () => {
    const { id, event } = auctionOf();
    house.chain.mine({ events: [event] });
    await house.follower.sync();
    const [client, other] = [await signedIn(people.carol), await signedIn(people.carol)];
    expect(await client.setWatch(id, true)).to.deep.equal([id]);
    expect(await client.setWatch(id, false)).to.deep.equal([]);
    await client.signOut();
    expect(await codeOf(client.getSession())).to.equal("not_signed_in");
    expect(await other.signOutEverywhere()).to.equal(1);
  });
});
