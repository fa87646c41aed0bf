import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What stands between a program and its database. */
export type TcpProxy = {
  readonly port: number;
  /**
   * Cuts the next connection over which a COMMIT is sent: before the server gets it, or after it has carried it out and before its
   * answer arrives. Resolves when that has happened.
   */
  cutNextCommit(when: "before" | "after"): Promise<void>;
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
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => {
      if (!isCutting) client.write(chunk);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    cutNextCommit: (when) =>
      new Promise((done) => {
        cut = { when, done };
      }),
    async close() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
