/** Where plans are kept, as text by key. Each `set` replaces one key whole: that is what makes it atomic. */
export type FlowStore = {
  get(key: string): string | null | Promise<string | null>;
  set(key: string, value: string): void | Promise<void>;
  delete(key: string): void | Promise<void>;
  keys(): readonly string[] | Promise<readonly string[]>;
};

/**
 * Keeps plans in memory: for scripts and tests.
 *
 * @example
 * ```ts
 * const flow = await buyFlow({ client, deployment, store: memoryFlowStore() }, purchase);
 * ```
 */
export function memoryFlowStore(): FlowStore {
  const plans = new Map<string, string>();
  return {
    get: (key) => plans.get(key) ?? null,
    set: (key, value) => void plans.set(key, value),
    delete: (key) => void plans.delete(key),
    keys: () => [...plans.keys()],
  };
}

/**
 * Keeps plans in a browser's `localStorage` or `sessionStorage`, a key each. Tabs of different processes see each other's saves only after a moment,
 * lock or no lock: where a page can be open twice, take `indexedDbFlowStore`.
 *
 * @example
 * ```ts
 * const store = webFlowStore(window.localStorage);
 * ```
 */
export function webFlowStore(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">,
): FlowStore {
  return {
    get: (key) => storage.getItem(key),
    set: (key, value) => storage.setItem(key, value),
    delete: (key) => storage.removeItem(key),
    keys: () => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""),
  };
}
