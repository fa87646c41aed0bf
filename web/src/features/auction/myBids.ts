import { useSyncExternalStore } from "react";
import type { Address, Hex } from "viem";

/** Auctions that an account bid in from this browser: the relayer tells who leads, not who once did. */
const listeners = new Set<() => void>();
const cache = new Map<string, { text: string | null; ids: readonly Hex[] }>();
const NONE: readonly Hex[] = [];
/** Old ones fall out: nobody follows more. */
const KEPT = 60;

export function rememberBid(account: Address, auction: Hex): void {
  const ids = [auction, ...myBids(account).filter((id) => id !== auction)].slice(0, KEPT);
  localStorage.setItem(keyOf(account), JSON.stringify(ids));
  for (const listener of listeners) listener();
}

export function myBids(account: Address | undefined): readonly Hex[] {
  if (account === undefined) return NONE;
  const key = keyOf(account);
  const text = localStorage.getItem(key);
  const known = cache.get(key);
  if (known !== undefined && known.text === text) return known.ids;
  const ids = parse(text);
  cache.set(key, { text, ids });
  return ids;
}

/** The same, following changes. */
export function useMyBids(account: Address | undefined): readonly Hex[] {
  return useSyncExternalStore(subscribe, () => myBids(account));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keyOf(account: Address): string {
  return `plaza.bids.${account.toLowerCase()}`;
}

function parse(text: string | null): readonly Hex[] {
  if (text === null) return NONE;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((id): id is Hex => /^0x[0-9a-f]{64}$/i.test(String(id))) : NONE;
  } catch {
    return NONE;
  }
}
