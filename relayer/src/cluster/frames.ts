import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";

const HEADER = 4;

/** The longest message: what the chain said in many blocks. */
const MAX_FRAME = 64 * 1024 * 1024;

/** What may wait to be sent to somebody who does not read. */
const MAX_BACKLOG = 64 * 1024 * 1024;

/**
 * Sends values over a socket, each with its length before it. Values are what Node clones: bigints, maps and undefined too. Read them
 * only from instances that have shown the secret.
 */
export class FrameSocket {
  readonly #socket: Socket;
  readonly #onFrame: (bytes: Buffer) => void;
  #chunks: Buffer[] = [];
  #length = 0;
  #corked = false;
  /** Bytes that a frame may have. */
  limit: number;

  constructor(socket: Socket, { limit = MAX_FRAME, onFrame }: { limit?: number; onFrame: (bytes: Buffer) => void }) {
    this.#socket = socket;
    this.#onFrame = onFrame;
    this.limit = limit;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    // What matters is that it closes.
    socket.on("error", () => {});
  }

  /** Sends a value; what is sent in one turn of the event loop leaves together. */
  send(value: unknown): void {
    this.sendBytes(encodeFrame(value));
  }

  /** Sends bytes as they are. */
  sendBytes(bytes: Uint8Array): void {
    const socket = this.#socket;
    if (socket.writableLength > MAX_BACKLOG) {
      socket.destroy();
      return;
    }
    if (!this.#corked) {
      this.#corked = true;
      socket.cork();
      setImmediate(() => {
        this.#corked = false;
        socket.uncork();
      });
    }
    const header = Buffer.allocUnsafe(HEADER);
    header.writeUInt32BE(bytes.length);
    socket.write(header);
    socket.write(bytes);
  }

  allowLarge(): void {
    this.limit = MAX_FRAME;
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    let whole = this.#chunks.length === 1 ? chunk : undefined;
    while (this.#length >= HEADER) {
      whole ??= Buffer.concat(this.#chunks);
      const size = whole.readUInt32BE();
      if (size > this.limit) {
        this.#socket.destroy();
        return;
      }
      if (whole.length < HEADER + size) break;
      const frame = whole.subarray(HEADER, HEADER + size);
      whole = whole.subarray(HEADER + size);
      this.#chunks = [whole];
      this.#length = whole.length;
      this.#onFrame(frame);
      if (this.#socket.destroyed) return;
    }
  }
}

/** A value as the bytes of a frame: encoded once where many get it. */
export const encodeFrame = (value: unknown): Uint8Array => serialize(value);

export const decodeFrame = (bytes: Buffer): unknown => deserialize(bytes);
