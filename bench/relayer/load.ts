/**
 * The load generator, in a process of its own: `node load.ts <url> <auctions> <bids> <seconds>`. Signs bids beforehand, sends as many
 * as the server takes, then half as many a second, and tells the parent what it saw.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createBidHasher } from "@plaza/sdk";
import { bytesToHex, hexToBytes } from "viem";
import { nativeCurve } from "../../relayer/src/infra/signatures.ts";
import { domain } from "../../relayer/src/testing/house.ts";
import { auctions, bidders } from "./world.ts";

const [url = "", auctionCount = "1", bidCount = "1000", seconds = "5"] = process.argv.slice(2);
const count = Number(auctionCount);

/** Requests on their way at once: a few hundred bidders who do not wait for each other. */
const WINDOW = 256;
const SOCKETS = 8;

/** Bids before it counts: a program is slow until it is compiled. */
const WARM_BIDS = Math.floor(Number(bidCount) * 0.2);

const curve = nativeCurve();
const hash = createBidHasher(domain);
const ids = auctions(count).map(({ id }) => id);
const keys = bidders.map(({ key }) => hexToBytes(key));

/** The n-th bid: each is the highest of its auction when it arrives. */
function requestOf(n: number): Buffer {
  const auctionId = ids[n % count] as `0x${string}`;
  const who = (n + Math.floor(n / count)) % bidders.length;
  const bidder = bidders[who]?.address as `0x${string}`;
  const maxAmount = 100n + BigInt(Math.floor(n / count));
  const { signature, recovery } = curve.sign(hash.bytes({ auctionId, bidder, maxAmount }), keys[who] as Uint8Array);
  const signed = `${bytesToHex(signature)}${recovery === 0 ? "1b" : "1c"}`;
  const body = JSON.stringify({ auctionId, bidder, maxAmount: String(maxAmount), signature: signed });
  return Buffer.from(
    `POST /v1/bids HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}

/** A connection on which requests follow each other without waiting; answers come in the same order. */
class Pipe {
  readonly #socket: Socket;
  readonly #waiting: ((status: number) => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#take(chunk));
  }

  static async open(): Promise<Pipe> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new Pipe(socket);
  }

  send(request: Buffer, answered: (status: number) => void): void {
    this.#waiting.push(answered);
    this.#socket.write(request);
  }

  #take(chunk: Buffer): void {
    let rest: Buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) break;
      const head = rest.toString("latin1", 0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (!Number.isInteger(length)) throw new Error(`no length in ${head}`);
      if (rest.length < end + 4 + length) break;
      this.#waiting.shift()?.(Number(head.slice(9, 12)));
      rest = rest.subarray(end + 4 + length);
    }
    this.#rest = rest;
  }
}

const requests = Array.from({ length: Number(bidCount) }, (_, n) => requestOf(n));
const pipes = await Promise.all(Array.from({ length: Math.min(SOCKETS, count) }, () => Pipe.open()));
/** Bids on one auction go over one connection: overtaken by a higher one they would rightly be refused. */
const pipeOf = (n: number) => pipes[(n % count) % pipes.length] as Pipe;

const refused: Record<number, number> = {};
let next = 0;
let accepted = 0;
const count201 = (status: number) => {
  if (status === 201) accepted += 1;
  else refused[status] = (refused[status] ?? 0) + 1;
};

/** Keeps a window of requests on their way until the time is over. */
function flood(milliseconds: number, last: number): Promise<number> {
  const started = performance.now();
  let running = 0;
  return new Promise((resolve) => {
    const more = () => {
      while (running < WINDOW && next < last && performance.now() - started < milliseconds) {
        running += 1;
        pipeOf(next).send(requests[next++] as Buffer, (status) => {
          running -= 1;
          count201(status);
          if (running === 0) resolve(performance.now() - started);
          else if (running < WINDOW / 2) more();
        });
      }
      if (running === 0) resolve(performance.now() - started);
    };
    more();
  });
}

/** Sends so many a second, whether they are answered or not. Returns how long each waited from when it was due, in milliseconds. */
function drip(rate: number, milliseconds: number): Promise<number[]> {
  const waits: number[] = [];
  const started = performance.now();
  const total = Math.min(requests.length - next, Math.floor((rate * milliseconds) / 1_000));
  let sent = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      while (sent < total && performance.now() - started >= (sent * 1_000) / rate) {
        const due = started + (sent * 1_000) / rate;
        sent += 1;
        pipeOf(next).send(requests[next++] as Buffer, (status) => {
          count201(status);
          waits.push(performance.now() - due);
          if (waits.length === total) resolve(waits);
        });
      }
      if (sent === total) clearInterval(timer);
    }, 1);
    if (total === 0) resolve([]);
  });
}

const say = (message: Record<string, unknown>) => process.send?.(message);
await flood(Number.POSITIVE_INFINITY, WARM_BIDS);
say({ phase: "flood" });
await once(process, "message");
accepted = 0;
const took = await flood(Number(seconds) * 1_000, Math.floor(requests.length * 0.8));
const bidsPerSecond = (accepted * 1_000) / took;
say({ phase: "flooded", bidsPerSecond, accepted });
await once(process, "message");
const waits = (await drip(bidsPerSecond / 2, Number(seconds) * 1_000)).sort((a, b) => a - b);
say({
  phase: "done",
  p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0,
  p50Ms: waits[waits.length >> 1] ?? 0,
  refused,
});
process.disconnect();
process.exit();
