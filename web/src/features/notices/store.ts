import { useSyncExternalStore } from "react";
import type { Notice } from "./derive.ts";

/** News of this visit: a list to look up, and those that are still to be shown as toasts. */
export interface NewsState {
  list: readonly (Notice & { at: number })[];
  toasts: readonly Notice[];
  unread: number;
}

const KEPT = 30;
const SHOWN_AT_ONCE = 3;
const TOAST_MS = 9_000;

let state: NewsState = { list: [], toasts: [], unread: 0 };
const listeners = new Set<() => void>();

export function announce(notice: Notice, at: number): void {
  if (state.list.some(({ id }) => id === notice.id)) return;
  set({
    list: [{ ...notice, at }, ...state.list].slice(0, KEPT),
    // The latest word on an auction makes the earlier ones stale.
    toasts: [...state.toasts.filter((toast) => !isAbout(toast, notice.auction)), notice].slice(-SHOWN_AT_ONCE),
    unread: state.unread + 1,
  });
  setTimeout(() => dismiss(notice.id), TOAST_MS);
}

export function dismiss(id: string): void {
  if (state.toasts.some((toast) => toast.id === id)) {
    set({ ...state, toasts: state.toasts.filter((toast) => toast.id !== id) });
  }
}

/** The person has acted on it: "you have been outbid" is stale once he bid again. */
export function dismissAbout(auction: Notice["auction"]): void {
  if (state.toasts.some((toast) => isAbout(toast, auction))) {
    set({ ...state, toasts: state.toasts.filter((toast) => !isAbout(toast, auction)) });
  }
}

function isAbout(toast: Notice, auction: Notice["auction"]): boolean {
  return auction !== undefined && toast.auction === auction;
}

export function markRead(): void {
  if (state.unread > 0) set({ ...state, unread: 0 });
}

/** Another person's news are not mine. */
export function forgetNews(): void {
  set({ list: [], toasts: [], unread: 0 });
}

export function useNews(): NewsState {
  return useSyncExternalStore(subscribe, () => state);
}

function set(next: NewsState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
