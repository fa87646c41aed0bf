import type { PlazaError } from "../errors/base.ts";
import type { FeedEvent, WatchFeedParameters } from "./createFeedClient.ts";

/** Events that may wait for whoever reads them; then the feed is left, and taken up again where it was. */
const MAX_WAITING = 500;

export type FeedEventsParameters = Pick<WatchFeedParameters<FeedEvent>, "after" | "onStatus" | "signal">;

/**
 * The events of a feed's watch, one after the other as they are asked for. Who is slow misses nothing that the indexer still has:
 * the watch goes on behind the last event that was read. It ends with the signal, and when the loop is left.
 *
 * @throws PlazaError when another try cannot help.
 *
 * @example
 * ```ts
 * const feed = createFeedClient({ url: "http://127.0.0.1:42069/graphql" });
 * for await (const { change, trade } of feedEvents<TradeEvent>((watch) => feed.watchTrades({ ...watch, account: [alice] })))
 *   console.log(change, trade?.item.name);
 * ```
 */
export async function* feedEvents<event extends FeedEvent>(
  watch: (parameters: WatchFeedParameters<event>) => () => void,
  { after, onStatus, signal }: FeedEventsParameters = {},
): AsyncGenerator<event, void, undefined> {
  let cursor = after;
  let waiting: event[] = [];
  let isOver = false;
  let failure: PlazaError | undefined;
  let wake = () => {};
  let leave: (() => void) | undefined;

  const begin = () => {
    const end = new AbortController();
    const parameters: WatchFeedParameters<event> = {
      after: cursor,
      signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal,
      onEvent(event) {
        if (end.signal.aborted) return;
        waiting.push(event);
        cursor = event.cursor ?? undefined;
        if (waiting.length >= MAX_WAITING) leave?.();
        wake();
      },
      onError(error) {
        failure = error;
      },
      onStatus(status) {
        if (end.signal.aborted && !signal?.aborted) return;
        if (status === "live") failure = undefined;
        if (status === "closed") isOver = true;
        onStatus?.(status);
        wake();
      },
    };
    leave = () => {
      leave = undefined;
      end.abort();
    };
    watch(parameters);
  };

  try {
    while (true) {
      const events = waiting;
      waiting = [];
      for (const event of events) yield event;
      if (waiting.length > 0) continue;
      if (isOver) break;
      if (!leave) begin();
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (waiting.length > 0 || isOver) resolve();
      });
    }
  } finally {
    leave?.();
  }
  if (failure && !signal?.aborted) throw failure;
}
