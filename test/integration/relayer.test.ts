import { once } from "node:events";
import { connect } from "node:net";
import {
  approveCreditsSync,
  bidTypedData,
  buyoutAuctionSync,
  createRelayerClient,
  feeSplit,
  type LiveAuction,
  marketplaceAbi,
  mintCreditsSync,
  PlazaError,
  presentBidSync,
  type RelayerClient,
  type SignedReceipt,
  verifyReceipt,
  withdrawalTypedData,
} from "@plaza/sdk";
import { expect } from "chai";
import { type Hex, type LocalAccount, toHex } from "viem";
import { type AuctionHouse, credits, openAuctionHouse, relayerKeys } from "../helpers/auctionHouse.ts";
import { actors, clientOf } from "../helpers/chain.ts";
import { startRelayerProcess } from "../helpers/relayerProcess.ts";
import { until } from "../helpers/until.ts";

const { alice, bob, carol, dave, erin } = actors;
const CHALLENGE = 5n;
const GRACE = 120n;
const EXTENSION_LIMIT = 60n;
/** Longer than all the time that these tests let pass: nobody settles or returns such an auction beside them. */
const LONG = 500_000;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

const settled = (client: RelayerClient, id: Hex) =>
  until("the auction is settled for good", async () => {
    const auction = await client.getAuction(id);
    return auction.settlement?.state === "final" && auction.status === "settled" && auction;
  });

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof PlazaError ? error.code : String(error)),
  );

/** A chain of receipts without a gap or a fork, each signed. */
async function expectUnbroken(house: AuctionHouse, client: RelayerClient, receipts: readonly SignedReceipt[]) {
  const { receiptSigner } = await client.getKeys();
  let previous: Hex = `0x${"0".repeat(64)}`;
  for (const [index, receipt] of receipts.entries()) {
    expect(receipt.sequence).to.equal(BigInt(index + 1));
    expect(receipt.previous).to.equal(previous);
    expect(await verifyReceipt({ domain: house.domain, receipt, signer: receiptSigner })).to.equal(true);
    previous = receipt.hash;
  }
}

