import { bytesToHex } from "viem";
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";

/** Hardhat's public test phrase: known to everyone, worth nothing outside a local chain. */
const PHRASE = "test test test test test test test test test test test junk";

export const PLAYER_NAMES = ["alice", "bob", "carol", "dave", "erin"] as const;
export type PlayerName = (typeof PLAYER_NAMES)[number];

export interface Player {
  name: PlayerName;
  label: string;
  account: PrivateKeyAccount;
}

let players: readonly Player[] | undefined;

/** The five funded accounts of a local Plaza, accounts 1 to 5 of the phrase. */
export function localPlayers(): readonly Player[] {
  players ??= derivePlayers();
  return players;
}

function derivePlayers(): readonly Player[] {
  // Stretching the phrase takes a tenth of a second, so it is done once and not for each account.
  const branch = mnemonicToAccount(PHRASE, { path: "m/44'/60'/0'/0" }).getHdKey();
  return PLAYER_NAMES.map((name, index) => {
    const key = branch.deriveChild(index + 1).privateKey;
    if (key === null) throw new Error(`The phrase has no key for ${name}.`);
    return { name, label: name.charAt(0).toUpperCase() + name.slice(1), account: privateKeyToAccount(bytesToHex(key)) };
  });
}
