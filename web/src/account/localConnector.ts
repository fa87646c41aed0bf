import { createWalletClient, http, type WalletClient } from "viem";
import { type CreateConnectorFn, createConnector } from "wagmi";
import { chain } from "../settings.ts";
import { localPlayers, PLAYER_NAMES, type Player, type PlayerName } from "./players.ts";

const STORAGE_KEY = "plaza.player";
export const LOCAL_CONNECTOR_ID = "plaza-local";

/** What the local connector can do beyond a wallet's. */
export interface LocalConnectorProperties extends Record<string, unknown> {
  /** Trade as this player from now on. */
  play(name: PlayerName): void;
}

/**
 * A wallet in the page, for the local chain only: signs as one of the five funded players and remembers which.
 */
export function localPlayersConnector(): CreateConnectorFn<WalletClient, LocalConnectorProperties> {
  const clients = new Map<PlayerName, WalletClient>();

  function current(): Player {
    const name = remembered();
    const player = localPlayers().find((candidate) => candidate.name === name) ?? localPlayers()[0];
    if (player === undefined) throw new Error("There are no local players.");
    return player;
  }

  function client(): WalletClient {
    const { name, account } = current();
    let wallet = clients.get(name);
    if (wallet === undefined) {
      wallet = createWalletClient({
        account,
        chain,
        transport: http(undefined, { retryCount: 1 }),
        pollingInterval: 300,
      });
      clients.set(name, wallet);
    }
    return wallet;
  }

  return createConnector<WalletClient, LocalConnectorProperties>((config) => ({
    id: LOCAL_CONNECTOR_ID,
    name: "Local players",
    type: "local",
    async connect<withCapabilities extends boolean = false>() {
      if (remembered() === "none") remember("alice");
      type Accounts = withCapabilities extends true
        ? readonly { address: `0x${string}`; capabilities: Record<string, unknown> }[]
        : readonly `0x${string}`[];
      return { accounts: [current().account.address] as unknown as Accounts, chainId: chain.id };
    },
    async disconnect() {
      remember("none");
    },
    async getAccounts() {
      return [current().account.address];
    },
    async getChainId() {
      return chain.id;
    },
    async getProvider() {
      return client();
    },
    async getClient() {
      return client();
    },
    async isAuthorized() {
      return remembered() !== "none";
    },
    onAccountsChanged() {},
    onChainChanged() {},
    onDisconnect() {},
    play(name) {
      remember(name);
      config.emitter.emit("change", { accounts: [current().account.address] });
    },
  }));
}

/**
 * Who traded in this tab last, else in this browser: alice on the first visit, "none" after signing out. Each tab has its own, so that whoever is
 * shown is the one who signs, though another tab plays somebody else by now.
 */
function remembered(): PlayerName | "none" {
  const stored = sessionStorage.getItem(STORAGE_KEY) ?? localStorage.getItem(STORAGE_KEY);
  const name = stored === "none" ? stored : (PLAYER_NAMES.find((known) => known === stored) ?? "alice");
  sessionStorage.setItem(STORAGE_KEY, name);
  return name;
}

function remember(name: PlayerName | "none"): void {
  sessionStorage.setItem(STORAGE_KEY, name);
  localStorage.setItem(STORAGE_KEY, name);
}
