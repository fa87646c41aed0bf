import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Hex } from "viem";
import type { SettleReport } from "../domain/settleReport.ts";
import type { Job } from "../ledger/ledger.ts";
import type { Change } from "../ledger/replica.ts";
import { decodeFrame, encodeFrame, FrameSocket } from "./frames.ts";
import { type Message, type Request, toPlain } from "./messages.ts";

/** What the writer does for readers. */
export type Writer = {
  token: string;
  submit(job: Job): Promise<unknown>;
  sync(): Promise<void>;
  settle(auctionId: Hex): Promise<SettleReport>;
  /** What a reader must know before any news. */
  greeting(): Change;
};

/** Where readers reach this instance while it writes. */
export type PeerServer = {
  readonly address: string;
  /** Serves readers from now on; undefined sends them away. */
  serve(writer: Writer | undefined): void;
  /** Tells all readers. */
  tell(news: Change): void;
  close(): Promise<void>;
};

/** A token in hexadecimal, and no more. */
const MAX_HELLO = 64;

/** A stranger who does not say the token by then is sent away. */
const HELLO_MS = 2_000;

/** Readers notice by its absence that the writer hangs. */
const SIGN_OF_LIFE_MS = 1_000;

/** Listens on a private address, which must be reachable by the other instances and by nobody else. */
export async function listenForPeers(host: string): Promise<PeerServer> {
  let writer: Writer | undefined;
  const readers = new Map<Socket, FrameSocket>();
  const sockets = new Set<Socket>();

  const answer = async (frames: FrameSocket, request: Request, { submit, sync, settle }: Writer) => {
    const { id, ask } = request;
    try {
      const value = await (ask === "submit"
        ? submit(request.job)
        : ask === "settle"
          ? settle(request.auctionId)
          : sync());
      frames.send({ id, value } satisfies Message);
    } catch (error) {
      frames.send({ id, refusal: toPlain(error) } satisfies Message);
    }
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    const timer = setTimeout(() => socket.destroy(), HELLO_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      sockets.delete(socket);
      readers.delete(socket);
    });
    const frames = new FrameSocket(socket, {
      limit: MAX_HELLO,
      onFrame(bytes) {
        if (writer === undefined) return void socket.destroy();
        if (readers.has(socket)) return void answer(frames, decodeFrame(bytes) as Request, writer);
        const expected = Buffer.from(writer.token);
        if (bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) return void socket.destroy();
        clearTimeout(timer);
        frames.allowLarge();
        readers.set(socket, frames);
        frames.send({ news: writer.greeting() } satisfies Message);
      },
    });
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const tell = (news: Change) => {
    if (readers.size === 0) return;
    const bytes = encodeFrame({ news } satisfies Message);
    for (const frames of readers.values()) frames.sendBytes(bytes);
  };
  const life = setInterval(() => tell({}), SIGN_OF_LIFE_MS);
  // After the answers that wait to be sent.
  const sendAway = () => {
    for (const socket of sockets) socket.destroySoon();
  };
  return {
    address: `${host}:${port}`,
    serve(next) {
      writer = next;
      if (next === undefined) sendAway();
    },
    tell,
    async close() {
      clearInterval(life);
      const closed = once(server, "close");
      server.close();
      sendAway();
      await closed;
    },
  };
}
