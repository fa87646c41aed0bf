import { receiptHash, withdrawalHash } from "@plaza/sdk";
import { expect } from "chai";
import { type Hex, recoverAddress } from "viem";
import { fundsOf } from "../domain/book.ts";
import { Refusal } from "../domain/refusal.ts";
import { listBids } from "../infra/database/bids.ts";
import { KEPT_CHECKPOINTS, loadCheckpoints } from "../infra/database/chain.ts";
import type { Database } from "../infra/database/database.ts";
import { insertNonces } from "../infra/database/withdrawals.ts";
import { placeBid } from "../intake/placeBid.ts";
import { requestWithdrawal } from "../intake/requestWithdrawal.ts";
import { emptyDatabase } from "../testing/database.ts";
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
  signedRequest,
} from "../testing/house.ts";
import { post } from "../testing/http.ts";

const { id, event } = auctionOf();
const ZERO: Hex = `0x${"0".repeat(64)}`;

/** A house where Bob and Carol can bid on one auction. */
async function openFunded(options: Parameters<typeof openHouse>[0] = {}) {
  const house = await openHouse(options);
  house.chain.mine({
    events: [event, depositOf(people.bob, 10_000n), depositOf(people.carol, 10_000n)],
    timestamp: NOW + 1,
  });
  await house.follower.sync();
  return house;
}

const bid = async (house: House, account: (typeof people)["bob"], amount: bigint, auctionId: Hex = id) =>
  (await placeBid(house, await signedBid(account, auctionId, amount), house.clock.now())).bid;

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

const bobsFunds = ({ ledger, settler }: House) => {
  const { book, chain } = ledger.state;
  return fundsOf({ account: addressOf(people.bob), book, chain, settlerHash: settler.signerHash });
};

