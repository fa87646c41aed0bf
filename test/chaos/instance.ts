import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startTcpProxy, type TcpProxy } from "../../relayer/src/testing/tcpProxy.ts";
import { relayerKeys } from "../helpers/auctionHouse.ts";

const program = fileURLToPath(new URL("../../relayer/src/main.ts", import.meta.url));
const skewedClock = new URL("./skewedClock.ts", import.meta.url).href;

/** Milliseconds between looks at the chain: blocks come fast here. */
const POLL_MS = 100;

/** Milliseconds that a health route has. */
const HEALTH_MS = 4_000;

export type Health = { status: number; body: Record<string, unknown> };

/** Where what a relayer needs is. */
export type Ground = { databaseUrl: string; redisUrl: string; rpcUrl: string; deploymentFolder: string };

/** One relayer, as a process that can be killed, stopped and started again; its way to the database can be cut. */
export class Instance {
  readonly name: string;
  readonly database: TcpProxy;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #log: (line: string) => void;
  #child: ChildProcess | undefined;
  #url: string | undefined;
  #isStopped = false;

  private constructor(name: string, database: TcpProxy, ground: Ground, log: (line: string) => void) {
    this.name = name;
    this.database = database;
    this.#log = log;
    this.#environment = {
      ...process.env,
      PLAZA_RELAYER_PORT: "0",
      DATABASE_URL: ground.databaseUrl.replace(/:\d+\//, `:${database.port}/`),
      REDIS_URL: ground.redisUrl,
      PLAZA_RELAYER_SETTLER_KEY: relayerKeys.settler,
      PLAZA_RELAYER_RECEIPT_KEY: relayerKeys.receipt,
      PLAZA_RELAYER_SENDER_KEY: relayerKeys.sender,
      PLAZA_RELAYER_POLL_MS: String(POLL_MS),
      PLAZA_RELAYER_FINALITY: "finalized",
      PLAZA_RELAYER_READS_PER_MINUTE: "10000000",
      PLAZA_RELAYER_BIDS_PER_MINUTE: "10000000",
      PLAZA_RELAYER_ACCOUNT_WRITES_PER_MINUTE: "10000000",
      PLAZA_RELAYER_AUTHENTICATIONS_PER_MINUTE: "10000000",
      PLAZA_DEPLOYMENT: ground.deploymentFolder,
      PLAZA_RPC_URL: ground.rpcUrl,
    };
  }

  /** Makes one that does not run yet, with a way of its own to the database. */
  static async create(name: string, ground: Ground, log: (line: string) => void): Promise<Instance> {
    const port = Number(new URL(ground.databaseUrl).port);
    return new Instance(name, await startTcpProxy(port), ground, log);
  }

  /** Where it takes requests; undefined while it does not run, or hangs. */
  get url(): string | undefined {
    return this.#isStopped ? undefined : this.#url;
  }

  /**
   * Starts it, and again where it ends because what it needs is away: whoever runs it has it restarted.
   *
   * @param skewMs - How much later than it is its wall clock says that it is.
   */
  async start(skewMs = 0): Promise<void> {
    const skew = skewMs === 0 ? [] : ["--import", skewedClock];
    const environment = { ...this.#environment, ...(skewMs !== 0 && { CHAOS_SKEW_MS: String(skewMs) }) };
    while (this.#url === undefined) {
      const child = spawn(process.execPath, [...skew, program], {
        env: environment,
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.#child = child;
      // Whatever ends this program ends what it has started.
      const kill = () => child.kill("SIGKILL");
      process.once("exit", kill);
      child.once("exit", () => process.off("exit", kill));
      const ended = once(child, "exit");
      for (const stream of [child.stdout, child.stderr])
        createInterface(stream).on("line", (line) => this.#log(`${this.name} ${line}`));
      this.#url = await Promise.race([readyUrl(child), ended.then(() => undefined)]);
      if (this.#isKilled(child)) return;
    }
    this.#child?.once("exit", () => {
      this.#url = undefined;
    });
  }

  /** Ends it with no chance to say goodbye. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#url = undefined;
    this.#isStopped = false;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Has it do nothing, and not notice that time goes by. */
  stop(): void {
    this.#isStopped = true;
    this.#child?.kill("SIGSTOP");
  }

  goOn(): void {
    this.#child?.kill("SIGCONT");
    this.#isStopped = false;
  }

  /** What one of its health routes says; undefined where it says nothing. */
  async health(
    route: "" | "/ready" | "/database" | "/chain" | "/redis" | "/settlement" = "",
  ): Promise<Health | undefined> {
    if (this.url === undefined) return undefined;
    try {
      const response = await fetch(`${this.url}/health${route}`, { signal: AbortSignal.timeout(HEALTH_MS) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch {
      return undefined;
    }
  }

  async isReady(): Promise<boolean> {
    return (await this.health("/ready"))?.status === 200;
  }

  /** Whether it is the one that writes and settles. */
  async leads(): Promise<boolean> {
    const details = (await this.health("/database"))?.body.details as { role?: string } | undefined;
    return details?.role === "writer";
  }

  async close(): Promise<void> {
    await this.kill();
    await this.database.close();
  }

  #isKilled(child: ChildProcess): boolean {
    return this.#child !== child;
  }
}

/** The URL that it says its API is at, once it says that it is ready. */
function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (child.stdout === null) return;
    let url = "";
    createInterface(child.stdout).on("line", (line) => {
      if (line.includes("the API is served")) url = (JSON.parse(line) as { url: string }).url;
      if (line.includes("relayer is ready")) resolve(url);
    });
  });
}
