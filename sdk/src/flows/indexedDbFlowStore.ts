import type { FlowStore } from "./store.ts";

/** As much of IndexedDB as it takes. */
type Request<value> = { result: value; error: unknown; onsuccess: (() => void) | null; onerror: (() => void) | null };
type Table = {
  get(key: string): Request<string | undefined>;
  put(value: string, key: string): Request<unknown>;
  delete(key: string): Request<unknown>;
  getAllKeys(): Request<string[]>;
};
type Transaction = {
  objectStore(name: string): Table;
  error: unknown;
  oncomplete: (() => void) | null;
  onabort: (() => void) | null;
};
type Database = {
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: "readonly" | "readwrite"): Transaction;
};
type Factory = { open(name: string): Request<Database> & { onupgradeneeded: (() => void) | null } };

const TABLE = "plans";

/**
 * Keeps plans in a browser's IndexedDB, for all tabs of a page. What one tab has saved, every other sees as soon as it holds the plan's lock:
 * `localStorage` promises no such thing between tabs of different processes, and a tab that reads an old plan could send a step again.
 *
 * @example
 * ```ts
 * const context = { client, deployment, store: indexedDbFlowStore() };
 * ```
 */
export function indexedDbFlowStore(name = "plaza-flows"): FlowStore {
  let opened: Promise<Database> | undefined;
  const open = () => {
    opened ??= openDatabase(name).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  async function run<value>(mode: "readonly" | "readwrite", ask: (table: Table) => Request<value>): Promise<value> {
    const transaction = (await open()).transaction(TABLE, mode);
    const asked = ask(transaction.objectStore(TABLE));
    return new Promise((resolve, reject) => {
      // Not before it is written: whoever has saved may go on to send.
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    get: async (key) => (await run("readonly", (table) => table.get(key))) ?? null,
    set: async (key, value) => void (await run("readwrite", (table) => table.put(value, key))),
    delete: async (key) => void (await run("readwrite", (table) => table.delete(key))),
    keys: () => run("readonly", (table) => table.getAllKeys()),
  };
}

function openDatabase(name: string): Promise<Database> {
  const { indexedDB } = globalThis as unknown as { indexedDB: Factory };
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