describe("relayer on a real chain", () => {
  let house: AuctionHouse;
  let folder: string;
  let url: string;
  let client: RelayerClient;

  before(async function () {
    this.timeout(120_000);
    house = await openAuctionHouse();
    for (const account of [bob, carol, dave, erin]) await house.deposit(account, credits(10_000));
    folder = await house.folder();
    ({ url } = await house.relayer({ data: folder, settlementSeconds: 60 }));
    client = createRelayerClient({ url });
  });
  after(() => house.close());

  const place = async (account: LocalAccount, id: Hex, amount: bigint, to = client) =>
    to.placeBid(await house.bid(account, id, amount));

  it("plays an auction: two bidders, settled by the worker, the loser withdraws at once", async () => {
    const { id, terms } = await house.auction();
    const receipts: SignedReceipt[] = [];
    for (const [account, amount] of [
      [bob, 10],
      [carol, 11],
      [bob, 12],
      [carol, 13],
      [bob, 15],
    ] as const)
      receipts.push((await place(account, id, credits(amount))).receipt);
    await expectUnbroken(house, client, receipts);
    expect((await client.getBids(id)).map(({ receipt }) => receipt)).to.deep.equal(receipts);
    expect(await client.getFunds(bob.address)).to.deep.include({ reserved: credits(15), available: credits(9_985) });
    expect(await client.getFunds(carol.address)).to.deep.include({ reserved: 0n, available: credits(10_000) });

    await house.moveTo(terms.end);
    expect(await client.getAuction(id)).to.include({ settlement: null });
    await house.moveTo(terms.end + CHALLENGE);
    const auction = await settled(client, id);
    expect(auction.settlement).to.include({ winner: bob.address, amount: credits(15) });
    expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
    expect(await house.stateOf(id)).to.include({ winner: bob.address, amount: credits(15) });
    expect((await house.vaultOf(bob.address)).free).to.equal(credits(9_985));
    const receipt = await house.admin.getTransactionReceipt({ hash: auction.settlement?.transaction ?? "0x" });
    expect(receipt.status).to.equal("success");
    expect(feeSplit({ amount: credits(15), feeBps: 500 }).proceeds).to.equal(await house.balanceOf(alice.address));

    const signed = await client.requestWithdrawal(await house.withdrawalRequest(carol, credits(4_000)));
    expect(await client.getFunds(carol.address)).to.include({ pendingWithdrawals: credits(4_000) });
    expect(await codeOf(client.requestWithdrawal(await house.withdrawalRequest(carol, credits(6_001))))).to.equal(
      "insufficient_free",
    );
    await house.withdraw(carol, signed);
    expect(await house.balanceOf(carol.address)).to.equal(credits(4_000));
    expect(await client.getFunds(carol.address)).to.include({ pendingWithdrawals: 0n, available: credits(6_000) });
  });

  it("takes bids below the buyout price only, and ends an auction that is bought out", async () => {
    const { id, terms } = await house.auction({ seconds: LONG, buyoutPrice: credits(50) });
    await place(bob, id, credits(20));
    expect(await codeOf(place(carol, id, credits(50)))).to.equal("bid_reaches_buyout");
    const before = await client.getFunds(bob.address);
    const { marketplace, credits: currency } = house.chain.deployment;
    const [buyer, amount] = [clientOf(house.chain, erin), credits(50)];
    await mintCreditsSync(house.admin, { credits: currency, to: erin.address, amount });
    await approveCreditsSync(buyer, { credits: currency, spender: marketplace, amount });
    await buyoutAuctionSync(buyer, { marketplace, terms });
    const auction = await settled(client, id);
    expect(auction.settlement).to.include({ winner: erin.address, amount });
    expect(await codeOf(place(carol, id, credits(30)))).to.equal("auction_ended");
    // What the bid held is free again.
    expect((await client.getFunds(bob.address)).available - before.available).to.equal(credits(20));
  });

  describe("refuses, each for its own reason", () => {
    let id: Hex;
    let valid: Awaited<ReturnType<AuctionHouse["bid"]>>;
    before(async () => {
      ({ id } = await house.auction({ seconds: LONG }));
      await place(carol, id, credits(100));
      valid = await house.bid(bob, id, credits(105));
    });
    afterEach(async () => {
      expect(await client.getAuction(id)).to.include({ bidCount: 1 });
    });

    const refusal = (promise: Promise<unknown>) =>
      promise.then(
        () => {
          throw new Error("It was accepted.");
        },
        (error: { code: string; field?: string }) => ({ code: error.code, field: error.field }),
      );
    const raw = async (body: string) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/v1/bids`, { method: "POST", headers, body });
      const { code, field } = (await response.json()) as { code: string; field?: string };
      return { status: response.status, code, field };
    };
    const json = (body: Record<string, unknown>) =>
      JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    const invalid = { code: "invalid_signature", field: "signature" };

    it("too low", async () => {
      expect(await refusal(place(bob, id, credits(105) - 1n))).to.deep.equal({
        code: "bid_too_low",
        field: "maxAmount",
      });
    });
    it("late", async () => {
      const short = await house.auction({ seconds: 30 });
      await house.moveTo(short.terms.end);
      expect(await refusal(place(bob, short.id, credits(10)))).to.deep.equal({
        code: "auction_ended",
        field: "auctionId",
      });
    });
    it("early", async () => {
      const later = await house.auction({ startIn: 1_000 });
      expect(await refusal(place(bob, later.id, credits(10)))).to.deep.equal({
        code: "auction_not_started",
        field: "auctionId",
      });
    });
    it("uncovered", async () => {
      expect(await refusal(place(dave, id, credits(10_001)))).to.deep.equal({
        code: "not_covered",
        field: "maxAmount",
      });
    });
    it("from the seller", async () => {
      expect(await refusal(place(alice, id, credits(200)))).to.deep.equal({
        code: "bidder_is_seller",
        field: "bidder",
      });
    });
    it("forged", async () => {
      const signature = await erin.signTypedData(bidTypedData(house.domain, valid));
      expect(await refusal(client.placeBid({ ...valid, signature }))).to.deep.equal(invalid);
    });
    it("signed for another contract", async () => {
      const elsewhere = { ...house.domain, marketplace: house.chain.deployment.credits };
      expect(await refusal(client.placeBid(await house.bid(bob, id, credits(105), elsewhere)))).to.deep.equal(invalid);
    });
    it("signed for another chain", async () => {
      const elsewhere = { ...house.domain, chainId: 1 };
      expect(await refusal(client.placeBid(await house.bid(bob, id, credits(105), elsewhere)))).to.deep.equal(invalid);
    });
    it("signed with a high s", async () => {
      const { signature } = valid;
      const s = toHex(ORDER - BigInt(`0x${signature.slice(66, 130)}`), { size: 32 }).slice(2);
      const mirrored = `${signature.slice(0, 66)}${s}${signature.endsWith("1b") ? "1c" : "1b"}` as Hex;
      expect(await refusal(client.placeBid({ ...valid, signature: mirrored }))).to.deep.equal(invalid);
    });
    it("of nothing, and above 2^128", async () => {
      const outOfRange = { code: "amount_out_of_range", field: "maxAmount" };
      expect(await refusal(place(bob, id, 0n))).to.deep.equal(outOfRange);
      expect(await refusal(place(bob, id, 2n ** 128n + 1n))).to.deep.equal(outOfRange);
    });
    it("malformed, with an unknown field, of 1 MB", async () => {
      expect(await raw("{")).to.deep.equal({ status: 400, code: "malformed_json", field: undefined });
      expect(await raw(json({ ...valid, tip: 1n }))).to.deep.equal({
        status: 400,
        code: "invalid_request",
        field: "tip",
      });
      expect(await raw(json({ ...valid, signature: `0x${"00".repeat(500_000)}` }))).to.include({
        status: 413,
        code: "body_too_large",
      });
    });
    it("on an unknown auction", async () => {
      expect(await refusal(place(bob, `0x${"12".repeat(32)}`, credits(10)))).to.deep.equal({
        code: "auction_not_found",
        field: "auctionId",
      });
    });
  });

  it("never lets one account promise its money twice: 50 bids at once over 50 auctions", async () => {
    const auctions: { id: Hex }[] = [];
    while (auctions.length < 50) auctions.push(await house.auction({ seconds: LONG }));
    const before = await client.getFunds(dave.address);
    const amount = before.available / 10n;
    const bids = await Promise.all(auctions.map(({ id }) => house.bid(dave, id, amount)));
    const request = await house.withdrawalRequest(dave, amount);
    const codes = await Promise.all([
      ...bids.map((bid) => codeOf(client.placeBid(bid))),
      codeOf(client.requestWithdrawal(request)),
    ]);
    expect(codes.filter((code) => code === "accepted")).to.have.length(10);
    expect(codes.filter((code) => code === "not_covered" || code === "insufficient_free")).to.have.length(41);
    const after = await client.getFunds(dave.address);
    expect(after.available).to.be.equal(before.available - 10n * amount);
    expect(after.reserved + after.pendingWithdrawals).to.equal(before.reserved + 10n * amount);
  });

  it("lets a requested exit cover nothing new, while it still pays for what stands", async () => {
    const { id, terms } = await house.auction({ seller: carol });
    const { available } = await client.getFunds(erin.address);
    await place(erin, id, available);
    await house.requestExit(erin, available);
    const other = await house.auction({ seller: carol });
    expect(await codeOf(place(erin, other.id, credits(10)))).to.equal("not_covered");
    await house.moveTo(terms.end + CHALLENGE);
    await settled(client, id);
    expect(await house.ownerOf(terms.tokenId)).to.equal(erin.address);
    expect(await house.vaultOf(erin.address)).to.include({ free: 0n, exiting: 0n });
    await house.deposit(erin, credits(10_000));
  });

  it("settles with the next bidder, at his price, where the winner's money is gone", async () => {
    const { id, terms } = await house.auction();
    await place(bob, id, credits(20));
    await place(erin, id, credits(30));
    // Her money leaves with a signature that this relayer knows nothing of: the settler's key was used elsewhere.
    const { free } = await house.vaultOf(erin.address);
    const withdrawal = {
      account: erin.address,
      amount: free,
      recipient: erin.address,
      nonce: 2n ** 255n,
      deadline: BigInt(await house.now()) + 500n,
    };
    const signature = await actors.settler.signTypedData(withdrawalTypedData(house.domain, withdrawal));
    await house.withdraw(erin, { withdrawal, signature });
    await house.moveTo(terms.end + CHALLENGE);
    const auction = await settled(client, id);
    expect(auction.settlement).to.include({ winner: bob.address, amount: credits(20) });
    expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
    await house.deposit(erin, credits(10_000));
  });

  it("returns an item without bids to its seller by itself", async () => {
    const { id, terms } = await house.auction();
    await house.moveTo(terms.end + EXTENSION_LIMIT + GRACE);
    await until("somebody begins to finalize", async () => (await house.stateOf(id)).status === 2);
    await house.moveTo(BigInt(await house.now()) + CHALLENGE);
    await until("it is returned", async () => (await client.getAuction(id)).status === "returned");
    expect(await house.ownerOf(terms.tokenId)).to.equal(alice.address);
  });

  it("streams every change to a watcher, and is not held up by one who does not read", async () => {
    const { id, terms } = await house.auction();
    const { hostname, port } = new URL(url);
    const sleeper = connect(Number(port), hostname);
    await once(sleeper, "connect");
    sleeper.write(`GET /v1/auctions/${id}/stream HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    sleeper.pause();
    const seen: LiveAuction[] = [];
    const stop = client.watchAuction(id, { onUpdate: (auction) => seen.push(auction), minDelay: 10 });
    await until("the first state came", async () => seen.length > 0);
    await place(bob, id, credits(10));
    await place(carol, id, credits(11));
    await house.moveTo(terms.end + CHALLENGE);
    await until("the settled state came", async () => seen.some(({ status }) => status === "settled"));
    stop();
    sleeper.destroy();
    expect(seen[0]).to.include({ bidCount: 0, status: "live" });
    expect(seen.some(({ bidCount, topBid }) => bidCount === 2 && topBid?.bidder === carol.address)).to.equal(true);
  });

  it("agrees with the contract on everybody's money", async () => {
    for (const { address } of [alice, bob, carol, dave, erin]) {
      const { free, exiting } = await house.vaultOf(address);
      expect(await client.getFunds(address)).to.include({ deposited: free, exiting });
    }
  });

  it("settles again where the chain forgot the settlement", async () => {
    const { id, terms } = await house.auction();
    await place(bob, id, credits(10));
    const snapshot = await house.time.snapshot();
    await house.moveTo(terms.end + CHALLENGE);
    await settled(client, id);
    await house.time.revert({ id: snapshot });
    // Other blocks than before: the relayer must notice by their hashes.
    await house.moveTo(terms.end + CHALLENGE + 300n);
    await until("it is settled again", async () => (await house.stateOf(id)).winner === bob.address);
    await settled(client, id);
    expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
  });

  describe("restarted", () => {
    /** The folder of all of these, one after the other: to make a new one takes seconds. */
    let own: string;
    before(async () => {
      own = await house.folder();
    });
    // One that a failed test left would keep the folder from all that follow.
    afterEach(() => house.closeRelayers(own));

    it("keeps receipts, sequence and reservations, and lets no second process into its folder", async () => {
      const first = await house.relayer({ data: own });
      const before = createRelayerClient({ url: first.url });
      const { id, terms } = await house.auction();
      const bid = await house.bid(bob, id, credits(10));
      const { receipt } = await before.placeBid(bid);
      const second = await house.relayer({ data: own }).catch((error: Error) => error);
      expect(second).to.be.instanceOf(Error).with.property("name", "FolderInUseError");
      const funds = await before.getFunds(bob.address);
      await first.close();

      const revived = await house.relayer({ data: own });
      const after = createRelayerClient({ url: revived.url });
      expect(await after.getFunds(bob.address)).to.deep.equal(funds);
      expect((await after.placeBid(bid)).receipt).to.deep.equal(receipt);
      const next = (await place(carol, id, credits(11), after)).receipt;
      expect(next).to.include({ sequence: 2n, previous: receipt.hash });
      await expectUnbroken(house, after, [receipt, next]);
      // Both relayers know this auction by now; the one with the bids settles it.
      await house.moveTo(terms.end + CHALLENGE);
      expect((await settled(after, id)).settlement).to.include({ winner: carol.address });
      await revived.close();
    });

    for (const point of [
      "winner-picked",
      "settlement-durable",
      "transaction-durable",
      "transaction-sent",
      "mined-durable",
    ])
      it(`settles once after it died at ${point}`, async () => {
        // Until the bid is in, it may well be finalizing what other tests left.
        let [mortal, dead] = [false, false];
        const dying = await house.relayer({
          data: own,
          probe: (reached) => {
            dead ||= mortal && reached === point;
            if (dead) throw new Error(`died at ${reached}`);
          },
        });
        const { id, terms } = await house.auction();
        const { receipt } = await place(bob, id, credits(10), createRelayerClient({ url: dying.url }));
        mortal = true;
        await house.moveTo(terms.end + CHALLENGE);
        await until("it has died", async () => dead);
        await dying.close();

        const relayer = await house.relayer({ data: own });
        const revived = createRelayerClient({ url: relayer.url });
        await settled(revived, id);
        expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
        expect((await revived.getBids(id)).map((bid) => bid.receipt)).to.deep.equal([receipt]);
        const events = await house.admin.getContractEvents({
          ...{ address: house.domain.marketplace, abi: marketplaceAbi, fromBlock: house.startBlock },
          ...{ eventName: "AuctionSettled", args: { auctionId: id } },
        });
        expect(events).to.have.length(1);
        await relayer.close();
      });

    it("has every bid that it acknowledged, after it was killed under load", async () => {
      const environment = {
        PLAZA_RELAYER_PORT: "0",
        PLAZA_RELAYER_DATA: own,
        PLAZA_RELAYER_SETTLER_KEY: relayerKeys.settler,
        PLAZA_RELAYER_RECEIPT_KEY: relayerKeys.receipt,
        PLAZA_RELAYER_SENDER_KEY: relayerKeys.sender,
        PLAZA_DEPLOYMENT: house.chain.deploymentFolder,
        PLAZA_RPC_URL: house.chain.rpcUrl,
      };
      const child = await startRelayerProcess([], environment);
      const victim = createRelayerClient({ url: child.url() });
      const { id } = await house.auction({ seconds: LONG });
      const bids = await Promise.all(
        Array.from({ length: 80 }, (_, round) =>
          house.bid(round % 2 === 0 ? bob : carol, id, (credits(10) * 106n ** BigInt(round)) / 100n ** BigInt(round)),
        ),
      );
      const acknowledged: SignedReceipt[] = [];
      let killed: Promise<void> | undefined;
      await Promise.all(
        bids.map(async (bid, index) => {
          await new Promise((resolve) => setTimeout(resolve, index * 2));
          const answer = await victim.placeBid(bid).catch(() => undefined);
          if (answer) acknowledged.push(answer.receipt);
          if (acknowledged.length === 20) killed ??= child.kill();
        }),
      );
      await killed;

      const revived = createRelayerClient({ url: (await house.relayer({ data: own })).url });
      const log = (await revived.getBids(id, { limit: 500 })).map(({ receipt }) => receipt);
      await expectUnbroken(house, revived, log);
      expect(log).to.deep.include.members(acknowledged);
      expect(acknowledged.length).to.be.at.least(20);
    }).timeout(120_000);
  });

  it("answers with a receipt that the Marketplace takes for what it is: a right", async () => {
    const { id, terms } = await house.auction();
    await house.deposit(dave, credits(20));
    await until("the deposit counts", async () => (await client.getFunds(dave.address)).available >= credits(20));
    const { free } = await house.vaultOf(dave.address);
    const bid = await house.bid(dave, id, credits(20));
    const { receipt } = await client.placeBid(bid);
    await house.moveTo(terms.end);
    const presented = await presentBidSync(clientOf(house.chain, erin), {
      marketplace: house.domain.marketplace,
      terms,
      bid: { bidder: dave.address, maxAmount: bid.maxAmount },
      bidSignature: bid.signature,
      receipt,
      receiptSignature: receipt.signature,
    });
    expect(presented).to.deep.include({ auctionId: id, bidder: dave.address, amount: credits(20), sequence: 1n });
    expect((await house.vaultOf(dave.address)).presented).to.equal(credits(20));
    // It settles as ever, and then binds no more.
    await house.moveTo(terms.end + CHALLENGE);
    expect((await settled(client, id)).settlement).to.include({ winner: dave.address, amount: credits(20) });
    expect(await house.vaultOf(dave.address)).to.include({ presented: 0n, free: free - credits(20) });
  });
});
