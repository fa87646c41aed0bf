import type { WatchParameters, WatchStatus } from "./followEvents.ts";

/**
 * How far what a stream showed can be trusted: not yet at all; it is what is; nothing was heard for longer than the heartbeat takes; it is cut
 * off and tried again; it has ended, because nothing more can come or because the relayer refuses.
 */
export type StreamStatus = "connecting" | "live" | "stale" | "down" | "closed";

/** Follows whether a stream is alive: it takes what a watch is told, and tells how the stream is. */
export type StreamHealth = Required<Pick<WatchParameters, "onStatus" | "onActivity">> & {
  /** Ends its clock. */
  stop(): void;
};

/** A heartbeat, and a third for the way. */
const STALE_MS = 20_000;

const statuses = { connecting: "connecting", live: "live", reconnecting: "down", closed: "closed" } as const;

/**
 * Judges a watch by what it tells: spread it into the watch's parameters.
 *
 * @example
 * ```ts
 * const health = streamHealth((status) => showLamp(status));
 * const unwatch = relayer.watchAuction(id, { ...health, onUpdate: (auction) => console.log(auction) });
 * ```
 */
export function streamHealth(
  onChange: (status: StreamStatus) => void,
  { staleAfter = STALE_MS }: { staleAfter?: number | undefined } = {},
): StreamHealth {
  let status: StreamStatus | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;
  const set = (next: StreamStatus) => {
    clearTimeout(clock);
    if (next === "live") clock = setTimeout(() => set("stale"), staleAfter);
    if (next === status) return;
    status = next;
    onChange(next);
  };
  return {
    onStatus: (next: WatchStatus) => set(statuses[next]),
    onActivity() {
      if (status === "live" || status === "stale") set("live");
    },
    stop: () => clearTimeout(clock),
  };
}
