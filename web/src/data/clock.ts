import { useSyncExternalStore } from "react";

/**
 * The chain's time as this page knows it: what counts for auctions, and on a local chain it can be hours off the device's.
 * Kept as the distance from the device's clock, learnt from blocks and from the relayer's answers.
 */
let offsetMs = 0;
let known = false;
const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

/** How late news of the time can be: a block's time is told once the block is there, indexed and asked for. */
const LATE_MS = 60_000;

/**
 * Somebody who knows told the time. News are late, never early: the latest time that was told is the truest, and one that is a little behind it is
 * only slower news. Far behind, the device's clock was set.
 */
export function observeChainTime(milliseconds: number): void {
  const offset = milliseconds - Date.now();
  if (known && offset <= offsetMs && offset > offsetMs - LATE_MS) return;
  offsetMs = offset;
  known = true;
  for (const listener of listeners) listener();
}

/** Chain time now, unix seconds. */
export function chainNow(): number {
  return Math.floor((Date.now() + offsetMs) / 1_000);
}

/** Chain time in whole seconds; renders once a second. */
export function useChainNow(): number {
  return useSyncExternalStore(subscribe, chainNow);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && ticker !== undefined) {
      clearInterval(ticker);
      ticker = undefined;
    }
  };
}
