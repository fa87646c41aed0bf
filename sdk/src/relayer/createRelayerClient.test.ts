import { expect } from "chai";
import { rejection } from "../../testing/rejection.ts";
import { bidder, id, liveAuctionJson, receiptJson, seller, signature, timed } from "../../testing/relayer.ts";
import { json, serve, type TestServer } from "../../testing/server.ts";
import {
  ConnectionError,
  MalformedResponseError,
  RequestTimeoutError,
  ServiceUnavailableError,
} from "../errors/http.ts";
import { ConfigurationError, InvalidParameterError } from "../errors/input.ts";
import { CosignatureMismatchError } from "../errors/trust.ts";
import type { AccountTokens } from "./accountTypes.ts";
import { createAccountClient } from "./createAccountClient.ts";
import { createRelayerClient } from "./createRelayerClient.ts";

describe("createRelayerClient", () => {
  const servers: TestServer[] = [];
  const answering = async (...parameters: Parameters<typeof serve>) => {
    const server = await serve(...parameters);
    servers.push(server);
    return { server, client: createRelayerClient({ url: server.url, timeout: 2_000 }) };
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it("reads an auction: amounts as bigint, times as Date, addresses with checksum", async () => {
    const { client, server } = await answering((_, response) => json(response, 200, liveAuctionJson, timed));
    const auction = await client.getAuction(id);
    expect(server.requests[0]).to.include({ method: "GET", path: `/v1/auctions/${id}` });
    expect(auction.minimumBid).to.equal(10500000000000000002n);
    expect(auction.topBid).to.deep.include({ bidder, amount: 10000000000000000001n, sequence: 3 });
    expect(auction).to.deep.include({ leader: bidder, currentPrice: 10000000000000000001n });
    expect(auction.post).to.deep.equal({ bidder: seller, amount: 10000000000000000000n });
    expect(auction.serverTime.getTime() - auction.startsAt.getTime()).to.equal(1_801_250);
    expect(auction.settlement).to.equal(null);
  });

  it("asks for many auctions in pages of a hundred, each once", async () => {
    const { client, server } = await answering((_, response) =>
      json(response, 200, { auctions: [liveAuctionJson] }, timed),
    );
    const ids = Array.from({ length: 150 }, (_, index) => `0x${index.toString(16).padStart(64, "0")}` as const);
    expect(await client.getAuctions([...ids, ...ids])).to.have.lengthOf(2);
    const counts = server.requests.map(({ path }) => path.split(",").length);
    expect(counts.sort()).to.deep.equal([100, 50]);
    expect(await client.getAuctions([])).to.deep.equal([]);
    expect(server.requests).to.have.lengthOf(2);
  });

  it("places a bid and gives the receipt as it was signed", async () => {
    const { client, server } = await answering((_, response) =>
      json(response, 201, { receipt: receiptJson, auction: liveAuctionJson }, timed),
    );
    const { receipt } = await client.placeBid({ auctionId: id, bidder, maxAmount: 10n ** 19n, signature });
    const [request] = server.requests;
    expect(request).to.include({ method: "POST", path: "/v1/bids" });
    expect(request?.headers["content-type"]).to.equal("application/json");
    expect(JSON.parse(request?.body ?? "")).to.deep.equal({
      auctionId: id,
      bidder,
      maxAmount: "10000000000000000000",
      signature,
    });
    await client.placeBid({ auctionId: id, bidder, maxAmount: 10n ** 19n, signature, proxy: true });
    expect(JSON.parse(server.requests[1]?.body ?? "")).to.include({ proxy: true });
    expect(receipt).to.deep.include({ amount: 10000000000000000001n, sequence: 3n, receivedAt: 1893457800n });
  });

  it("reads bids after a sequence", async () => {
    const bid = {
      ...{ ...liveAuctionJson.topBid, bidHash: receiptJson.bidHash, receipt: receiptJson },
      ...{ proxy: false, maxAmount: "10000000000000000001", signature },
    };
    const secret = { ...bid, proxy: true, maxAmount: null, signature: null };
    const { client, server } = await answering((_, response) => json(response, 200, { bids: [bid, secret] }));
    const [first, second] = await client.getBids(id, { after: 2, limit: 10 });
    expect(server.requests[0]?.path).to.equal(`/v1/auctions/${id}/bids?after=2&limit=10`);
    expect(first?.receipt.sequence).to.equal(3n);
    expect(first).to.include({ proxy: false, maxAmount: 10000000000000000001n, signature });
    expect(second).to.include({ proxy: true, maxAmount: null, signature: null });
    await client.getBids(id);
    expect(server.requests[1]?.path).to.equal(`/v1/auctions/${id}/bids`);
  });

  it("reads funds, and has a withdrawal co-signed", async () => {
    const { client, server } = await answering(({ method }, response) =>
      method === "GET"
        ? json(response, 200, {
            account: bidder,
            deposited: "9",
            exiting: "1",
            reserved: "3",
            pendingWithdrawals: "2",
            available: "4",
          })
        : json(response, 201, {
            withdrawal: {
              account: bidder,
              amount: "4",
              recipient: seller,
              nonce: String(2n ** 255n),
              deadline: "2030-01-01T00:10:00Z",
            },
            signature,
          }),
    );
    expect(await client.getFunds(bidder)).to.include({ deposited: 9n, available: 4n });
    const request = { account: bidder, amount: 4n, recipient: seller, issuedAt: 1893456000n, signature } as const;
    const { withdrawal } = await client.requestWithdrawal(request);
    expect(withdrawal).to.deep.include({ nonce: 2n ** 255n, deadline: 1893456600n });
    expect(JSON.parse(server.requests[1]?.body ?? "")).to.include({ amount: "4", issuedAt: 1893456000 });
  });

  it("takes no co-signature of another withdrawal than it asked for: whoever sends it pays who stands in it", async () => {
    const asked = { account: bidder, amount: 4n, recipient: bidder, issuedAt: 1893456000n, signature } as const;
    const honest = {
      account: bidder.toLowerCase(),
      amount: "4",
      recipient: bidder,
      nonce: "1",
      deadline: "2030-01-01T00:10:00Z",
    };
    for (const [field, lie] of Object.entries({ account: seller, amount: "5", recipient: seller })) {
      const { client } = await answering((_, response) =>
        json(response, 201, { withdrawal: { ...honest, [field]: lie }, signature }),
      );
      const error = await rejection(client.requestWithdrawal(asked), CosignatureMismatchError);
      expect(error).to.include({ field, code: "cosignature_mismatch" });
    }
  });

  it("takes no consent to another auction's cancel", async () => {
    const [own, other] = [id, `0x${"2b".repeat(32)}`] as const;
    const { server } = await answering((_, response) =>
      json(response, 200, {
        cancellation: { auctionId: own, deadline: "2030-01-01T00:10:00Z" },
        signature,
      }),
    );
    const tokens: AccountTokens = {
      session: { id: "1", account: seller, createdAt: new Date(0), expiresAt: new Date(2 ** 42) },
      ...{ accessToken: "a", accessExpiresAt: new Date(2 ** 42), refreshToken: "r" },
    };
    const account = createAccountClient({ url: server.url, store: { get: () => tokens, set: () => {} } });
    expect((await account.requestCancellation(own)).cancellation).to.include({ auctionId: own });
    const error = await rejection(account.requestCancellation(other), CosignatureMismatchError);
    expect(error.field).to.equal("auctionId");
  });

  it("reads keys, and health also where it is bad", async () => {
    const domain = { name: "Plaza Marketplace", version: "1", chainId: 31337, verifyingContract: seller };
    const health = { status: "degraded", version: "0.1.0", chain: {}, database: {}, settlement: { leader: false } };
    const { client } = await answering(({ path }, response) =>
      path === "/health"
        ? json(response, 503, { ...health, signatureRecovery: "wasm" })
        : json(response, 200, { settler: bidder, receiptSigner: seller, domain }),
    );
    expect(await client.getKeys()).to.deep.equal({ settler: bidder, receiptSigner: seller, domain });
    expect(await client.getHealth()).to.deep.include({ status: "degraded", signatureRecovery: "wasm" });
  });

  it("takes a URL with a slash at its end", async () => {
    const { server } = await answering((_, response) => json(response, 200, liveAuctionJson, timed));
    await createRelayerClient({ url: `${server.url}/` }).getAuction(id);
    expect(server.requests[0]?.path).to.equal(`/v1/auctions/${id}`);
  });

  it("sends by the fetch that it is given", async () => {
    const seen: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      seen.push(String(input));
      return Response.json(liveAuctionJson, { headers: timed });
    };
    await createRelayerClient({ url: "http://relayer.test", fetch }).getAuction(id);
    expect(seen).to.deep.equal([`http://relayer.test/v1/auctions/${id}`]);
  });

  it("gives up after its timeout, even when the answer trickles", async () => {
    const { server } = await answering((_, response) => {
      response.writeHead(200).write("{");
    });
    const client = createRelayerClient({ url: server.url, timeout: 60 });
    const error = await rejection(client.getAuction(id), RequestTimeoutError);
    expect(error).to.include({ timeout: 60, retryable: true, code: "request_timeout" });
  });

  it("gives up when the caller does, with the caller's reason", async () => {
    const { client } = await answering(() => undefined);
    const stop = new AbortController();
    const pending = client.getAuction(id, { signal: stop.signal });
    stop.abort(new RangeError("changed my mind"));
    expect((await rejection(pending, RangeError)).message).to.equal("changed my mind");
  });

  it("says when nobody listens", async () => {
    const { server, client } = await answering(() => undefined);
    await server.close();
    const error = await rejection(client.getAuction(id), ConnectionError);
    expect(error).to.include({ recovery: "check_connection", retryable: true });
  });

  it("asks again, once, over a connection that the server had just closed, but sends nothing twice that does something", async () => {
    let toClose = 1;
    const { server, client } = await answering((_, response) => {
      if (toClose-- > 0) response.destroy();
      else json(response, 200, liveAuctionJson, timed);
    });
    expect((await client.getAuction(id)).id).to.equal(id);
    expect(server.requests).to.have.lengthOf(2);
    toClose = 2;
    await rejection(client.getAuction(id), ConnectionError);
    expect(server.requests).to.have.lengthOf(4);
    toClose = 1;
    await rejection(client.placeBid({ auctionId: id, bidder, maxAmount: 1n, signature }), ConnectionError);
    expect(server.requests).to.have.lengthOf(5);
  });

  it("says when something in front of the relayer answers", async () => {
    const { client } = await answering((_, response) => response.writeHead(502).end("<h1>Bad Gateway</h1>"));
    expect(await rejection(client.getAuction(id), ServiceUnavailableError)).to.include({ status: 502 });
    const { client: proxied } = await answering((_, response) => response.writeHead(403).end("no"));
    await rejection(proxied.getAuction(id), MalformedResponseError);
    const { client: hurried } = await answering((_, response) => response.writeHead(429).end("slow down"));
    expect(await rejection(hurried.getAuction(id), ServiceUnavailableError)).to.include({
      status: 429,
      retryable: true,
    });
  });

  const malformed: [string, unknown, string][] = [
    ["no object", 7, ""],
    ["a missing field", { ...liveAuctionJson, seller: undefined }, "seller"],
    ["an amount that is a number", { ...liveAuctionJson, minimumBid: 5 }, "minimumBid"],
    ["a negative amount", { ...liveAuctionJson, minimumBid: "-5" }, "minimumBid"],
    ["an unknown status", { ...liveAuctionJson, status: "sleeping" }, "status"],
    ["a time that is none", { ...liveAuctionJson, endsAt: "tomorrow" }, "endsAt"],
    ["an impossible time", { ...liveAuctionJson, endsAt: "2030-13-01T00:00:00Z" }, "endsAt"],
    ["a short id", { ...liveAuctionJson, id: "0x12" }, "id"],
    ["a bad bidder", { ...liveAuctionJson, topBid: { ...liveAuctionJson.topBid, bidder: "0x1" } }, "topBid.bidder"],
    ["a fraction", { ...liveAuctionJson, bidCount: 1.5 }, "bidCount"],
  ];
  for (const [name, body, field] of malformed)
    it(`refuses an answer with ${name} and names the field`, async () => {
      const { client } = await answering((_, response) => json(response, 200, body));
      expect(await rejection(client.getAuction(id), MalformedResponseError)).to.include({ field });
    });

  it("refuses an answer that is no JSON", async () => {
    const { client } = await answering((_, response) => response.end("hello"));
    expect(await rejection(client.getAuction(id), MalformedResponseError)).to.include({ field: "body" });
  });

  it("refuses a receipt whose time has a fraction: nobody could have signed it", async () => {
    const receipt = { ...receiptJson, receivedAt: "2030-01-01T00:30:00.5Z" };
    const { client } = await answering((_, response) =>
      json(response, 201, { receipt, auction: liveAuctionJson }, timed),
    );
    const placing = client.placeBid({ auctionId: id, bidder, maxAmount: 1n, signature });
    expect(await rejection(placing, MalformedResponseError)).to.include({ field: "receipt.receivedAt" });
  });

  it("ignores fields that it does not know", async () => {
    const { client } = await answering((_, response) =>
      json(response, 200, { ...liveAuctionJson, buyout: "5" }, timed),
    );
    expect(await client.getAuction(id)).not.to.have.property("buyout");
  });

  it("lets nothing but an id into a path", async () => {
    const { client, server } = await answering(() => undefined);
    const path = "../../v1/keys" as `0x${string}`;
    await rejection(client.getAuction(path), InvalidParameterError);
    await rejection(client.getAuctions([path]), InvalidParameterError);
    await rejection(client.getBids(path), InvalidParameterError);
    await rejection(client.getFunds(path), InvalidParameterError);
    expect(() => client.watchAuction(path, { onUpdate: () => undefined })).to.throw(InvalidParameterError);
    expect(server.requests).to.deep.equal([]);
  });

  for (const [field, options] of [
    ["url", { url: "relayer" }],
    ["url", { url: "ftp://relayer.test" }],
    ["timeout", { url: "http://relayer.test", timeout: 0 }],
  ] as const)
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => createRelayerClient(options))
        .to.throw(ConfigurationError)
        .that.includes({ field });
    });
});
