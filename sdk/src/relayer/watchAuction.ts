import type { Hex } from "viem";
import { PlazaError } from "../errors/base.ts";
import { ConnectionError, RequestTimeoutError } from "../errors/http.ts";
import { parseJson } from "../http/decode.ts";
import { pause } from "../http/pause.ts";
import type { HttpSettings } from "../http/request.ts";
import { liveAuction } from "./decoders.ts";
import { problemError } from "./problem.ts";
import { readEvents } from "./sse.ts";
import type { LiveAuction } from "./types.ts";

/** How a watch stands: `connecting` until the first snapshot, `live` while updates flow, `reconnecting` in between. */
export type WatchStatus = "connecting" | "live" | "reconnecting" | "closed";

export type WatchAuctionParameters = {
  /** Called with each new state, the present one first. */
  onUpdate: (auction: LiveAuction) => void;
  /** Called when the connection's state changes. */
  onStatus?: ((status: WatchStatus) => void) | undefined;
  /** Called with what interrupted the stream; the watch goes on unless the error cannot heal, as for an unknown auction. */
  onError?: ((error: PlazaError) => void) | undefined;
  /** Ends the watch. */
  signal?: AbortSignal | undefined;
  /** Milliseconds before the first reconnection; doubles each time, up to `maxDelay`. @default 250 */
  minDelay?: number | undefined;
  /** @default 10_000 */
  maxDelay?: number | undefined;
  /** Milliseconds without a sign of life after which the connection counts as dead. @default 40_000 */
  silence?: number | undefined;
};

const finalStatuses: readonly LiveAuction["status"][] = ["settled", "returned", "cancelled"];

/** Watches an auction over server-sent events, and reconnects where it left off. Returns a function that ends the watch. */
export function watchAuction(settings: HttpSettings, id: Hex, parameters: WatchAuctionParameters): () => void {
  const { onUpdate, onError, minDelay = 250, maxDelay = 10_000, silence = 40_000 } = parameters;
  const stop = new AbortController();
  const signal = parameters.signal ? AbortSignal.any([parameters.signal, stop.signal]) : stop.signal;
  const url = `${settings.url}/v1/auctions/${id}/stream`;
  let status: WatchStatus | undefined;
  let lastEventId: string | undefined;
  let latest: LiveAuction | undefined;
  let failures = 0;
  let serverDelay = 0;

  function setStatus(next: WatchStatus): void {
    if (status === next) return;
    status = next;
    notify(() => parameters.onStatus?.(next));
  }

  /** One connection, until it ends or fails. */
  async function connect(): Promise<void> {
    const connection = new AbortController();
    // One clock for connecting and for silence: the answer to the request is the first sign of life.
    let deadline = setTimeout(() => connection.abort(), settings.timeout);
    const alive = () => {
      clearTimeout(deadline);
      deadline = setTimeout(() => connection.abort(), silence);
    };
    try {
      const headers: Record<string, string> = { accept: "text/event-stream" };
      if (lastEventId !== undefined) headers["last-event-id"] = lastEventId;
      const response = await settings.fetch(url, {
        headers,
        cache: "no-store",
        signal: AbortSignal.any([signal, connection.signal]),
      });
      if (!response.ok) throw problemError({ status: response.status, text: await response.text() }, url);
      if (!response.body) throw new ConnectionError({ url });
      alive();
      for await (const event of readEvents(response.body, alive)) {
        if (signal.aborted) return;
        if (event.retry !== undefined) serverDelay = event.retry;
        if (event.id !== undefined) lastEventId = event.id;
        if (event.event !== "auction") continue;
        const auction = liveAuction(parseJson(event.data), "");
        latest = auction;
        failures = 0;
        setStatus("live");
        notify(() => onUpdate(auction));
      }
    } catch (error) {
      if (connection.signal.aborted && !signal.aborted)
        throw new RequestTimeoutError({ url, timeout: status === "live" ? silence : settings.timeout });
      throw error;
    } finally {
      clearTimeout(deadline);
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
            : new ConnectionError({ url, cause: error instanceof Error ? error : undefined });
        notify(() => onError?.(failure));
        if (!failure.retryable) break;
      }
      if (signal.aborted || (latest && finalStatuses.includes(latest.status))) break;
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
export function backoff(failures: number, minDelay: number, maxDelay: number): number {
  const ceiling = Math.min(maxDelay, minDelay * 2 ** Math.min(failures, 20));
  return ceiling / 2 + (Math.random() * ceiling) / 2;
}
