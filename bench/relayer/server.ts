/**
 * One server under load, in a process of its own: `node server.ts <kind> <auctions> [database]`. Tells its URL to the parent, and when
 * asked its processor time and its memory.
 */
import { receiptHash } from "@plaza/sdk";
import { hexToBytes } from "viem";
import { createApp } from "../../relayer/src/api/app.ts";
import { listen } from "../../relayer/src/server.ts";
import type { Services } from "../../relayer/src/services.ts";
import { openMigrated } from "../../relayer/src/testing/database.ts";
import { domain, openHouse, signers } from "../../relayer/src/testing/house.ts";
import { joinMembers } from "../../relayer/src/testing/members.ts";
import { createNaive } from "./naive.ts";
import { answerQuestions } from "./programs.ts";
import { chainOf, mineGeneration } from "./world.ts";

/** How often a launched relayer asks the chain, tells people and looks at the time. */
const POLL_MS = 250;
const NOTICE_MS = 100;
const STATUS_MS = 200;

const [kind = "", auctions = "1", database = "memory://"] = process.argv.slice(2);
const chain = chainOf(Number(auctions));
const limits = { reads: 1e9, bids: 1e9, accountWrites: 1e9, streams: 1e9 };

/** The same app over a ledger that decides nothing and keeps nothing: it only signs the receipt. */
function ceiling(services: Services) {
  const { ledger } = services;
  return createApp({
    ...services,
    ledger: {
      ...ledger,
      get state() {
        return ledger.state;
      },
      refuseBid: () => undefined,
      async acceptBid(bid, bidHash, receivedAt) {
        const { auctionId, maxAmount: amount } = bid;
        const receipt = { auctionId, bidHash, amount, previous: bidHash };
        const hash = receiptHash(domain, { ...receipt, sequence: 1n, receivedAt: BigInt(receivedAt) });
        const receiptSignature = await signers.receiptSigner.sign(hexToBytes(hash));
        const led = { sequence: 1, receivedAt, leader: 1, price: amount, extendedTo: null, extensionSignature: null };
        const more = { receiptHash: hash, receiptSignature, ...led };
        return { ...bid, ...receipt, ...more };
      },
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
  if (kind === "shared") {
    const member = await joinMembers({ url: database, chain, finality: "finalized", pollMs: POLL_MS });
    launch(member);
    return { app: member.app, services: member };
  }
  const house = await openHouse({ chain, database: await openMigrated(database), finality: "finalized", limits });
  house.follower.start(POLL_MS);
  if (kind === "ceiling") return { app: ceiling(house) };
  launch(house);
  return { app: house.app, services: house };
}

const { app, services } = await open();
const { url } = await listen(app.fetch, "127.0.0.1", 0);
answerQuestions(
  { url },
  {
    cpu() {
      const { user, system } = process.cpuUsage();
      return { seconds: (user + system) / 1e6 };
    },
    /** Ends the auctions that run, and begins others. */
    async next({ generation }: { generation: number }) {
      mineGeneration(chain, Number(auctions), generation);
      await services?.follower.sync();
    },
    /** In MiB, after what is not used was given back. */
    memory() {
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      return { rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20, external: external / 2 ** 20 };
    },
  },
);
