/**
 * One server under load, in a process of its own: `node server.ts <kind> <auctions> [database]`. Tells its URL to the parent, and when
 * asked its processor time and its memory.
 */
import { createHasher } from "@plaza/sdk";
import { createApp } from "../../relayer/src/api/app.ts";
import type { AcceptedBid } from "../../relayer/src/domain/bids.ts";
import type { BidJob } from "../../relayer/src/domain/decide.ts";
import { hexOf } from "../../relayer/src/infra/hex.ts";
import { keccak256 } from "../../relayer/src/infra/keccak.ts";
import { BatchQueue } from "../../relayer/src/ledger/queue.ts";
import { listen } from "../../relayer/src/server.ts";
import type { Services } from "../../relayer/src/services.ts";
import { openMigrated } from "../../relayer/src/testing/database.ts";
import { domain, openHouse, signers } from "../../relayer/src/testing/house.ts";
import { joinMembers } from "../../relayer/src/testing/members.ts";
import { createNaive } from "./naive.ts";
import { watchPauses } from "./pauses.ts";
import { answerQuestions, cpuSeconds } from "./programs.ts";
import { chainOf, mineGeneration } from "./world.ts";

/** How often a launched relayer asks the chain, tells people and looks at the time. */
const POLL_MS = 250;
const NOTICE_MS = 100;
const STATUS_MS = 200;

const [kind = "", auctions = "1", database = "memory://"] = process.argv.slice(2);
const chain = chainOf(Number(auctions));
const pauses = watchPauses();
const { probe } = pauses;
const limits = { reads: 1e9, bids: 1e9, accountWrites: 1e9, streams: 1e9 };

/**
 * The same member over the same server, whose ledger decides nothing and keeps nothing: it only hashes and signs receipts, of those bids
 * together that came together, as the relayer's answers do.
 */
function ceiling(services: Services) {
  const { ledger } = services;
  const hashReceipt = createHasher(domain, "Receipt", keccak256);
  const acknowledge = async ({ bid, bidHash, receivedAt }: Pick<BidJob, "bid" | "bidHash" | "receivedAt">) => {
    const { auctionId, maxAmount: amount } = bid;
    const receipt = { auctionId, bidHash, amount, previous: bidHash };
    const digest = hashReceipt.bytes({ ...receipt, sequence: 1n, receivedAt: BigInt(receivedAt) });
    const receiptSignature = await signers.receiptSigner.sign(digest);
    const led = { sequence: 1, receivedAt, leader: 1, price: amount, extendedTo: null, extensionSignature: null };
    return { ...bid, ...receipt, ...led, receiptHash: hexOf(digest), receiptSignature };
  };
  const queue = new BatchQueue<BidJob, AcceptedBid>(
    async (batch) => {
      const accepted = await Promise.all(batch.map(({ job }) => acknowledge(job)));
      for (const [index, { resolve }] of batch.entries()) resolve(accepted[index] as AcceptedBid);
    },
    () => false,
    { batch: 256, waiting: 10_000 },
  );
  return createApp({
    ...services,
    ledger: {
      ...ledger,
      get state() {
        return ledger.state;
      },
      refuseBid: () => undefined,
      acceptBid: (bid, bidHash, receivedAt) => queue.push({ kind: "bid", bid, bidHash, receivedAt }),
    },
  });
}

/** Has a relayer do besides what a launched one does: tell people of what happens, and streams of the time. */
function launch(services: Services): void {
  const { hub, notices } = services;
  const changed = hub.changed.bind(hub);
  hub.changed = (ids) => {
    changed(ids);
    notices.poke();
  };
  hub.start(STATUS_MS);
  notices.start(NOTICE_MS);
}

async function open() {
  if (kind === "naive") return { app: await createNaive(database, Number(auctions)) };
  if (kind === "alone") {
    const house = await openHouse({
      chain,
      database: await openMigrated(database),
      finality: "finalized",
      limits,
      probe,
    });
    house.follower.start(POLL_MS);
    launch(house);
    return { app: house.app, services: house };
  }
  const member = await joinMembers({ url: database, chain, finality: "finalized", pollMs: POLL_MS }, probe);
  launch(member);
  return { app: kind === "ceiling" ? ceiling(member) : member.app, services: member };
}

const { app, services } = await open();
const { url } = await listen(app.fetch, "127.0.0.1", 0);
answerQuestions(
  { url },
  {
    cpu: () => ({ seconds: cpuSeconds() }),
    /** Tells people of whatever they are yet to be told. */
    async tell() {
      const began = performance.now();
      await services?.notices.tick();
      return { tellingMs: performance.now() - began };
    },
    begin: () => pauses.begin(),
    end: () => pauses.end(),
    /** Ends the auctions that run, and begins others. */
    async next({ generation }: { generation: number }) {
      mineGeneration(chain, Number(auctions), generation);
      await services?.follower.sync();
      chain.forgetPast();
    },
    /** In MiB, after what is not used was given back; and how many auctions the relayer has in it. */
    memory() {
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      const remembered = [...(services?.ledger.state.chain.auctions() ?? [])].length;
      return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20, external: external / 2 ** 20, remembered };
    },
  },
);
