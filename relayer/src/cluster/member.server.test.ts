import { receiptHash } from "@plaza/sdk";
import { expect } from "chai";
import type { Hex } from "viem";
import { fundsOf } from "../domain/book.ts";
import { Refusal } from "../domain/refusal.ts";
import { listBids } from "../infra/database/bids.ts";
import { type Database, openDatabase } from "../infra/database/database.ts";
import { namesOf } from "../instance.ts";
import { placeBid } from "../intake/placeBid.ts";
import { requestWithdrawal } from "../intake/requestWithdrawal.ts";
import { loadState, loadStateBeside } from "../ledger/state.ts";
import { FakeChain } from "../testing/fakeChain.ts";
import {
  addressOf,
  auctionOf,
  depositOf,
  domain,
  NOW,
  people,
  signedBid,
  signedRequest,
  signers,
  times,
} from "../testing/house.ts";
import { joinMembers, type TestMember } from "../testing/members.ts";
import { testPostgres } from "../testing/serverHooks.ts";
import { acquireLease, FencedError, fenced } from "./lease.ts";
import { PeerLink } from "./peerLink.ts";
import { listenForPeers } from "./peerServer.ts";

const { bob, carol } = people;
const auctions = Array.from({ length: 12 }, (_, index) => auctionOf({ salt: BigInt(index + 1) }));
const [{ id }] = auctions as [(typeof auctions)[0]];

