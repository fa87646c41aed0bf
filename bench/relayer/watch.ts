/**
 * Live subscribers, in a process of their own: `node watch.ts <url> <subscribers>`. Opens streams of one auction, bids, and tells how long
 * after a bid was sent every subscriber had it.
 */
import { once } from "node:events";
import { connect } from "node:net";
import type { Hex } from "viem";
import { risingBids } from "./bids.ts";
import { answerQuestions } from "./programs.ts";
import { auctions } from "./world.ts";

const [url = "", subscribers = "5000"] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const auctionId = auctions(1)[0]?.id as Hex;
const bids = risingBids(1);

/** Streams that are opened at a time. */
const OPENING = 100;

let waits: number[] = [];
let made = 0;
let sentAt = 0;
let awaited: Buffer | undefined;
let missing = 0;
let heard = () => {};

async function subscribe(): Promise<void> {
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(`GET /v1/auctions/${auctionId}/stream HTTP/1.1\r\nhost: bench\r\n\r\n`);
  let begun = () => {};
  const present = new Promise<void>((resolve) => {
    begun = resolve;
  });
  socket.on("data", (chunk) => {
    if (chunk.includes("event: auction")) begun();
    if (awaited === undefined || !chunk.includes(awaited)) return;
    waits.push(performance.now() - sentAt);
    missing -= 1;
    if (missing === 0) heard();
  });
  await present;
}

const total = Number(subscribers);
for (let opened = 0; opened < total; opened += OPENING)
  await Promise.all(Array.from({ length: Math.min(OPENING, total - opened) }, subscribe));

answerQuestions(
  {},
  {
    async bid({ count }: { count: number }) {
      waits = [];
      for (let n = 0; n < count; n++) {
        const { body } = bids.next().value;
        made += 1;
        missing = total;
        awaited = Buffer.from(`"bidCount":${made},`);
        const all = new Promise<void>((resolve) => {
          heard = resolve;
        });
        sentAt = performance.now();
        const headers = { "content-type": "application/json" };
        const response = await fetch(`${url}/v1/bids`, { method: "POST", headers, body });
        if (response.status !== 201) throw new Error(await response.text());
        await all;
      }
      waits.sort((a, b) => a - b);
      return { p50Ms: waits[waits.length >> 1] ?? 0, p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0 };
    },
  },
);
