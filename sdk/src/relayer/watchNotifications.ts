import { PlazaError } from "../errors/base.ts";
import { ConnectionError } from "../errors/http.ts";
import { RelayerSessionExpiredError } from "../errors/relayer.ts";
import { parseJson } from "../http/decode.ts";
import { pause } from "../http/pause.ts";
import type { HttpSettings } from "../http/request.ts";
import { notification } from "./accountDecoders.ts";
import type { Notification } from "./accountTypes.ts";
import { problemError } from "./problem.ts";
import { readEvents } from "./sse.ts";
import { backoff, notify, type WatchStatus } from "./watchAuction.ts";

export type WatchNotificationsParameters = {
  /** The last sequence number that was seen: what came after it comes first. @default 0 */
  after?: number | undefined;
  /** Called with each notification, once and in order. */
  onNotification: (notification: Notification) => void;
  /** Called when the connection's state changes. */
  onStatus?: ((status: WatchStatus) => void) | undefined;
  /** Called with what interrupted the stream; the watch goes on unless the error cannot heal, as for a session that is over. */
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

/** Follows notifications over server-sent events, and goes on after an interruption where it was. */
export function watchNotifications(
  settings: HttpSettings,
  accessToken: () => Promise<string>,
  parameters: WatchNotificationsParameters,
): () => void {
  const { onNotification, onStatus, onError, minDelay = 250, maxDelay = 10_000, silence = 40_000 } = parameters;
  const stop = new AbortController();
  const signal = parameters.signal ? AbortSignal.any([parameters.signal, stop.signal]) : stop.signal;
  const url = `${settings.url}/v1/notifications/stream`;
  let last = parameters.after ?? 0;
  let failures = 0;

  /** One connection, until it ends or fails. */
  async function connect(): Promise<void> {
    const authorization = `Bearer ${await accessToken()}`;
    const connection = new AbortController();
    let deadline = setTimeout(() => connection.abort(), settings.timeout);
    const alive = () => {
      clearTimeout(deadline);
      deadline = setTimeout(() => connection.abort(), silence);
    };
    try {
      const response = await settings.fetch(url, {
        headers: { accept: "text/event-stream", authorization, "last-event-id": String(last) },
        cache: "no-store",
        signal: AbortSignal.any([signal, connection.signal]),
      });
      if (!response.ok) throw problemError({ status: response.status, text: await response.text() }, url);
      if (!response.body) throw new ConnectionError({ url });
      alive();
      failures = 0;
      notify(() => onStatus?.("live"));
      for await (const event of readEvents(response.body, alive)) {
        if (signal.aborted) return;
        if (event.event !== "notification") continue;
        const news = notification(parseJson(event.data), "");
        if (news.sequence <= last) continue;
        last = news.sequence;
        notify(() => onNotification(news));
      }
    } finally {
      clearTimeout(deadline);
    }
  }

  async function run(): Promise<void> {
    notify(() => onStatus?.("connecting"));
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
        // The next try brings a new token, or finds that there is none.
        if (!failure.retryable && !(failure instanceof RelayerSessionExpiredError && failures === 0)) break;
      }
      if (signal.aborted) break;
      notify(() => onStatus?.("reconnecting"));
      await pause(backoff(failures++, minDelay, maxDelay), signal);
    }
    notify(() => onStatus?.("closed"));
  }

  void run();
  return () => stop.abort();
}
