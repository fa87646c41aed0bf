import { bidTypedData, MAX_AMOUNT } from "@plaza/sdk";
import { expect } from "chai";
import { type Hex, toHex } from "viem";
import { Book } from "../domain/book.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Database } from "../infra/database/database.ts";
import { placeBid } from "../intake/placeBid.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  domain,
  type House,
  NOW,
  openHouse,
  people,
  signedBid,
} from "../testing/house.ts";
import { post, problemOf } from "../testing/http.ts";
import { createApp } from "./app.ts";

const { id, event } = auctionOf();
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function malleate(signature: Hex): Hex {
  const s = ORDER - BigInt(`0x${signature.slice(66, 130)}`);
  return `${signature.slice(0, 66)}${toHex(s, { size: 32 }).slice(2)}${signature.endsWith("1b") ? "1c" : "1b"}` as Hex;
}

describe("POST /v1/bids", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    const { seller, bob, carol } = people;
    const deposits = [seller, bob, carol].map((account) => depositOf(account, 10_000n));
    house.chain.mine({ events: [event, ...deposits], timestamp: NOW + 1 });
    await house.follower.sync();
  });

  it("answers with a receipt and the auction as it stands now", async () => {
    const body = await signedBid(people.bob, id, 100n);
    const response = await post(house, "/v1/bids", body);
    expect(response.status).to.equal(201);
    const { receipt, auction } = (await response.json()) as {
      receipt: Record<string, unknown>;
      auction: Record<string, unknown>;
    };
    expect(receipt).to.include({
      auctionId: id,
      amount: "100",
      sequence: 1,
      receivedAt: new Date((NOW + 1) * 1000).toISOString(),
      previous: `0x${"0".repeat(64)}`,
    });
    expect(receipt).to.have.all.keys(
      "auctionId",
      "bidHash",
      "amount",
      "sequence",
      "receivedAt",
      "previous",
      "hash",
      "signature",
      "extension",
    );
    expect(auction).to.deep.include({
      status: "live",
      bidCount: 1,
      minimumBid: "105",
      topBid: { bidder: people.bob.address, amount: "100", sequence: 1, receivedAt: receipt.receivedAt },
    });
  });

  it("knows a bid that its writer has taken and this instance has not heard of", async () => {
    const body = await signedBid(people.bob, id, 100n);
    const taken = await placeBid(house, body, NOW + 1);
    const refused = new Refusal("bid_too_low", "The next bid must be at least 105.");
    const reader = {
      state: { ...house.ledger.state, book: new Book() },
      refuseBid: () => undefined,
      acceptBid: () => Promise.reject(refused),
    } as unknown as House["ledger"];
    expect(await placeBid({ ...house, ledger: reader }, body, NOW + 1)).to.deep.equal({ ...taken, isNew: false });
  });

  it("answers the same bid with 200 and the same receipt", async () => {
    const body = await signedBid(people.bob, id, 100n);
    const first = await (await post(house, "/v1/bids", body)).json();
    const again = await post(house, "/v1/bids", body);
    expect(again.status).to.equal(200);
    expect(((await again.json()) as { receipt: unknown }).receipt).to.deep.equal(
      (first as { receipt: unknown }).receipt,
    );
  });

  it("answers a bid that is sent again before it was answered with one receipt, new to one of the two", async () => {
    const body = await signedBid(people.bob, id, 100n);
    const answers = await Promise.all([post(house, "/v1/bids", body), post(house, "/v1/bids", body)]);
    expect(answers.map(({ status }) => status)).to.have.members([200, 201]);
    const [one, other] = await Promise.all(
      answers.map(async (answer) => (await answer.json()) as { receipt: unknown }),
    );
    expect(one?.receipt).to.deep.equal(other?.receipt);
    expect(house.ledger.state.book.standing(id).count).to.equal(1);
  });

  it("looks up no bid for a stranger: one that is too low and forged costs no query", async () => {
    const body = await signedBid(people.bob, id, 100n);
    await post(house, "/v1/bids", body);
    const { signature } = await signedBid(people.carol, id, 100n);
    let queries = 0;
    const app = createApp({
      ...house,
      database: new Proxy(house.database, {
        get: (database, key: keyof Database) => {
          if (key === "query") queries += 1;
          return database[key];
        },
      }),
    });
    const problem = await problemOf(post({ app }, "/v1/bids", { ...body, signature }));
    expect(problem).to.include({ code: "invalid_signature" });
    expect(queries).to.equal(0);
    expect((await post({ app }, "/v1/bids", body)).status).to.equal(200);
    expect(queries).to.equal(1);
  });

  describe("refuses, and changes nothing", () => {
    let valid: Awaited<ReturnType<typeof signedBid>>;
    beforeEach(async () => {
      await post(house, "/v1/bids", await signedBid(people.carol, id, 1_000n));
      valid = await signedBid(people.bob, id, 1_050n);
    });
    afterEach(() => {
      expect(house.ledger.state.book.standing(id).count).to.equal(1);
    });

    const refused = async (body: unknown, expected: { status: number; code: string; field?: string }) => {
      const problem = await problemOf(post(house, "/v1/bids", body, { "x-request-id": "test-1" }));
      expect(problem).to.include({ ...expected, type: `about:blank#${expected.code}`, instance: "test-1" });
      expect(problem.title).to.be.a("string");
      expect(problem.detail).to.be.a("string");
      expect(problem.retryable).to.be.a("boolean");
      expect(problem.recovery).to.be.a("string");
      expect(problem.field).to.equal(expected.field);
      return problem;
    };

    it("malformed JSON", () => refused("{", { status: 400, code: "malformed_json" }));
    it("a body that is no object", () => refused("[]", { status: 400, code: "invalid_request", field: "body" }));
    it("an unknown field, by its name", () =>
      refused({ ...valid, amount: 1n }, { status: 400, code: "invalid_request", field: "amount" }));
    it("a missing field, by its name", () =>
      refused({ ...valid, bidder: undefined }, { status: 400, code: "invalid_request", field: "bidder" }));
    it("an id of the wrong length", () =>
      refused({ ...valid, auctionId: "0x12" }, { status: 400, code: "invalid_request", field: "auctionId" }));
    it("an amount that is a number", () =>
      refused({ ...valid, maxAmount: 1_050 }, { status: 400, code: "invalid_request", field: "maxAmount" }));
    it("an amount below zero", () =>
      refused({ ...valid, maxAmount: "-1" }, { status: 400, code: "invalid_request", field: "maxAmount" }));
    it("an amount of zero", async () =>
      refused(await signedBid(people.bob, id, 0n), { status: 400, code: "amount_out_of_range", field: "maxAmount" }));
    it("an amount above what fits on the chain", async () =>
      refused(await signedBid(people.bob, id, MAX_AMOUNT + 1n), {
        status: 400,
        code: "amount_out_of_range",
        field: "maxAmount",
      }));
    it("an amount above 2^128", async () =>
      refused(await signedBid(people.bob, id, 2n ** 128n + 1n), {
        status: 400,
        code: "amount_out_of_range",
        field: "maxAmount",
      }));
    it("an amount of a thousand digits", () =>
      refused(
        { ...valid, maxAmount: "9".repeat(1_000) },
        { status: 400, code: "amount_out_of_range", field: "maxAmount" },
      ));
    it("a body of 1 MB", () =>
      refused({ ...valid, signature: `0x${"00".repeat(500_000)}` }, { status: 413, code: "body_too_large" }));
    it("an unknown auction", async () =>
      refused(await signedBid(people.bob, `0x${"12".repeat(32)}`, 100n), {
        status: 404,
        code: "auction_not_found",
        field: "auctionId",
      }));
    it("the seller", async () =>
      refused(await signedBid(people.seller, id, 2_000n), { status: 409, code: "bidder_is_seller", field: "bidder" }));
    it("a bid that is too low, and tells the minimum", async () => {
      const problem = await refused(await signedBid(people.bob, id, 1_049n), {
        status: 409,
        code: "bid_too_low",
        field: "maxAmount",
      });
      expect(problem).to.include({ currentPrice: "1000", minimum: "1050", recovery: "retry" });
    });
    it("a bid without cover, and tells what is available", async () => {
      const problem = await refused(await signedBid(people.bob, id, 10_001n), {
        status: 409,
        code: "not_covered",
        field: "maxAmount",
      });
      expect(problem).to.include({ available: "10000", required: "10001", recovery: "top_up" });
    });
    it("a bid before the start", async () => {
      const later = auctionOf({ salt: 2n, start: BigInt(NOW + 100) });
      house.chain.mine({ events: [later.event] });
      await refused(await signedBid(people.bob, later.id, 100n), {
        status: 409,
        code: "auction_not_started",
        field: "auctionId",
      });
    });
    it("a bid after the end", async () => {
      house.chain.mine({ timestamp: NOW + 600 });
      await refused(valid, { status: 409, code: "auction_ended", field: "auctionId" });
    });

    const invalid = { status: 401, code: "invalid_signature", field: "signature" };
    it("a signature of somebody else, and tells whose it is", async () => {
      const signature = await people.alice.signTypedData(bidTypedData(domain, valid));
      const problem = await refused({ ...valid, signature }, invalid);
      expect(problem.detail).to.include(addressOf(people.alice));
    });
    it("a signature over another amount", async () =>
      refused({ ...valid, signature: (await signedBid(people.bob, id, 1_051n)).signature }, invalid));
    it("a signature for another chain", async () =>
      refused(await signedBid(people.bob, id, 1_050n, { ...domain, chainId: 1 }), invalid));
    it("a signature for another contract", async () =>
      refused(
        await signedBid(people.bob, id, 1_050n, {
          ...domain,
          marketplace: domain.marketplace.replace("aa", "ab") as Hex,
        }),
        invalid,
      ));
    it("a signature with a high s (MECHANISM.md 37)", async () => {
      const problem = await refused({ ...valid, signature: malleate(valid.signature) }, invalid);
      expect(problem.detail).to.include("upper half");
    });
    it("a signature of another length (MECHANISM.md 37)", () => refused({ ...valid, signature: "0x1234" }, invalid));
    it("a signature that is no hexadecimal", () =>
      refused({ ...valid, signature: "yes" }, { status: 400, code: "invalid_request", field: "signature" }));
  });
});
