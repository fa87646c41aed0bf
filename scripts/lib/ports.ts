import { createServer, type Server } from "node:net";

/** What listens on a port of its own, where that is, and the variable that moves it. */
const places = {
  chain: { what: "chain", port: 8545, variable: "PLAZA_CHAIN_PORT" },
  graphql: { what: "indexer", port: 42069, variable: "PLAZA_GRAPHQL_PORT" },
  relayer: { what: "relayer", port: 42070, variable: "PLAZA_RELAYER_PORT" },
  page: { what: "page", port: 5173, variable: "PLAZA_PAGE_PORT" },
} as const;

type Place = keyof typeof places;
export type Ports = Record<Place, number>;

const names = Object.keys(places) as Place[];

/** A port that cannot be had; the message names the variable that moves it. */
export class PortError extends Error {
  override name = "PortError";
}

/**
 * The ports as the environment wants them.
 * @throws PortError that names each variable whose value is no port, and two places that would share one.
 */
export function portsFromEnvironment(env: NodeJS.ProcessEnv): Ports {
  const problems: string[] = [];
  const ports = Object.fromEntries(
    names.map((name) => {
      const { variable, port } = places[name];
      const text = env[variable] ?? "";
      const wanted = text === "" ? port : Number(text);
      if (!/^\d*$/.test(text) || wanted < 1 || wanted > 65_535)
        problems.push(`${variable}: got "${text}", expected a port from 1 to 65535.`);
      return [name, wanted];
    }),
  ) as Ports;
  for (const [i, name] of names.entries()) {
    const twin = names.slice(0, i).find((other) => ports[other] === ports[name]);
    if (twin) problems.push(`${places[name].variable} and ${places[twin].variable} are both ${ports[name]}.`);
  }
  if (problems.length > 0) throw new PortError(problems.join("\n"));
  return ports;
}

/**
 * Makes sure, before anything starts, that every port can be had.
 * @throws PortError that names every port in use and the variable that moves it.
 */
export async function ensureFree(ports: Partial<Ports>): Promise<void> {
  const problems = await Promise.all(
    names.map(async (name) => {
      const port = ports[name];
      if (port === undefined) return undefined;
      try {
        await closed(await listening(port));
        return undefined;
      } catch (error) {
        const { what, variable } = places[name];
        const why = (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? "is in use" : `cannot be had: ${error}`;
        return `Port ${port}, where the ${what} would listen, ${why}. ${variable} moves it.`;
      }
    }),
  );
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new PortError(found.join("\n"));
}

/** Four ports that nobody uses now. They are held together, so that they differ. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(names.map(() => listening(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map(closed));
  return Object.fromEntries(names.map((name, i) => [name, ports[i]])) as Ports;
}

function listening(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
