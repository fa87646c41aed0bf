import { type AccountClient, type AccountTokens, createAccountClient } from "@plaza/sdk/relayer";
import type { Address } from "viem";
import { relayerUrl } from "../settings.ts";

/**
 * Sessions with the relayer, one an account. They last as long as the tab and survive a reload, so that nobody has to sign for each
 * page; another tab signs in for itself.
 */
const clients = new Map<Address, AccountClient>();
const kept = new Map<Address, AccountTokens | undefined>();
const listeners = new Set<() => void>();

/** The client that speaks for an account. */
export function accountClient(account: Address): AccountClient {
  let client = clients.get(account);
  if (client === undefined) {
    const store = { get: () => tokensOf(account), set: (tokens?: AccountTokens) => keep(account, tokens) };
    client = createAccountClient({ url: relayerUrl, timeout: 10_000, store });
    clients.set(account, client);
  }
  return client;
}

/** Whether the account has a session, as far as this tab knows. */
export function hasSession(account: Address | undefined): boolean {
  return account !== undefined && tokensOf(account) !== undefined;
}

/** Ends an account's session here. A relayer that does not answer forgets it later, by itself. */
export async function endSession(account: Address): Promise<void> {
  if (!hasSession(account)) return;
  await accountClient(account)
    .signOut()
    .catch(() => keep(account, undefined));
}

/** Calls back when a session begins or ends. */
export function onSessions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const keyOf = (account: Address): string => `plaza.session.${account.toLowerCase()}`;

function tokensOf(account: Address): AccountTokens | undefined {
  if (!kept.has(account)) kept.set(account, parseTokens(sessionStorage.getItem(keyOf(account))));
  return kept.get(account);
}

function keep(account: Address, tokens: AccountTokens | undefined): void {
  kept.set(account, tokens);
  if (tokens === undefined) sessionStorage.removeItem(keyOf(account));
  else sessionStorage.setItem(keyOf(account), JSON.stringify(tokens));
  for (const listener of listeners) listener();
}

/** Tokens as they were kept, their times as dates again; undefined for what is none. */
function parseTokens(json: string | null): AccountTokens | undefined {
  if (json === null) return undefined;
  return JSON.parse(json, (key, value: unknown) => (key.endsWith("At") ? new Date(value as string) : value));
}
