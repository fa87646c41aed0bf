import type { Hex } from "viem";
import { hexToBigInt, toHex } from "viem";
import type { Database } from "./database.ts";

/** What a data folder belongs to. */
export type Identity = { chainId: number; marketplace: string };

/** The data folder holds the bids of another Marketplace. */
export class ForeignFolderError extends Error {
  override readonly name = "ForeignFolderError";

  constructor(found: Identity, expected: Identity) {
    super(
      `The data folder belongs to ${found.marketplace} on chain ${found.chainId}, not to ${expected.marketplace} on chain ${expected.chainId}. Set PLAZA_RELAYER_DATA to another folder.`,
    );
  }
}

const EPOCH_BYTES = 16;

/**
 * Marks a new folder as this Marketplace's, or checks that it is.
 *
 * @returns Upper bits of all settler nonces that this folder hands out. They are random, so that a relayer that starts over with
 * an empty folder does not meet nonces that the same key has spent.
 */
export async function claimFolder(database: Database, expected: Identity): Promise<bigint> {
  return database.transaction(async (transaction) => {
    const rows = await transaction.query<{ chain_id: number; marketplace: string; nonce_epoch: string }>(
      "SELECT chain_id, marketplace, nonce_epoch::text AS nonce_epoch FROM identity",
    );
    const [row] = rows;
    if (row !== undefined) {
      const found = { chainId: Number(row.chain_id), marketplace: row.marketplace };
      if (found.chainId !== expected.chainId || found.marketplace !== expected.marketplace)
        throw new ForeignFolderError(found, expected);
      return BigInt(row.nonce_epoch);
    }
    const epoch = hexToBigInt(toHex(crypto.getRandomValues(new Uint8Array(EPOCH_BYTES))) as Hex);
    await transaction.query("INSERT INTO identity (chain_id, marketplace, nonce_epoch) VALUES ($1, $2, $3)", [
      expected.chainId,
      expected.marketplace,
      epoch.toString(),
    ]);
    return epoch;
  });
}
