import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Hex } from "viem";
import { Refusal } from "../domain/refusal.ts";
import type { SettleReport } from "../domain/settleReport.ts";
import type { Job } from "../ledger/ledger.ts";
import type { Change } from "../ledger/replica.ts";
import { decodeFrame, FrameSocket } from "./frames.ts";
import type { Leader } from "./lease.ts";
import { type Message, type Request, toRefusal } from "./messages.ts";

/** A writer that says nothing for so long hangs, or cannot be reached. */
const SILENCE_MS = 5_000;

/** Requests that may wait for the writer's answer. */
const MAX_WAITING = 10_000;

type Question = { ask: "submit"; job: Job } | { ask: "sync" } | { ask: "settle"; auctionId: Hex };

type Waiting = { resolve: (value: unknown) => void; reject: (error: Refusal) => void };

/** A reader's connection to the writer. */
export class PeerLink {
  /** Resolves when the writer is gone. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #frames: FrameSocket;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 0;

  private constructor(socket: Socket, onNews: (news: Change) => void) {
    this.#socket = socket;
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    this.#frames = new FrameSocket(socket, {
      onFrame: (bytes) => this.#take(decodeFrame(bytes) as Message, onNews),
    });
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        // Whether they were written nobody here can know: asked again, the next writer does.
        for (const { reject } of this.#waiting.values()) reject(lost());
        this.#waiting.clear();
        resolve();
      });
    });
  }

  /**
   * @param dial - Begins the connection.
   * @throws where nobody listens there, or nobody answers.
   */
  static async open(
    { address, token }: Leader,
    onNews: (news: Change) => void,
    dial: (host: string, port: number) => Socket = (host, port) => connect({ host, port }),
  ): Promise<PeerLink> {
    const colon = address.lastIndexOf(":");
    const socket = dial(address.slice(0, colon), Number(address.slice(colon + 1)));
    const link = new PeerLink(socket, onNews);
    // Where a host has vanished nothing refuses the connection: it is given up for its silence, which is no error of the socket's.
    const unanswered = link.closed.then(() => Promise.reject(new Error(`Nobody answers at ${address}.`)));
    await Promise.race([once(socket, "connect"), unanswered]);
    link.#frames.sendBytes(Buffer.from(token));
    return link;
  }

  submit(job: Job): Promise<unknown> {
    return this.#ask({ ask: "submit", job });
  }

  async sync(): Promise<void> {
    await this.#ask({ ask: "sync" });
  }

  async settle(auctionId: Hex): Promise<SettleReport> {
    return (await this.#ask({ ask: "settle", auctionId })) as SettleReport;
  }

  close(): void {
    this.#socket.destroy();
  }

  #ask(request: Question): Promise<unknown> {
    if (this.#socket.destroyed) return Promise.reject(lost());
    if (this.#waiting.size >= MAX_WAITING)
      return Promise.reject(new Refusal("temporarily_unavailable", "The relayer is overloaded."));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#frames.send({ ...request, id } satisfies Request);
    });
  }

  #take(message: Message, onNews: (news: Change) => void): void {
    if ("news" in message) {
      onNews(message.news);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ("refusal" in message) waiting?.reject(toRefusal(message.refusal));
    else waiting?.resolve(message.value);
  }
}

const lost = () =>
  new Refusal(
    "temporarily_unavailable",
    "The instance that writes was lost; whether it took this shows when it is asked again.",
  );
