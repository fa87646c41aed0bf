import type { Notification } from "@plaza/sdk/relayer";
import { useSyncExternalStore } from "react";
import type { Hex } from "viem";

/** Notifications that came this moment, each shown for a few seconds. */
let toasts: readonly Notification[] = [];
const listeners = new Set<() => void>();

const SHOWN_AT_ONCE = 3;
const TOAST_MS = 9_000;

export function announce(notification: Notification): void {
  // The latest word on an auction makes the earlier ones stale.
  const others = toasts.filter((toast) => !isAbout(toast, auctionOf(notification)));
  set([...others, notification].slice(-SHOWN_AT_ONCE));
  setTimeout(() => dismiss(notification), TOAST_MS);
}

export function dismiss(notification: Notification): void {
  set(toasts.filter((toast) => toast !== notification));
}

/** The person has acted on it: "you have been outbid" is stale once he bid again. */
export function dismissAbout(auction: Hex): void {
  set(toasts.filter((toast) => !isAbout(toast, auction)));
}

/** Another person's news are not mine. */
export function forgetToasts(): void {
  set([]);
}

export function useToasts(): readonly Notification[] {
  return useSyncExternalStore(subscribe, () => toasts);
}

const auctionOf = ({ data }: Notification): Hex | undefined => ("auctionId" in data ? data.auctionId : undefined);

const isAbout = (toast: Notification, auction: Hex | undefined): boolean =>
  auction !== undefined && auctionOf(toast) === auction;

function set(next: readonly Notification[]): void {
  if (next.length === toasts.length && next.every((toast, index) => toast === toasts[index])) return;
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
