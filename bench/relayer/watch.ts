/**
 * Live subscribers, in a process of their own: `node watch.ts <url> <subscribers> <bids>`. Opens streams of one auction, bids a few times, and
 * tells how long after each acknowledgement every subscriber had the new top bid.
 */
import { once } from "node:events";
import { connect } from "node:net";
import { createBidHasher } from "@plaza/sdk";
import { bytesToHex, hexToBytes } from "viem";
import { nativeCurve } from "../../relayer/src/infra/signatures.ts";
import { domain } from "../../relayer/src/testing/house.ts";
import { auctions, bidders } from "./world.ts";

const [url = "", subscribers = "5000", bids = "10"] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const [auction] = auctions(1);
const auctionId = auction?.id as `0x${string}`;
const curve = nativeCurve();
const hash = createBidHasher(domain);

const waits: number[] = [];
let sentAt = 0;
let awaited = "";
let missing = 0;
let heard = () => {};

async function subscribe(): Promise<void> {
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(`GET /v1/auctions/${auctionId}/stream HTTP/1.1\r\nhost: bench\r\n\r\n`);
  socket.on("data", (chunk) => {
    if (awaited === "" || !chunk.includes(awaited)) return;
    waits.push(performance.now() - sentAt);
    missing -= 1;
    if (missing === 0) heard();
  });
  await once(socket, "data");
}

const total = Number(subscribers);
for (let opened = 0; opened < total; opened += 100)
  await Promise.all(Array.from({ length: Math.min(100, total - opened) }, subscribe));

for (let n = 0; n < Number(bids); n++) {
  const who = bidders[n % bidders.length];
  if (who === undefined) break;
  const maxAmount = 1_000n + BigInt(n);
  const { signature, recovery } = curve.sign(
    hash.bytes({ auctionId, bidder: who.address, maxAmount }),
    hexToBytes(who.key),
  );
  const signed = `${bytesToHex(signature)}${recovery === 0 ? "1b" : "1c"}`;
  missing = total;
  awaited = `"bidCount":${n + 1},`;
  const all = new Promise<void>((resolve) => {
    heard = resolve;
  });
  sentAt = performance.now();
  const response = await fetch(`${url}/v1/bids`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auctionId, bidder: who.address, maxAmount: String(maxAmount), signature: signed }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  await all;
}
waits.sort((a, b) => a - b);
process.send?.({ p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0, p50Ms: waits[waits.length >> 1] ?? 0 });
process.disconnect();
process.exit();