/** Waits until something is so; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
  );

const bid = async (at: TestMember, account: typeof bob, amount: bigint, auction: Hex = id) =>
  placeBid(at, await signedBid(account, auction, amount), at.clock.now());

describe("three instances over one Postgres", () => {
  let url: string;
  let chain: FakeChain;
  let members: TestMember[];
  let made = 0;
  /** Milliseconds by every instance's own clock. */
  let wall: number;

  const join = async () => {
    const member = await joinMembers({ url, chain, wall: () => wall });
    members.push(member);
    return member;
  };
  const writers = () => members.filter(({ member }) => member.role === "writer");
  const writer = () => writers()[0] as TestMember;
  const readers = () => members.filter(({ member }) => member.role === "reader");
  /** Ends the connections that hold the right to write, as a crash of the writer's machine would. */
  const depose = () =>
    writer().database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'plaza-relayer-lease' AND pid = (SELECT pid FROM lease)",
    );

  beforeEach(async function () {
    this.timeout(60_000);
    made += 1;
    wall = 0;
    url = await testPostgres().createDatabase(`members_${made}`);
    chain = new FakeChain(domain, times, NOW);
    chain.mine({
      events: [...auctions.map(({ event }) => event), depositOf(bob, 10_000n), depositOf(carol, 10_000n)],
      timestamp: NOW + 1,
    });
    members = [];
    for (let index = 0; index < 3; index++) await join();
  });
  afterEach(async () => {
    for (const member of members) await member.close();
  });

  it("have one writer, and take bids at each of them into one chain of receipts (MECHANISM.md 20)", async () => {
    expect(members.map(({ member }) => member.role)).to.deep.equal(["writer", "reader", "reader"]);
    for (const [index, at] of [...members, ...members].entries())
      await bid(at, index % 2 === 0 ? bob : carol, 100n + 20n * BigInt(index));
    const bids = await listBids(writer().database, { auctionId: id, after: 0, limit: 100 });
    expect(bids.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5, 6]);
    let previous: Hex = `0x${"0".repeat(64)}`;
    for (const entry of bids) {
      const [sequence, receivedAt] = [BigInt(entry.sequence), BigInt(entry.receivedAt)];
      expect(entry.previous).to.equal(previous);
      expect(receiptHash(domain, { ...entry, sequence, receivedAt })).to.equal(entry.receiptHash);
      previous = entry.receiptHash;
    }
  });

  it("never spend one account's cover twice, whichever is asked: 12 auctions and a withdrawal at once", async () => {
    const asked = [
      ...auctions.map((auction, index) => bid(members[index % 3] as TestMember, bob, 1_500n, auction.id)),
      ...members.map(async (at, index) =>
        requestWithdrawal(at, await signedRequest(bob, 1_500n + BigInt(index), NOW + 1), NOW + 1),
      ),
    ];
    const codes = await Promise.all(asked.map(codeOf));
    expect(codes.filter((code) => code === "accepted")).to.have.length(6);
    for (const at of members) {
      await at.follower.sync();
      const funds = fundsOf({
        account: addressOf(bob),
        ...{ book: at.ledger.state.book, chain: at.ledger.state.chain, settlerHash: signers.settler.signerHash },
      });
      expect(funds.reserved + funds.pendingWithdrawals + funds.available).to.equal(10_000n);
      expect(funds.available < 1_500n).to.equal(true);
    }
  });

  it("give the same bid the same receipt, at the same time and at another instance", async () => {
    const body = await signedBid(bob, id, 100n);
    const answers = await Promise.all(members.map((at) => placeBid(at, body, NOW + 1)));
    expect(answers.filter(({ isNew }) => isNew)).to.have.length(1);
    expect(new Set(answers.map((answer) => answer.bid.receiptSignature)).size).to.equal(1);
  });

  it("refuse at the reader in the writer's own words", async () => {
    const [reader] = readers() as [TestMember];
    await bid(writer(), carol, 200n);
    const job = { kind: "bid" as const, bid: await signedBid(bob, id, 150n), bidHash: id, receivedAt: NOW + 1 };
    const refusal = (await reader.ledger.submit(job).catch((error: unknown) => error)) as Refusal;
    expect(refusal).to.be.instanceOf(Refusal);
    expect(refusal).to.deep.include({ code: "bid_too_low", field: "maxAmount" });
    expect(refusal.values).to.deep.equal({ currentPrice: 200n, minimum: 210n });
  });

  it("refuse a bid whose stamp is long past by the writer's clock: the reader's may have stood still past the end", async () => {
    const [reader] = readers() as [TestMember];
    chain.mine({ timestamp: NOW + 30 });
    await writer().follower.sync();
    const stamped = async (receivedAt: number) => codeOf(placeBid(reader, await signedBid(bob, id, 100n), receivedAt));
    expect(await stamped(NOW + 24)).to.equal("temporarily_unavailable");
    expect(await stamped(NOW + 25)).to.equal("accepted");
  });

  it("agree on the time, also with one that came long after the newest block: its bids are not late", async () => {
    wall += 9_000;
    const late = await join();
    expect(late.clock.now())
      .to.equal(writer().clock.now())
      .and.to.equal(NOW + 10);
    expect(await codeOf(bid(late, bob, 100n))).to.equal("accepted");
  });

  it("refuse at the reader as soon as the writer cannot read the chain, though the reader hears of nothing", async () => {
    const { follower } = writer();
    const [reader] = readers() as [TestMember];
    while (chain.failures.length < 100_000) chain.failures.push({ method: "block", error: new Error("away") });
    await until(() => follower.failure !== undefined);
    expect(reader.follower.failure).to.equal(undefined);
    expect(await codeOf(bid(reader, bob, 100n))).to.equal("temporarily_unavailable");
    chain.failures.length = 0;
    await until(() => follower.failure === undefined);
    expect(await codeOf(bid(reader, bob, 100n))).to.equal("accepted");
  });

  it("wake the watchers of all of them", async () => {
    const woken = members.map(
      ({ hub }) => new Promise<void>((resolve) => void hub.watch(id, { wake: resolve, end: () => {} })),
    );
    await bid(readers()[0] as TestMember, bob, 100n);
    await Promise.all(woken);
    for (const at of members) expect(at.ledger.state.book.standing(id).top?.maxAmount).to.equal(100n);
  });

  it("all hold what the database holds, whatever happened: bids, withdrawals, settlements, a reorg", async () => {
    await bid(members[1] as TestMember, bob, 100n);
    await requestWithdrawal(members[2] as TestMember, await signedRequest(carol, 5n, NOW + 1), NOW + 1);
    await bid(members[2] as TestMember, carol, 300n, auctions[1]?.id);
    chain.mine({ timestamp: NOW + 700 });
    const isFinal = (auction: Hex) => writer().ledger.state.book.attempt(auction)?.state === "final";
    await until(() => [0, 1].every((index) => isFinal(auctions[index]?.id ?? id)));
    chain.mine({ events: [depositOf(people.alice, 7n)] });
    for (const at of members) await at.follower.sync();
    expect(members.map((at) => at.ledger.state.chain.funds(addressOf(people.alice)).free)).to.deep.equal([7n, 7n, 7n]);
    chain.reorg(1);
    chain.mine({ events: [depositOf(people.alice, 9n)] });
    await writer().follower.sync();
    const held = async (at: TestMember) => {
      await at.follower.sync();
      const { book, chain: known } = at.ledger.state;
      return {
        entries: auctions.map((auction) => [book.entry(auction.id), known.auction(auction.id)]),
        withdrawals: book.withdrawals(addressOf(carol)),
        funds: Object.values(people).map((account) => known.funds(addressOf(account))),
      };
    };
    const fresh = await loadState(writer().database, writer().ledger.state.chain.heads);
    const expected = {
      entries: auctions.map((auction) => [fresh.book.entry(auction.id), fresh.chain.auction(auction.id)]),
      withdrawals: fresh.book.withdrawals(addressOf(carol)),
      funds: Object.values(people).map((account) => fresh.chain.funds(addressOf(account))),
    };
    for (const at of members) expect(await held(at)).to.deep.equal(expected);
  });

  it("miss no commit of the writer's that comes while they read the state", async () => {
    const [reader] = readers() as [TestMember];
    const alice = addressOf(people.alice);
    let isCommitted = false;
    /** The reader's database, on which the writer commits a block between two of its queries. */
    const disturbed: Database = {
      ...reader.database,
      transaction: (run) =>
        reader.database.transaction((queries) =>
          run({
            ...queries,
            async query<row>(sql: string, parameters?: unknown[]) {
              const rows = await queries.query<row>(sql, parameters);
              if (sql.includes("FROM chain_events") && !isCommitted) {
                isCommitted = true;
                chain.mine({ events: [depositOf(people.alice, 7n)] });
                await writer().follower.sync();
              }
              return rows;
            },
          }),
        ),
    };
    const before = writer().ledger.state.checkpoints[0]?.number;
    const state = await loadStateBeside(disturbed, undefined);
    expect(isCommitted).to.equal(true);
    expect(writer().ledger.state.chain.funds(alice).free).to.equal(7n);
    // Had it read the block as one that it knows, it would have left out its events when it is told of them.
    expect([state.checkpoints[0]?.number, state.chain.funds(alice).free]).to.deep.equal([before, 0n]);
  });

  it("say all of them that no bid is taken while the database takes no write, and that it does again", async () => {
    const [reader] = readers() as [TestMember];
    const health = async () => Promise.all(members.map(async ({ app }) => (await app.request("/health/ready")).status));
    await writer().database.script(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER full_disk BEFORE INSERT ON bids FOR EACH ROW EXECUTE FUNCTION full_disk()`,
    );
    expect(await codeOf(bid(reader, bob, 100n))).to.equal("temporarily_unavailable");
    await until(async () => (await health()).every((status) => status === 503));
    await writer().database.script("DROP FUNCTION full_disk CASCADE");
    expect(await codeOf(bid(reader, bob, 100n))).to.equal("accepted");
    await until(async () => (await health()).every((status) => status === 200));
  });

  it("settle once: only the writer does", async () => {
    await bid(readers()[0] as TestMember, bob, 100n);
    chain.mine({ timestamp: NOW + 700 });
    await until(() => members.every((at) => at.ledger.state.book.attempt(id)?.state === "final"));
    expect(chain.sent).to.have.length(1);
  });

  it("lose no acknowledged bid when the writer is lost in mid-load, and go on without a gap", async function () {
    this.timeout(60_000);
    const acknowledged = new Map<Hex, string>();
    const rich = 10n ** 60n;
    chain.mine({ events: [depositOf(bob, rich), depositOf(carol, rich)] });
    let amount = 100n;
    let running = true;
    const load = readers().map(async (at, index) => {
      while (running) {
        const body = await signedBid(index === 0 ? bob : carol, id, amount);
        const outcome = await codeOf(
          placeBid(at, body, at.clock.now()).then(({ bid: { bidHash, receiptSignature } }) =>
            acknowledged.set(bidHash, receiptSignature),
          ),
        );
        expect(outcome).to.be.oneOf(["accepted", "bid_too_low", "temporarily_unavailable"]);
        // A refusal while there is no writer takes no turn of the event loop: others must get theirs.
        await new Promise((resolve) => setImmediate(resolve));
        if (outcome !== "temporarily_unavailable") amount = (amount * 106n) / 100n + 1n;
      }
    });
    const lost = writer();
    await until(() => acknowledged.size > 5);
    const before = acknowledged.size;
    await depose();
    await until(() => lost.member.role !== "writer" || writers().length !== 1);
    await until(() => writers().length === 1 && readers().length === 2 && acknowledged.size > before);
    running = false;
    await Promise.all(load);
    const bids = await listBids(writer().database, { auctionId: id, after: 0, limit: 500 });
    const durable = new Map(bids.map((entry) => [entry.bidHash, entry.receiptSignature]));
    for (const [hash, signature] of acknowledged) expect(durable.get(hash)).to.equal(signature);
    expect(bids.map(({ sequence }) => sequence)).to.deep.equal(bids.map((_, index) => index + 1));
  });

  it("have another writer at once when it stops in good order", async () => {
    const [first, second] = members as [TestMember, TestMember];
    const answer = bid(second, bob, 100n);
    await answer;
    await first.close();
    members.shift();
    await until(() => writers().length === 1 && readers().length === 1);
    expect((await bid(second, carol, 200n)).bid).to.include({ sequence: 2 });
  });
});

describe("the writer's lease", () => {
  const stranger = { address: "127.0.0.1:1", keys: namesOf(signers) };

  it("fences: what an earlier writer begins after another took over is not written", async () => {
    const url = await testPostgres().createDatabase("fence");
    const chain = new FakeChain(domain, times, NOW);
    const at = await joinMembers({ url, chain });
    const database = await openDatabase(url);
    const epoch = async () => Number((await database.query<{ epoch: number }>("SELECT epoch FROM lease"))[0]?.epoch);
    let fencedOff = 0;
    const earlier = fenced(database, await epoch(), () => {
      fencedOff += 1;
    });
    const write = () => earlier.transaction((queries) => queries.query("INSERT INTO nonces VALUES (7, 'settlement')"));
    await database.query("UPDATE lease SET epoch = epoch + 1");
    expect(await write().catch((error: unknown) => error)).to.be.instanceOf(FencedError);
    expect(fencedOff).to.equal(1);
    expect(await database.query("SELECT * FROM nonces")).to.deep.equal([]);
    await at.close();
    await database.close();
  });

  it("waits for what an earlier writer is about to commit", async () => {
    const url = await testPostgres().createDatabase("fence_wait");
    const chain = new FakeChain(domain, times, NOW);
    await (await joinMembers({ url, chain })).close();
    const database = await openDatabase(url);
    const earlier = fenced(database, 1, () => {});
    let next: ReturnType<typeof acquireLease> | undefined;
    await earlier.transaction(async (queries) => {
      await queries.query("INSERT INTO nonces VALUES (7, 'settlement')");
      next = acquireLease(url, stranger);
      await until(
        async () =>
          (
            await database.query(
              "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 'fence_wait'",
            )
          ).length === 1,
      );
    });
    const lease = await next;
    expect(lease?.epoch).to.equal(2);
    await lease?.release();
    await database.close();
  });

  it("is taken from a writer that hangs with its connection open", async () => {
    const url = await testPostgres().createDatabase("hang");
    const chain = new FakeChain(domain, times, NOW);
    const hung = await joinMembers({ url, chain });
    const database = await openDatabase(url);
    expect(await acquireLease(url, stranger)).to.equal(undefined);
    let lease = await acquireLease(url, stranger);
    while (lease === undefined) {
      await database.query("UPDATE lease SET seen_at = now() - interval '1 minute'");
      lease = await acquireLease(url, stranger);
    }
    expect(lease.epoch).to.be.greaterThan(1);
    await lease.release();
    await hung.close();
    await database.close();
  });
});

describe("the private port", () => {
  const none = { auctionId: id, outcome: "waiting" as const, detail: "Nobody has bid.", attempt: null };
  const silent = {
    submit: async () => "done",
    sync: async () => {},
    settle: async () => none,
    greeting: () => ({ reload: true }),
  };

  it("sends strangers away, and serves who knows the secret", async () => {
    const server = await listenForPeers("127.0.0.1");
    server.serve({ token: "ab".repeat(32), ...silent });
    const leader = { epoch: 1, address: server.address, keys: namesOf(signers) };
    const stranger = await PeerLink.open({ ...leader, token: "cd".repeat(32) }, () => {});
    await stranger.closed;
    const heard: unknown[] = [];
    const link = await PeerLink.open({ ...leader, token: "ab".repeat(32) }, (news) => heard.push(news));
    await link.sync();
    expect(heard[0]).to.deep.equal({ reload: true });
    server.tell({ heads: { head: { number: 1, hash: "0x", timestamp: 2 }, finalized: { number: 1, timestamp: 2 } } });
    await link.sync();
    expect(heard[1]).to.have.nested.property("heads.head.number", 1);
    server.serve(undefined);
    await link.closed;
    expect(await codeOf(link.sync())).to.equal("temporarily_unavailable");
    await server.close();
  });
});
