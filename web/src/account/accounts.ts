import { type AccountClient, createAccountClient, webTokenStore } from "@plaza/sdk/relayer";
import type { Address } from "viem";
import { relayerUrl } from "../settings.ts";

const clients = new Map<Address, AccountClient>();

/** The client that speaks for an account. Its session is kept in this browser, one for all tabs. */
export function accountClient(account: Address): AccountClient {
  let client = clients.get(account);
  if (client === undefined) {
    client = createAccountClient({ url: relayerUrl, timeout: 10_000, store: webTokenStore(account) });
    clients.set(account, client);
  }
  return client;
}

/** Ends an account's session here. */
export async function endSession(account: Address): Promise<void> {
  const client = accountClient(account);
  // A relayer that does not answer forgets it later, by itself.
  if (client.hasSession()) await client.signOut().catch(() => undefined);
}
