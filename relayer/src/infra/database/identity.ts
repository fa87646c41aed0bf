import { hexToBigInt, toHex } from "viem";
import type { Queries } from "./database.ts";

/** What a database belongs to. */
export type Identity = { chainId: number; marketplace: string };

/** The database holds the bids of another Marketplace. */
export class ForeignDatabaseError extends Error {
  override readonly name = "ForeignDatabaseError";

  constructor(found: Identity, expected: Identity) {
    super(
      `The database belongs to ${found.marketplace} on chain ${found.chainId}, not to ${expected.marketplace} on chain ${expected.chainId}. Set PLAZA_RELAYER_DATA to another folder, or DATABASE_URL to another database.`,
    );
  }
}

const EPOCH_BYTES = 16;

/**
 * Marks a new database as this Marketplace's, or checks that it is. Of several processes that do so at once the first decides.
 *
 * @returns Upper bits of all settler nonces that this database hands out. They are random, so that a relayer that starts over with
 * an empty one does not meet nonces that the same key has spent.
 */
export async function claimDatabase(database: Queries, expected: Identity): Promise<bigint> {
  const epoch = hexToBigInt(toHex(crypto.getRandomValues(new Uint8Array(EPOCH_BYTES))));
  await database.query(
    "INSERT INTO identity (chain_id, marketplace, nonce_epoch) VALUES ($1, $2, $3) ON CONFLICT (one) DO NOTHING",
    [expected.chainId, expected.marketplace, epoch.toString()],
  );
  const rows = await database.query<{ chain_id: number; marketplace: string; nonce_epoch: string }>(
    "SELECT chain_id, marketplace, nonce_epoch::text AS nonce_epoch FROM identity",
  );
  const [row] = rows;
  if (row === undefined) throw new Error("The database forgot whose it is.");
  const found = { chainId: Number(row.chain_id), marketplace: row.marketplace };
  if (found.chainId !== expected.chainId || found.marketplace !== expected.marketplace)
    throw new ForeignDatabaseError(found, expected);
  return BigInt(row.nonce_epoch);
}
