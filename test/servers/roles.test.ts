import { createRelayerClient, marketplaceAbi, PlazaError, type RelayerClient, type SignedReceipt } from "@plaza/sdk";
import { expect } from "chai";
import type { Hex, LocalAccount } from "viem";
import { testPostgres } from "../../relayer/src/testing/serverHooks.ts";
import { startTcpProxy } from "../../relayer/src/testing/tcpProxy.ts";
import { type AuctionHouse, credits, openAuctionHouse, relayerKeys } from "../helpers/auctionHouse.ts";
import { actors } from "../helpers/chain.ts";
import { listeningOf, type RelayerProcess, runRelayerProgram, startRelayerProcess } from "../helpers/relayerProcess.ts";

const { bob, carol } = actors;
const CHALLENGE = 5n;

/** Waits until something is so; the test's own time limit ends it. */
async function until<value>(ask: () => Promise<value | undefined | false>): Promise<value> {
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "accepted",
    (error: unknown) => (error instanceof PlazaError ? error.code : String(error)),
  );

/** Separate processes, killed as machines are, over a real chain and a real Postgres. */
describe("processes with roles", function () {
  this.timeout(120_000);
  let house: AuctionHouse;
  let shared: Record<string, string>;
  let keys: Record<string, string>;
  let made = 0;
  const processes = new Set<RelayerProcess>();

  const start = async (role: "api" | "worker", more: Record<string, string> = {}) => {
    const own = role === "api" ? { PLAZA_RELAYER_PORT: "0" } : keys;
    const started = await startRelayerProcess([`--role=${role}`], { ...shared, ...own, ...more });
    processes.add(started);
    return started;
  };
  /** A worker and an API, which takes nothing before there is a worker: so they start together. */
  const startBoth = async () => {
    const [worker, api] = await Promise.all([start("worker"), start("api")]);
    return { worker, api, client: createRelayerClient({ url: api.url() }) };
  };
  const place = async (client: RelayerClient, account: LocalAccount, id: Hex, amount: number) =>
    client.placeBid(await house.bid(account, id, credits(amount)));
  const settled = (client: RelayerClient, id: Hex) =>
    until(async () => {
      const auction = await client.getAuction(id).catch(() => undefined);
      return auction?.settlement?.state === "final" && auction;
    });

  before(async () => {
    house = await openAuctionHouse();
    for (const account of [bob, carol]) await house.deposit(account, credits(10_000));
    keys = {
      PLAZA_RELAYER_SETTLER_KEY: relayerKeys.settler,
      PLAZA_RELAYER_RECEIPT_KEY: relayerKeys.receipt,
      PLAZA_RELAYER_SENDER_KEY: relayerKeys.sender,
    };
  });
  beforeEach(async () => {
    made += 1;
    shared = {
      DATABASE_URL: await testPostgres().createDatabase(`roles_${made}`),
      PLAZA_RPC_URL: house.chain.rpcUrl,
      PLAZA_DEPLOYMENT: house.chain.deploymentFolder,
      PLAZA_RELAYER_POLL_MS: "50",
    };
  });
  afterEach(async () => {
    for (const { kill } of processes) await kill();
    processes.clear();
  });
  after(() => house.close());

  it("settle by the worker what the API took, and only the API can be reached", async () => {
    const { worker, api, client } = await startBoth();
    const { id, terms } = await house.auction();
    await place(client, bob, id, 10);
    await place(client, carol, id, 20);
    const { settler, receiptSigner } = await client.getKeys();
    expect({ settler, receiptSigner }).to.deep.equal({
      settler: actors.settler.address,
      receiptSigner: actors.receiptSigner.address,
    });
    const signed = await client.requestWithdrawal(await house.withdrawalRequest(bob, credits(4_000)));
    await house.withdraw(bob, signed);
    await house.deposit(bob, credits(4_000));

    await house.moveTo(terms.end + CHALLENGE);
    expect((await settled(client, id)).settlement).to.include({ winner: carol.address, amount: credits(20) });
    expect(await house.ownerOf(terms.tokenId)).to.equal(carol.address);

    expect(listeningOf(api.pid)).to.deep.equal([new URL(api.url()).host]);
    // The private channel, which hangs up on who does not know its secret.
    const [channel, ...others] = listeningOf(worker.pid);
    expect(others).to.deep.equal([]);
    expect(channel).to.match(/^127\.0\.0\.1:\d+$/);
    expect(await codeOf(fetch(`http://${channel}/health`))).to.include("fetch failed");
  });

  it("tell the worker's health and metrics on 127.0.0.1, where asked to, and nothing else", async () => {
    const worker = await start("worker", { PLAZA_RELAYER_HEALTH_PORT: "0" });
    const host = new URL(worker.url()).host;
    expect(listeningOf(worker.pid)).to.have.length(2).and.include(host);
    expect(host).to.match(/^127\.0\.0\.1:/);
    const status = async (path: string) => (await fetch(`${worker.url()}${path}`)).status;
    expect(await status("/health")).to.equal(200);
    expect(await status("/health/settlement")).to.equal(200);
    expect(await status("/metrics")).to.equal(200);
    expect(await status("/v1/auctions")).to.equal(404);
    expect(await status("/openapi.json")).to.equal(404);
  });

  it("lose nothing when the worker is killed: the API refuses until the next one writes, and each receipt stands", async () => {
    const { worker, client } = await startBoth();
    const { id, terms } = await house.auction();
    const receipts = new Map<Hex, SignedReceipt>();
    let amount = 10;
    let running = true;
    const codes = new Set<string>();
    const load = [bob, carol].map(async (account) => {
      while (running) {
        amount = Math.ceil(amount * 1.06);
        const bid = await house.bid(account, id, credits(Math.min(amount, 9_000)));
        const code = await codeOf(
          client.placeBid(bid).then(({ receipt }) => {
            receipts.set(receipt.bidHash, receipt);
          }),
        );
        codes.add(code);
      }
    });
    await until(async () => receipts.size >= 5);
    await worker.kill();
    await until(async () => codes.has("temporarily_unavailable"));
    running = false;
    await Promise.all(load);
    expect(["accepted", "bid_too_low", "temporarily_unavailable"]).to.include.members([...codes]);
    expect((await client.getAuction(id)).bidCount).to.be.at.least(receipts.size);

    await start("worker");
    await until(async () => (await codeOf(place(client, carol, id, 9_500))) === "accepted");
    const bids = await client.getBids(id);
    expect(bids.map(({ sequence }) => Number(sequence))).to.deep.equal(bids.map((_, index) => index + 1));
    const durable = new Map(bids.map(({ receipt }) => [receipt.bidHash, receipt]));
    for (const [hash, receipt] of receipts) expect(durable.get(hash)).to.deep.equal(receipt);
    await house.moveTo(terms.end + CHALLENGE);
    expect((await settled(client, id)).settlement).to.include({ winner: carol.address });
  });

  it("lose nothing when the API is killed: the same bid gets the same receipt at the next one", async () => {
    const { api, client } = await startBoth();
    const { id, terms } = await house.auction();
    const body = await house.bid(bob, id, credits(10));
    const { receipt } = await client.placeBid(body);
    await api.kill();
    await house.moveTo(terms.end + CHALLENGE);
    const next = createRelayerClient({ url: (await start("api")).url() });
    expect((await next.placeBid(body)).receipt).to.deep.equal(receipt);
    expect((await settled(next, id)).settlement).to.include({ winner: bob.address });
  });

  it("told to stop, answer what they have taken, send watchers away, and end by themselves", async () => {
    const all = { ...shared, ...keys, PLAZA_RELAYER_PORT: "0" };
    const relayer = await startRelayerProcess([], all);
    processes.add(relayer);
    const { id } = await house.auction();
    const watched = await fetch(`${relayer.url()}/v1/auctions/${id}/stream`);
    const client = createRelayerClient({ url: relayer.url() });
    const signed = await Promise.all(
      Array.from({ length: 60 }, (_, index) => house.bid(index % 2 === 0 ? bob : carol, id, credits(10 + 10 * index))),
    );
    const receipts = new Map<Hex, SignedReceipt>();
    const bidding = signed.map((bid) =>
      codeOf(client.placeBid(bid).then(({ receipt }) => void receipts.set(receipt.bidHash, receipt))),
    );
    await until(async () => receipts.size > 0);
    expect(await relayer.stop(), "by itself").to.equal(0);
    await Promise.all(bidding);
    await watched.text();

    const next = await startRelayerProcess([], all);
    processes.add(next);
    const bids = await createRelayerClient({ url: next.url() }).getBids(id);
    expect(new Map(bids.map(({ receipt }) => [receipt.bidHash, receipt]))).to.deep.equal(receipts);
  });

  it("told to stop while their database does not answer, end in time all the same, and say that they did not finish", async () => {
    const proxy = await startTcpProxy(Number(new URL(shared.DATABASE_URL ?? "").port));
    try {
      const relayer = await startRelayerProcess([], {
        ...{ ...shared, ...keys, PLAZA_RELAYER_PORT: "0", PLAZA_RELAYER_STOP_SECONDS: "1" },
        DATABASE_URL: (shared.DATABASE_URL ?? "").replace(/:\d+\//, `:${proxy.port}/`),
      });
      processes.add(relayer);
      const { id } = await house.auction();
      const client = createRelayerClient({ url: relayer.url() });
      await client.getAuction(id);
      proxy.delayMs = 3_600_000;
      // One bid is being written, which never ends; the next waits for it.
      let amount = 10;
      await until(async () => {
        amount += 10;
        void codeOf(place(client, bob, id, amount));
        const response = await fetch(`${relayer.url()}/health/database`);
        return ((await response.json()) as { details: { waiting: number } }).details.waiting > 0;
      });
      const unfinished = relayer.said("relayer could not finish in time and is ended");
      expect(await relayer.stop()).to.equal(1);
      await unfinished;
    } finally {
      await proxy.close();
    }
  });

  it("go on with a second worker that stood by", async () => {
    const { worker, client } = await startBoth();
    const { id } = await house.auction();
    await place(client, bob, id, 10);
    const standby = start("worker");
    await standby;
    await worker.kill();
    await until(async () => (await codeOf(place(client, carol, id, 20))) === "accepted");
    expect((await client.getBids(id)).map(({ sequence }) => Number(sequence))).to.deep.equal([1, 2]);
  });

  describe("and an operator who settles one auction now", () => {
    const settle = async (id: Hex, environment: Record<string, string>, ...args: string[]) => {
      const { code, output, errors } = await runRelayerProgram("settle.ts", [id, ...args], {
        ...shared,
        ...environment,
      });
      return { code, errors, report: output === "" ? undefined : JSON.parse(output) };
    };
    const settlements = async (id: Hex) => {
      const { marketplace } = house.chain.deployment;
      const events = await house.admin.getContractEvents({ address: marketplace, abi: marketplaceAbi, fromBlock: 0n });
      return events.filter(
        ({ eventName, args }) => eventName === "AuctionSettled" && "auctionId" in args && args.auctionId === id,
      );
    };

    it("asks the worker that runs, without a key, and hears why not or what was done", async () => {
      const { client } = await startBoth();
      const { id, terms } = await house.auction();
      await place(client, bob, id, 10);
      const early = await settle(id, {});
      expect(early).to.include({ code: 1 });
      expect(early.report).to.include({ auctionId: id, outcome: "waiting" });
      expect(early.report.detail).to.match(/^It ends at /);
      const [asked] = await Promise.all([settle(id, {}), house.moveTo(terms.end + CHALLENGE)]);
      const done = asked.code === 0 ? asked : await settle(id, {});
      expect(done).to.include({ code: 0 });
      expect(done.report).to.deep.include({ outcome: "done", detail: "It is over: settled." });
      expect(await settlements(id)).to.have.length(1);
      expect(await house.ownerOf(terms.tokenId)).to.equal(bob.address);
    });

    it("settles it himself where no worker runs, with its keys, and leaves other auctions alone", async () => {
      const { worker, client } = await startBoth();
      const [first, second] = [await house.auction(), await house.auction()];
      for (const { id } of [first, second]) await place(client, carol, id, 10);
      await worker.kill();
      await house.moveTo(second.terms.end + CHALLENGE);
      const done = await settle(first.id, keys);
      expect(done).to.deep.include({ code: 0, errors: "" });
      expect(done.report.attempt).to.include({ state: "final" });
      expect(await settlements(first.id)).to.have.length(1);
      expect(await settlements(second.id)).to.deep.equal([]);
      // Which the next worker settles: nonces and log are one.
      await start("worker");
      expect((await settled(client, second.id)).settlement).to.include({ winner: carol.address });
      expect(await settlements(first.id)).to.have.length(1);
    });

    it("hears that no worker answers where he has no keys, and what an id is", async () => {
      const { worker } = await startBoth();
      await worker.kill();
      const alone = await settle((await house.auction()).id, {});
      expect(alone).to.include({ code: 1 });
      expect(alone.errors).to.include("No worker answers. Start one; or give this program its keys");
      expect((await settle("0x12", {})).errors).to.include("expected the id of one auction");
    });
  });

  it("refuse keys at the API, and name what is too much", async () => {
    const { code, errors } = await runRelayerProgram("main.ts", ["--role", "api"], {
      ...shared,
      PLAZA_RELAYER_SETTLER_KEY: relayerKeys.settler,
    });
    expect(code).to.equal(1);
    expect(errors).to.equal(
      "SettingError: PLAZA_RELAYER_SETTLER_KEY: not for the role api: only a worker holds the settlement key; take it away from here.\n",
    );
  });
});
