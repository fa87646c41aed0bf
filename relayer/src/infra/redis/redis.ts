import { createClient } from "redis";
import type { Breaker, Breakers } from "../breaker.ts";
import type { Logger } from "../logger.ts";

type Client = ReturnType<typeof clientOf>;

/** How the connection to Redis is, for the health route. */
export type RedisReport = { connected: boolean; error: string | null };

/** What calls of Redis have: it is beside the way of a request, which must not wait for it. */
const CALL = { timeoutMs: 250, resetMs: 1_000 };

const CONNECT_MS = 2_000;
const PING_MS = 1_000;

/** A connection that is silent for so long, pings included, is opened anew. */
const SILENCE_MS = 5_000;
const MAX_RECONNECT_MS = 1_000;

/** Commands that may wait for their answers. */
const MAX_QUEUE = 10_000;

/**
 * A connection to a Redis server, which may go away and come back at any time: calls fail at once while it is away, soon while
 * it hangs, and nobody waits for it to come back. Nothing in Redis is the truth.
 */
export class Redis {
  /** Begins the names of all keys: servers are shared. */
  readonly prefix: string;
  readonly #client: Client;
  readonly #breaker: Breaker;
  /** Random name of the server's process: a server that was started anew has another. */
  #server: string | undefined;
  #error: string | null = null;

  private constructor(client: Client, breaker: Breaker, prefix: string) {
    this.#client = client;
    this.#breaker = breaker;
    this.prefix = prefix;
  }

  /** Connects in the background: the relayer starts without Redis too. */
  static open(
    url: string,
    { prefix, breakers, log }: { prefix: string; breakers: Breakers; log: Pick<Logger, "info" | "warn"> },
  ): Redis {
    const client = clientOf(url);
    const redis = new Redis(client, breakers.add("redis", undefined, CALL), prefix);
    client.on("ready", () => {
      redis.#error = null;
      redis.#server = undefined;
      log.info("connected to Redis");
    });
    client.on("error", (error: Error) => {
      redis.#server = undefined;
      const reason = error.message || error.name;
      if (reason !== redis.#error) log.warn({ err: error }, "Redis is away");
      redis.#error = reason;
    });
    // Its failures are told by the event.
    client.connect().catch(() => {});
    return redis;
  }

  /** @throws whatever went wrong; DependencyAwayError where it hangs, or has failed too often of late. */
  run<value>(call: (client: Client) => Promise<value>): Promise<value> {
    return this.#breaker.run(() => call(this.#client));
  }

  /** Name of the process that the connection leads to. */
  async server(): Promise<string> {
    this.#server ??= await this.run(async (client) => {
      const [, id] = /^run_id:(\w+)/m.exec(await client.info("server")) ?? [];
      if (id === undefined) throw new Error("Redis does not tell its run_id.");
      return id;
    });
    return this.#server;
  }

  report(): RedisReport {
    return { connected: this.#client.isReady, error: this.#client.isReady ? null : this.#error };
  }

  close(): void {
    if (this.#client.isOpen) this.#client.destroy();
  }
}

const clientOf = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUE,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 10), MAX_RECONNECT_MS),
    },
  });
