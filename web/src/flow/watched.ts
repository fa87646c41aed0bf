import { useEffect, useSyncExternalStore } from "react";

/** Plans whose progress stands somewhere in view, and how often. */
const inView = new Map<string, number>();
const begunHere = new Set<string>();
const listeners = new Set<() => void>();
let unwatched: ReadonlySet<string> = new Set();

/** Has a plan count as seen while its progress is shown. */
export function useWatched(id: string | undefined): void {
  useEffect(() => (id === undefined ? undefined : watch(id)), [id]);
}

/** Plans of this page whose progress nobody sees any more: he went to another page, or closed its dialog. */
export function useUnwatched(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => unwatched);
}

/** Counts a plan as seen until the function that it returns is called. */
export function watch(id: string): () => void {
  begunHere.add(id);
  count(id, 1);
  return () => count(id, -1);
}

/** What `useUnwatched` gives. */
export const unwatchedPlans = (): ReadonlySet<string> => unwatched;

function count(id: string, change: number): void {
  inView.set(id, (inView.get(id) ?? 0) + change);
  unwatched = new Set([...begunHere].filter((begun) => inView.get(begun) === 0));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
