import type { Address } from "viem";
import type { Queries } from "./database.ts";

/** What an account says of itself. */
export type Profile = {
  account: Address;
  displayName: string;
  /** ENS name, normalised. */
  handle: string | null;
  /** Whether the name resolved to the account when it was entered. */
  handleVerified: boolean;
  description: string;
  avatar: string | null;
  /** Milliseconds. */
  updatedAt: number;
};

type ProfileRow = {
  account: Address;
  display_name: string;
  handle: string | null;
  handle_verified: boolean;
  description: string;
  avatar: string | null;
  updated_at: number;
};

export async function findProfile(queries: Queries, account: Address): Promise<Profile | null> {
  const [row] = await queries.query<ProfileRow>(
    "SELECT account, display_name, handle, handle_verified, description, avatar, updated_at FROM profiles WHERE account = $1",
    [account],
  );
  if (row === undefined) return null;
  const { display_name: displayName, handle_verified: handleVerified, updated_at, ...rest } = row;
  return { ...rest, displayName, handleVerified, updatedAt: Number(updated_at) };
}

export async function saveProfile(queries: Queries, profile: Profile): Promise<void> {
  await queries.query(
    `INSERT INTO profiles (account, display_name, handle, handle_verified, description, avatar, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account) DO UPDATE SET display_name = excluded.display_name,
      handle = excluded.handle, handle_verified = excluded.handle_verified, description = excluded.description,
      avatar = excluded.avatar, updated_at = excluded.updated_at`,
    [
      profile.account,
      profile.displayName,
      profile.handle,
      profile.handleVerified,
      profile.description,
      profile.avatar,
      profile.updatedAt,
    ],
  );
}

/** The display names of those accounts that have one. */
export async function findNames(queries: Queries, accounts: readonly Address[]): Promise<Map<Address, string>> {
  const rows = await queries.query<{ account: Address; display_name: string }>(
    "SELECT account, display_name FROM profiles WHERE account = ANY($1)",
    [[...accounts]],
  );
  return new Map(rows.map(({ account, display_name }) => [account, display_name]));
}
