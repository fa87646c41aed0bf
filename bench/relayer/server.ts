/**
 * One server under load, in a process of its own: `node server.ts <kind> <auctions> [database]`. Tells its URL to the parent, and its
 * processor time when it is asked.
 */
import { receiptHash } from "@plaza/sdk";
import { hexToBytes } from "viem";
import { createApp } from "../../relayer/src/api/app.ts";
import { listen } from "../../relayer/src/server.ts";
import { openMigrated } from "../../relayer/src/testing/database.ts";
import { domain, type House, openHouse } from "../../relayer/src/testing/house.ts";
import { joinMembers } from "../../relayer/src/testing/members.ts";
import { createNaive } from "./naive.ts";
import { chainOf } from "./world.ts";

const [kind = "", auctions = "1", database = "memory://"] = process.argv.slice(2);
const chain = chainOf(Number(auctions));
const limits = { reads: 1e9, bids: 1e9, accountWrites: 1e9, streams: 1e9 };

/** The same app over a ledger that decides nothing and keeps nothing: it only signs the receipt. */
function ceiling(services: House) {
  const { ledger, receiptSigner } = services;
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
        const receiptSignature = await receiptSigner.sign(hexToBytes(hash));
        const led = { sequence: 1, receivedAt, leader: 1, price: amount, extendedTo: null, extensionSignature: null };
        const more = { receiptHash: hash, receiptSignature, ...led };
        return { ...bid, ...receipt, ...more };
      },
    },
  });
}

async function open() {
  if (kind === "naive") return createNaive(database, Number(auctions));
  if (kind === "shared") return (await joinMembers({ url: database, chain, finality: "finalized" })).app;
  const house = await openHouse({ chain, database: await openMigrated(database), finality: "finalized", limits });
  house.follower.start(250);
  return kind === "ceiling" ? ceiling(house) : house.app;
}

const { url } = await listen((await open()).fetch, "127.0.0.1", 0);
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: (user + system) / 1e6, memory: process.memoryUsage().rss });
});
process.on("disconnect", () => process.exit());
process.send?.({ url });
