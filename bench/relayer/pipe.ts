import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What a request got. The body is a view of what was received: copy what is kept. */
export type Answer = { status: number; body: Buffer };

const LENGTH = Buffer.from("\r\ncontent-length: ");

/** A connection on which requests follow each other without waiting; answers come in the same order. */
export class Pipe {
  readonly #socket: Socket;
  readonly #waiting: ((answer: Answer) => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #corked = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#take(chunk));
  }

  static async open(url: string): Promise<Pipe> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    return new Pipe(socket);
  }

  /** Sends a request. What is sent in one go leaves in one packet: generators should cost less than what they measure. */
  send(request: Buffer, answered: (answer: Answer) => void): void {
    this.#waiting.push(answered);
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(request);
  }

  close(): void {
    this.#socket.end();
  }

  #take(chunk: Buffer): void {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) break;
      const length = lengthIn(rest.subarray(0, end + 2));
      if (rest.length < end + 4 + length) break;
      const body = rest.subarray(end + 4, end + 4 + length);
      this.#waiting.shift()?.({ status: Number(rest.toString("latin1", 9, 12)), body });
      rest = rest.subarray(end + 4 + length);
    }
    this.#rest = rest;
  }
}

function lengthIn(head: Buffer): number {
  // Node writes it so, and other servers in other letters.
  let at = head.indexOf(LENGTH);
  if (at < 0) at = head.toString("latin1").toLowerCase().indexOf(LENGTH.toString());
  if (at < 0) throw new Error(`no length in ${head}`);
  return Number(head.toString("latin1", at + LENGTH.length, head.indexOf("\r\n", at + LENGTH.length)));
}
