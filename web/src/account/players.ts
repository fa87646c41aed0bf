import { type HDAccount, mnemonicToAccount } from "viem/accounts";

/** Hardhat's public test phrase: known to everyone, worth nothing outside a local chain. */
const PHRASE = "test test test test test test test test test test test junk";

export const PLAYER_NAMES = ["alice", "bob", "carol", "dave", "erin"] as const;
export type PlayerName = (typeof PLAYER_NAMES)[number];

export interface Player {
  name: PlayerName;
  label: string;
  account: HDAccount;
}

let players: readonly Player[] | undefined;

/** The five funded accounts of a local Plaza, accounts 1 to 5 of the phrase. Derived on first use: it takes a while. */
export function localPlayers(): readonly Player[] {
  players ??= PLAYER_NAMES.map((name, index) => ({
    name,
    label: name.charAt(0).toUpperCase() + name.slice(1),
    account: mnemonicToAccount(PHRASE, { addressIndex: index + 1 }),
  }));
  return players;
}
