import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";

/** What stands between a program and its database. */
export type TcpProxy = {
  readonly port: number;
  /** Milliseconds by which whatever the program sends arrives late. */
  delayMs: number;
  /**
   * Cuts the next connection over which a COMMIT is sent: before the server gets it, or after it has carried it out and before its
   * answer arrives. Resolves when that has happened.
   */
  cutNextCommit(when: "before" | "after"): Promise<void>;
  /** Cuts all connections. */
  cutAll(): void;
  close(): Promise<void>;
};

/** Passes on to a port of this machine until it is told to cut. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let cut: { when: "before" | "after"; done: () => void } | undefined;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    let isCutting = false;
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", end);
      socket.on("close", () => {
        sockets.delete(socket);
        end();
      });
    }
    let passed = Promise.resolve();
    const pass = (chunk: Buffer) => {
      passed = passed.then(async () => {
        if (proxy.delayMs > 0) await setTimeout(proxy.delayMs, undefined, { ref: false });
        upstream.write(chunk);
      });
    };
    client.on("data", (chunk) => {
      if (cut && chunk.includes("COMMIT")) {
        const { when, done } = cut;
        cut = undefined;
        if (when === "before") {
          end();
          done();
          return;
        }
        isCutting = true;
        upstream.once("data", () => {
          end();
          done();
        });
      }
      pass(chunk);
    });
    upstream.on("data", (chunk) => {
      if (!isCutting) client.write(chunk);
    });
  });
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    cutNextCommit: (when) =>
      new Promise((done) => {
        cut = { when, done };
      }),
    cutAll,
    async close() {
      const closed = once(server, "close");
      server.close();
      cutAll();
      await closed;
    },
  };
  return proxy;
}
