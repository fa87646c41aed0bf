/**
 * The load generator, in a process of its own: `node load.ts <url> <auctions>`. Signs bids before it sends them, and keeps one answer
 * of many, whose receipts it checks when nothing is measured.
 */
import type { Hex } from "viem";
import { checkReceipt, lowBids, risingBids, type WireBid } from "./bids.ts";
import { type Answer, Pipe } from "./pipe.ts";
import { answerQuestions, cpuSeconds } from "./programs.ts";
import { quantile } from "./quantile.ts";

const [url = "", auctionCount = "1"] = process.argv.slice(2);
const count = Number(auctionCount);

/** Requests on their way at once: bidders who do not wait for each other, several times what one commit takes. */
const WINDOW = 1_024;
const SOCKETS = 8;

/** One receipt of so many is checked. */
const SAMPLE = 50;

/** Of so many requests at half load one is a bid that is too low. */
const LOW_EVERY = 10;

type Request = { bytes: Buffer; bidHash: Hex };

const toRequest = ({ body, bidHash }: WireBid): Request => ({
  bytes: Buffer.from(
    `POST /v1/bids HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  ),
  bidHash,
});

let rising = risingBids(count);
const low = lowBids(count);
const take = (source: Iterator<WireBid, never>, length: number) =>
  Array.from({ length }, () => toRequest(source.next().value));

let pipes: Pipe[] = [];
/** Of bids that are too low: answers on one connection keep their order, and a refusal waits for no commit. */
let lowPipe: Pipe | undefined;
/** Signed beforehand; those before `next` are sent. Each is on another auction than the one before. */
let ready: Request[] = [];
let next = 0;
let sent = 0;

let accepted = 0;
const refused: Record<number, number> = {};
let sampled: { answer: string; bidHash: Hex }[] = [];

/** Connects for as long as it takes: the server closes connections that are idle for some seconds, as between two turns. */
async function connected<value>(run: () => Promise<value>): Promise<value> {
  const low = await Pipe.open(url);
  lowPipe = low;
  pipes = await Promise.all(Array.from({ length: Math.min(SOCKETS, count) }, () => Pipe.open(url)));
  try {
    return await run();
  } finally {
    for (const pipe of [...pipes, low]) pipe.close();
  }
}

/** Sends the next bid. Those on one auction go over one connection: overtaken by a higher one they would rightly be refused. */
function sendNext(answered: (answer: Answer) => void): void {
  const request = ready[next++];
  if (request === undefined) throw new Error("no bid is ready");
  const pipe = pipes[(sent % count) % pipes.length] as Pipe;
  sent += 1;
  const isSampled = sent % SAMPLE === 0;
  pipe.send(request.bytes, (answer) => {
    if (answer.status === 201) accepted += 1;
    else refused[answer.status] = (refused[answer.status] ?? 0) + 1;
    if (isSampled && answer.status === 201) sampled.push({ answer: answer.body.toString(), bidHash: request.bidHash });
    answered(answer);
  });
}

/** Keeps a window of requests on their way until the time is over, or all are sent. Returns how long it took, in milliseconds. */
function flood(milliseconds: number): Promise<number> {
  const started = performance.now();
  let running = 0;
  return new Promise((resolve) => {
    const more = () => {
      while (running < WINDOW && next < ready.length && performance.now() - started < milliseconds) {
        running += 1;
        sendNext(() => {
          running -= 1;
          if (running === 0) resolve(performance.now() - started);
          else if (running <= (WINDOW * 3) / 4) more();
        });
      }
      if (running === 0) resolve(performance.now() - started);
    };
    more();
  });
}

type Waits = { taken: number[]; turnedDown: number[]; late: number[] };

/**
 * Sends so many a second, whether they are answered or not, some of them too low. Returns how long each waited from when it was due,
 * and how late it was sent, in milliseconds.
 */
function drip(rate: number, total: number, lowEvery: number): Promise<Waits> {
  const taken: number[] = [];
  const turnedDown: number[] = [];
  const late: number[] = [];
  const tooLow = take(low, Math.ceil(total / lowEvery));
  const started = performance.now();
  let due = 0;
  let answers = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      for (; due < total && performance.now() - started >= (due * 1_000) / rate; due++) {
        const dueAt = started + (due * 1_000) / rate;
        late.push(performance.now() - dueAt);
        const waited = (into: number[]) => () => {
          into.push(performance.now() - dueAt);
          answers += 1;
          if (answers === total) resolve({ taken, turnedDown, late });
        };
        const refusal = due % lowEvery === 0 ? tooLow.pop() : undefined;
        if (refusal) lowPipe?.send(refusal.bytes, expect409(waited(turnedDown)));
        else sendNext(waited(taken));
      }
      if (due === total) clearInterval(timer);
    }, 1);
  });
}

const expect409 =
  (done: () => void) =>
  ({ status, body }: Answer): void => {
    if (status !== 409) throw new Error(`a bid that is too low got ${status}: ${body}`);
    done();
  };

answerQuestions(
  {},
  {
    /** Goes on with the auctions of another generation. */
    next({ generation }: { generation: number }) {
      rising = risingBids(count, generation);
      ready = [];
      next = 0;
      sent = 0;
    },
    /** Signs bids beforehand. */
    sign({ bids }: { bids: number }) {
      const left = ready.slice(next);
      ready = left.concat(take(rising, Math.max(0, bids - left.length)));
      next = 0;
    },
    async flood({ milliseconds }: { milliseconds: number }) {
      const before = accepted;
      const cpuBefore = cpuSeconds();
      const took = await connected(() => flood(milliseconds));
      const share = ((cpuSeconds() - cpuBefore) * 1_000) / took;
      return { accepted: accepted - before, seconds: took / 1_000, share };
    },
    async drip({ rate, milliseconds, low }: { rate: number; milliseconds: number; low: boolean }) {
      const total = Math.floor((rate * milliseconds) / 1_000);
      const lowEvery = low ? LOW_EVERY : Number.POSITIVE_INFINITY;
      const { taken, turnedDown, late } = await connected(() => drip(rate, total, lowEvery));
      return {
        p50Ms: quantile(taken, 0.5),
        p99Ms: quantile(taken, 0.99),
        refusalP99Ms: quantile(turnedDown, 0.99),
        lateP99Ms: quantile(late, 0.99),
      };
    },
    /** Checks the receipts that were kept, and says how all bids went. */
    check({ receipts }: { receipts: boolean }) {
      if (receipts) for (const { answer, bidHash } of sampled) checkReceipt(answer, bidHash);
      const checked = receipts ? sampled.length : 0;
      sampled = [];
      return { accepted, refused, checked };
    },
  },
);