describe("ledger", () => {
  it("remembers no more blocks than the database does", async () => {
    const house = await openHouse();
    for (let block = 0; block < KEPT_CHECKPOINTS + 3; block++) {
      house.chain.mine({ timestamp: NOW + 1 + block });
      await house.follower.sync();
    }
    expect(house.ledger.state.checkpoints).to.have.length(KEPT_CHECKPOINTS);
    expect(house.ledger.state.checkpoints).to.deep.equal(await loadCheckpoints(house.database));
  });

  it("gives each accepted bid a signed receipt, gapless and chained (MECHANISM.md 20)", async () => {
    const house = await openFunded();
    const receipts = [
      await bid(house, people.bob, 100n),
      await bid(house, people.carol, 105n),
      await bid(house, people.bob, 111n),
    ];
    expect(receipts.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
    expect(receipts.map(({ previous }) => previous)).to.deep.equal([
      ZERO,
      receipts[0]?.receiptHash,
      receipts[1]?.receiptHash,
    ]);
    for (const receipt of receipts) {
      const { auctionId, bidHash, amount, previous, sequence, receivedAt } = receipt;
      const hash = receiptHash(domain, {
        ...{ auctionId, bidHash, amount, previous },
        sequence: BigInt(sequence),
        receivedAt: BigInt(receivedAt),
      });
      expect(receipt.receiptHash).to.equal(hash);
      const signer = await recoverAddress({ hash, signature: receipt.receiptSignature });
      expect(signer).to.equal(house.receiptSigner.address);
    }
  });

  it("answers the same bid with the same receipt, at any time later, and at the same time", async () => {
    const house = await openFunded();
    const body = await signedBid(people.bob, id, 100n);
    const twice = await Promise.all([placeBid(house, body, NOW + 1), placeBid(house, body, NOW + 1)]);
    await bid(house, people.carol, 105n);
    house.chain.mine({ timestamp: NOW + 900 });
    await house.follower.sync();
    const later = await placeBid(house, body, house.clock.now());
    expect([...twice, later].map(({ isNew }) => isNew)).to.deep.equal([true, false, false]);
    expect(twice[1]?.bid).to.deep.equal(twice[0]?.bid);
    expect(later.bid).to.deep.equal(twice[0]?.bid);
  });

  it("does not tell a receipt to somebody with a forged signature", async () => {
    const house = await openFunded();
    const body = await signedBid(people.bob, id, 100n);
    await placeBid(house, body, NOW + 1);
    const forged = { ...body, signature: (await signedBid(people.carol, id, 100n)).signature };
    expect(await codeOf(placeBid(house, forged, NOW + 1))).to.equal("invalid_signature");
  });

  it("never spends cover twice, whoever is faster: 50 auctions at once", async () => {
    const auctions = Array.from({ length: 50 }, (_, index) => auctionOf({ salt: BigInt(index + 10) }));
    const house = await openHouse();
    house.chain.mine({ events: [...auctions.map((auction) => auction.event), depositOf(people.bob, 1_000n)] });
    await house.follower.sync();
    const codes = await Promise.all(auctions.map((auction) => codeOf(bid(house, people.bob, 130n, auction.id))));
    expect(codes.filter((code) => code === "accepted")).to.have.length(7);
    expect(codes.filter((code) => code === "not_covered")).to.have.length(43);
    expect(bobsFunds(house)).to.include({ deposited: 1_000n, reserved: 910n, available: 90n });
  });

  it("never spends cover on a bid and a withdrawal both", async () => {
    const house = await openFunded();
    const request = await signedRequest(people.bob, 6_000n);
    const codes = await Promise.all([
      codeOf(bid(house, people.bob, 6_000n)),
      codeOf(requestWithdrawal(house, request, NOW + 1)),
    ]);
    expect(codes).to.include("accepted");
    expect(codes).to.include.oneOf(["not_covered", "insufficient_free"]);
    const { reserved, pendingWithdrawals } = bobsFunds(house);
    expect(reserved + pendingWithdrawals).to.equal(6_000n);
  });

  it("co-signs a withdrawal of what is free, once for the same request (MECHANISM.md 15)", async () => {
    const house = await openFunded();
    await bid(house, people.bob, 4_000n);
    expect(await codeOf(requestWithdrawal(house, await signedRequest(people.bob, 6_001n), NOW + 1))).to.equal(
      "insufficient_free",
    );
    const request = await signedRequest(people.bob, 6_000n);
    const { withdrawal, isNew } = await requestWithdrawal(house, request, NOW + 1);
    expect(isNew).to.equal(true);
    expect(withdrawal.deadline).to.be.at.most(NOW + 1 + 600);
    const digest = withdrawalHash(domain, { ...withdrawal, deadline: BigInt(withdrawal.deadline) });
    expect(await recoverAddress({ hash: digest, signature: withdrawal.settlerSignature })).to.equal(
      house.settler.address,
    );
    expect(await requestWithdrawal(house, request, NOW + 2)).to.deep.equal({ withdrawal, isNew: false });
    expect(bobsFunds(house).available).to.equal(0n);
  });

  it("refuses withdrawal requests that are old, forged, or to nobody", async () => {
    const house = await openFunded();
    const ask = async (...parameters: Parameters<typeof signedRequest>) =>
      codeOf(requestWithdrawal(house, await signedRequest(...parameters), NOW + 1));
    expect(await ask(people.bob, 1n, NOW - 300)).to.equal("request_expired");
    expect(await ask(people.bob, 1n, NOW + 302)).to.equal("request_expired");
    expect(await ask(people.bob, 1n, NOW, `0x${"0".repeat(40)}`)).to.equal("invalid_request");
    expect(await ask(people.bob, 1n, NOW, domain.marketplace)).to.equal("invalid_request");
    const forged = { ...(await signedRequest(people.bob, 1n)), amount: 2n };
    expect(await codeOf(requestWithdrawal(house, forged, NOW + 1))).to.equal("invalid_signature");
    expect(bobsFunds(house).pendingWithdrawals).to.equal(0n);
  });

  it("frees a withdrawal that expired unused, but never answers its request again", async () => {
    const house = await openFunded();
    const request = await signedRequest(people.bob, 10_000n, NOW + 290);
    const { withdrawal } = await requestWithdrawal(house, request, NOW + 1);
    house.chain.mine({ timestamp: withdrawal.deadline + 1 });
    await house.follower.sync();
    expect(bobsFunds(house).available).to.equal(10_000n);
    expect(await codeOf(requestWithdrawal(house, request, house.clock.now()))).to.equal("request_expired");
  });

  it("comes back from its database as it was", async () => {
    const database = await emptyDatabase();
    const before = await openFunded({ database });
    const first = await bid(before, people.bob, 4_000n);
    const { withdrawal } = await requestWithdrawal(before, await signedRequest(people.bob, 1_000n), NOW + 1);
    const after = await openHouse({ database, chain: before.chain });
    expect(bobsFunds(after)).to.deep.equal(bobsFunds(before));
    const second = await bid(after, people.carol, 4_200n);
    expect(second).to.include({ sequence: 2, previous: first.receiptHash });
    const next = await requestWithdrawal(after, await signedRequest(people.carol, 1n), NOW + 1);
    expect(next.withdrawal.nonce).to.equal(withdrawal.nonce + 1n);
  });

  it("hands out other nonces from another folder", async () => {
    const nonceOf = async () => {
      const house = await openFunded();
      return (await requestWithdrawal(house, await signedRequest(people.bob, 1n), NOW + 1)).withdrawal.nonce;
    };
    expect(await nonceOf()).to.not.equal(await nonceOf());
  });

  describe("when the database fails", () => {
    /** A database whose next commit fails: before it took effect, or after. */
    function faulty(database: Database) {
      const faults: ("before" | "after")[] = [];
      const wrapped: Database = {
        ...database,
        async transaction(run) {
          const fault = faults.shift();
          if (fault === "before") throw new Error("disk full");
          const value = await database.transaction(run);
          if (fault === "after") throw new Error("connection lost");
          return value;
        },
      };
      return { faults, database: wrapped };
    }

    for (const moment of ["before", "after"] as const)
      it(`promises nothing, and goes on without a gap (it failed ${moment} the commit)`, async () => {
        const { database, faults } = faulty(await emptyDatabase());
        const house = await openFunded({ database });
        await bid(house, people.bob, 100n);
        const body = await signedBid(people.carol, id, 105n);
        faults.push(moment);
        expect(await codeOf(placeBid(house, body, NOW + 1))).to.equal("temporarily_unavailable");
        // Sent again, as the refusal says, it is accepted once, whether or not the first attempt had been.
        const again = await placeBid(house, body, NOW + 1);
        expect(again.isNew).to.equal(moment === "before");
        await bid(house, people.bob, 111n);
        const log = await listBids(database, { auctionId: id, after: 0, limit: 10 });
        expect(log.map(({ sequence, amount }) => [sequence, amount])).to.deep.equal([
          [1, 100n],
          [2, 105n],
          [3, 111n],
        ]);
        expect(log.map(({ previous }) => previous)).to.deep.equal([ZERO, log[0]?.receiptHash, log[1]?.receiptHash]);
      });

    it("never uses a nonce again that may have left", async () => {
      const { database, faults } = faulty(await emptyDatabase());
      const house = await openFunded({ database });
      faults.push("after");
      const lost = await signedRequest(people.bob, 1n);
      expect(await codeOf(requestWithdrawal(house, lost, NOW + 1))).to.equal("temporarily_unavailable");
      const other = await requestWithdrawal(house, await signedRequest(people.bob, 2n), NOW + 1);
      const same = await requestWithdrawal(house, lost, NOW + 1);
      expect(same.isNew).to.equal(false);
      expect(other.withdrawal.nonce).to.equal(same.withdrawal.nonce + 1n);
    });
  });

  it("is full at some time: then bids get 503 and when to come back, and what waits is done", async () => {
    const database = await emptyDatabase();
    let [enter, open] = [() => {}, () => {}];
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let isSlow = false;
    const transaction: Database["transaction"] = async (run) => {
      if (isSlow) enter();
      if (isSlow) await opened;
      return database.transaction(run);
    };
    const house = await openFunded({ database: { ...database, transaction } });
    isSlow = true;
    const first = bid(house, people.bob, 100n);
    await entered;
    const low = await signedBid(people.carol, id, 99n);
    const waiting = Array.from({ length: 10_000 }, () => codeOf(house.ledger.acceptBid(low, ZERO, NOW + 1)));
    const answer = await post(house, "/v1/bids", await signedBid(people.carol, id, 200n));
    expect(answer.status).to.equal(503);
    expect(answer.headers.get("retry-after")).to.match(/^[1-9]\d*$/);
    expect(await answer.json()).to.include({ code: "temporarily_unavailable", retryable: true });
    open();
    expect((await first).sequence).to.equal(1);
    expect(new Set(await Promise.all(waiting))).to.deep.equal(new Set(["bid_too_low"]));
  });

  it("reads its state anew where a job failed between its commit and its end", async () => {
    const house = await openFunded();
    const { ledger } = house;
    const { counter, nonce } = ledger.nextNonce();
    const halfway = ledger.alone(async (_, commit) => {
      await commit((queries) => insertNonces(queries, [counter], "settlement"));
      throw new Error("out of memory");
    });
    expect(await codeOf(halfway)).to.equal("Error: out of memory");
    const { withdrawal } = await requestWithdrawal(house, await signedRequest(people.bob, 1n), NOW + 1);
    expect(withdrawal.nonce).to.equal(nonce + 1n);
  });

  it("accepts nothing while the chain does not answer", async () => {
    const house = await openFunded();
    const silent = { ...house, follower: { silence: 60_000 } as typeof house.follower };
    expect(await codeOf(bid(silent, people.bob, 100n))).to.equal("temporarily_unavailable");
  });

  it("reads the head before it says that a deposit or an auction is not there", async () => {
    const house = await openFunded();
    const { id: young, event: created } = auctionOf({ salt: 77n });
    house.chain.mine({ events: [created, depositOf(people.alice, 500n)] });
    expect((await bid(house, people.alice, 500n, young)).sequence).to.equal(1);
  });

  it("lets a requested exit cover nothing new, while it still pays (MECHANISM.md 13)", async () => {
    const house = await openFunded();
    await bid(house, people.bob, 4_000n);
    const exit = {
      name: "ExitRequested",
      account: addressOf(people.bob),
      amount: 10_000n,
      exitableAt: NOW + 900,
    } as const;
    house.chain.mine({ events: [exit] });
    await house.follower.sync();
    expect(await codeOf(bid(house, people.bob, 5_000n))).to.equal("not_covered");
    expect(await house.chain.vault(addressOf(people.bob))).to.deep.equal({ funds: 10_000n, presented: 0n });
  });
});
