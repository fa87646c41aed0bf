import { createServer } from "node:net";

/** The port is taken. */
export class PortInUseError extends Error {
  override name = "PortInUseError";
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port}, where the indexer would listen, is in use. Set PLAZA_GRAPHQL_PORT to another.`);
    this.port = port;
  }
}

/**
 * Makes sure that a port can be had; finds one for 0. Ponder itself would quietly move on to the next.
 *
 * @throws PortInUseError
 */
export function claimPort(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port) : error),
    );
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : port));
    });
  });
}
