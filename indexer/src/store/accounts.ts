import type { Context } from "ponder:registry";
import { account, vaultAccount } from "ponder:schema";
import { type Hex, isAddressEqual, zeroAddress } from "viem";

type Db = Context["db"];
type AccountRow = typeof account.$inferSelect;
type VaultRow = typeof vaultAccount.$inferSelect;
type Vault = Omit<VaultRow, "address">;

/** Adds to what an account has, spent and earned. The zero address, from which all is minted, is no account: null. */
export async function addToAccount(
  db: Db,
  address: Hex,
  { credits = 0n, spent = 0n, earned = 0n }: { credits?: bigint; spent?: bigint; earned?: bigint },
): Promise<AccountRow | null> {
  if (isAddressEqual(address, zeroAddress)) return null;
  return db
    .insert(account)
    .values({ address, credits, spent, earned })
    .onConflictDoUpdate((row) => ({
      credits: row.credits + credits,
      spent: row.spent + spent,
      earned: row.earned + earned,
    }));
}

/** Changes an account's vault as the contract does. */
export async function changeVault(db: Db, address: Hex, change: (vault: Vault) => Partial<Vault>): Promise<VaultRow> {
  const empty: Vault = { free: 0n, exiting: 0n, exitableAt: null, credit: 0n };
  return db
    .insert(vaultAccount)
    .values({ address, ...empty, ...change(empty) })
    .onConflictDoUpdate(change);
}
