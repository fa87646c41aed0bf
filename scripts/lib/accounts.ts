import { type Address, type Hex, toHex } from "viem";
import { mnemonicToAccount, type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";

/** The phrase of every local Hardhat chain. The whole world knows it: nothing of worth may ever lie on its accounts. */
export const MNEMONIC = "test test test test test test test test test test test junk";

// From the phrase to a key takes 100 ms, from there to an account 10: so the way to all of them is gone once.
const parent = mnemonicToAccount(MNEMONIC, { path: "m/44'/60'/0'/0" }).getHdKey();

/** The private key of one of the accounts that a local chain funds, by its number. */
export function localKey(index: number): Hex {
  const { privateKey } = parent.deriveChild(index);
  if (!privateKey) throw new Error(`account ${index} has no private key`);
  return toHex(privateKey);
}

/** One of the accounts that a local chain funds, by its number. */
export function localAccount(index: number): PrivateKeyAccount {
  return privateKeyToAccount(localKey(index));
}

/** Which local account plays which part of the house. */
export const parts = { admin: 0, treasury: 6, settler: 7, receiptSigner: 8, sender: 9 } as const;

export type Player = { name: string; address: Address };

/** The five who trade: accounts 1 to 5. */
export const players: readonly Player[] = ["alice", "bob", "carol", "dave", "erin"].map((name, i) => ({
  name,
  address: localAccount(i + 1).address,
}));
