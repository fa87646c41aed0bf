import { PlazaError } from "../errors/base.ts";
import { ConnectionError, RequestTimeoutError } from "../errors/http.ts";
import { pause } from "../http/pause.ts";
import type { HttpSettings } from "../http/request.ts";
import { problemError } from "./problem.ts";
import { readEvents, type ServerSentEvent } from "./sse.ts";

/** How a watch stands: `connecting` until it first runs, `live` while updates flow, `reconnecting` in between. */
export type WatchStatus = "connecting" | "live" | "reconnecting" | "closed";

/** What every watch takes. */
export type WatchParameters = {
  /** Called when the connection's state changes. */
  onStatus?: ((status: WatchStatus) => void) | undefined;
  /** Called with what interrupted the stream; the watch goes on unless the error cannot heal. */
  onError?: ((error: PlazaError) => void) | undefined;
  /** Called at each sign of life: what arrives, and the heartbeat that the relayer sends every 15 seconds. */
  onActivity?: (() => void) | undefined;
  /** Ends the watch. */
  signal?: AbortSignal | undefined;
  /** Milliseconds before the first reconnection; doubles each time, up to `maxDelay`. @default 250 */
  minDelay?: number | undefined;
  /** @default 10_000 */
  maxDelay?: number | undefined;
  /** Milliseconds without a sign of life after which the connection counts as dead. @default 40_000 */
  silence?: number | undefined;
};

type Stream = {
  /** Where to ask; what changes from one connection to the next is asked each time. */
  url: string | (() => string);
  /** What each connection asks with: from where to go on, and who asks. */
  headers: () => Record<string, string> | Promise<Record<string, string>>;
  /** Whether the stream is live once it is open; otherwise from its first news on. Pauses grow until there are news, or it lasted. */
  isLiveOnceOpen?: boolean;
  /** Takes an event; calls `live` at news. */
  onEvent: (event: ServerSentEvent, live: () => void) => void;
  /** Whether another try can help. */
  canHeal?: (failure: PlazaError) => boolean;
  /** Whether nothing can follow any more. */
  isOver?: () => boolean;
};

/** Follows server-sent events, and reconnects after an interruption. Returns a function that ends it. */
export function followEvents(settings: HttpSettings, stream: Stream, parameters: WatchParameters): () => void {
  const { onError, minDelay = 250, maxDelay = 10_000, silence = 40_000 } = parameters;
  const { canHeal = (failure) => failure.retryable } = stream;
  const stop = new AbortController();
  const signal = parameters.signal ? AbortSignal.any([parameters.signal, stop.signal]) : stop.signal;
  let status: WatchStatus | undefined;
  let failures = 0;
  let serverDelay = 0;

  function setStatus(next: WatchStatus): void {
    if (status === next) return;
    status = next;
    notify(() => parameters.onStatus?.(next));
  }

  function live(): void {
    failures = 0;
    setStatus("live");
  }

  /** One connection, until it ends or fails. */
  async function connect(): Promise<void> {
    const headers = await stream.headers();
    const url = typeof stream.url === "string" ? stream.url : stream.url();
    const connection = new AbortController();
    let openedAt = Number.POSITIVE_INFINITY;
    // One clock for connecting and for silence: the answer to the request is the first sign of life.
    let deadline = setTimeout(() => connection.abort(), settings.timeout);
    const alive = () => {
      notify(() => parameters.onActivity?.());
      clearTimeout(deadline);
      deadline = setTimeout(() => connection.abort(), silence);
    };
    try {
      const response = await settings.fetch(url, {
        headers: { accept: "text/event-stream", ...headers },
        cache: "no-store",
        signal: AbortSignal.any([signal, connection.signal]),
      });
      if (!response.ok) throw problemError({ status: response.status, text: await response.text() }, url);
      if (!response.body) throw new ConnectionError({ url });
      alive();
      openedAt = Date.now();
      // What is refused once it is open must not be asked for again at once, for ever.
      if (stream.isLiveOnceOpen) setStatus("live");
      for await (const event of readEvents(response.body, alive)) {
        if (signal.aborted) return;
        if (event.retry !== undefined) serverDelay = event.retry;
        stream.onEvent(event, live);
      }
    } catch (error) {
      if (connection.signal.aborted && !signal.aborted)
        throw new RequestTimeoutError({ url, timeout: status === "live" ? silence : settings.timeout });
      throw error;
    } finally {
      clearTimeout(deadline);
      if (Date.now() - openedAt > maxDelay) failures = 0;
    }
  }

  async function run(): Promise<void> {
    setStatus("connecting");
    while (!signal.aborted) {
      try {
        await connect();
      } catch (error) {
        if (signal.aborted) break;
        const failure =
          error instanceof PlazaError
            ? error
            : new ConnectionError({ url: settings.url, cause: error instanceof Error ? error : undefined });
        notify(() => onError?.(failure));
        if (!canHeal(failure)) break;
      }
      if (signal.aborted || stream.isOver?.()) break;
      setStatus("reconnecting");
      await pause(backoff(failures++, Math.max(minDelay, serverDelay), maxDelay), signal);
    }
    setStatus("closed");
  }

  void run();
  return () => stop.abort();
}

/** A callback's own fault is no fault of the connection: it surfaces as uncaught, like that of any event listener. */
export function notify(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Doubles, with half of it random, so that those whom one restart cut off do not all come back at once. */
function backoff(failures: number, minDelay: number, maxDelay: number): number {
  const ceiling = Math.min(maxDelay, minDelay * 2 ** Math.min(failures, 20));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
