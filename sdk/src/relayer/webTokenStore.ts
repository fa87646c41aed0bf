import type { Address } from "viem";
import { pause } from "../http/pause.ts";
import type { AccountTokens } from "./accountTypes.ts";
import type { TokenStore } from "./createAccountClient.ts";

type Locks = { request<value>(name: string, run: () => Promise<value>): Promise<value> };

const SETTLE_MS = 250;

type Page = {
  localStorage: Storage;
  navigator?: { locks?: Locks };
  addEventListener?(type: "storage", listener: (event: { key: string | null }) => void): void;
  removeEventListener?(type: "storage", listener: (event: { key: string | null }) => void): void;
};

/**
 * Keeps an account's session in a browser, one for all tabs of the page: they renew it one at a time, by Web Locks, and each goes on with what
 * another has renewed. Whatever script runs on the page can read it; keep tokens in memory, which is the default, where that is too much.
 *
 * @param storage - `sessionStorage` for a session that ends with its tab. A tab that is duplicated copies it, and the relayer
 * ends a session whose old tokens come back.
 *
 * @example
 * ```ts
 * const accounts = createAccountClient({ url, store: webTokenStore(address) });
 * ```
 */
export function webTokenStore(
  account: Address,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = pageOf().localStorage,
): TokenStore {
  const key = `plaza-session:${account.toLowerCase()}`;
  return {
    get: () => parseTokens(storage.getItem(key)),
    set(tokens) {
      if (tokens === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(tokens));
    },
    lock(run) {
      const locks = pageOf().navigator?.locks;
      if (locks === undefined) return run();
      return new Promise((resolve, reject) => {
        locks
          .request(key, async () => {
            resolve(await run());
            // What was stored reaches the processes of other tabs a moment later than the lock does.
            await pause(SETTLE_MS);
          })
          .catch(reject);
      });
    },
    subscribe(listener) {
      const page = pageOf();
      const onStorage = (event: { key: string | null }) => {
        if (event.key === null || event.key === key) listener();
      };
      page.addEventListener?.("storage", onStorage);
      return () => page.removeEventListener?.("storage", onStorage);
    },
  };
}

const pageOf = () => globalThis as unknown as Page;

/** Tokens as they were kept, their times as dates again; undefined for what is none. */
function parseTokens(text: string | null): AccountTokens | undefined {
  if (text === null) return undefined;
  try {
    const tokens = JSON.parse(text, (name, value: unknown) =>
      name.endsWith("At") ? new Date(value as string) : value,
    ) as Partial<AccountTokens> | null;
    return typeof tokens?.refreshToken === "string" && tokens.accessExpiresAt instanceof Date
      ? (tokens as AccountTokens)
      : undefined;
  } catch {
    return undefined;
  }
}
