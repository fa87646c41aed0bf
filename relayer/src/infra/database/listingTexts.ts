import type { ListingText } from "@plaza/sdk";
import type { Address } from "viem";
import type { Queries } from "./database.ts";

/** Stores a text by its salt. The same salt is the same text: who comes second changes nothing. False where it was there before. */
export async function insertListingText(
  queries: Queries,
  { salt, text, account, now }: { salt: bigint; text: ListingText; account: Address; now: number },
): Promise<boolean> {
  const { title, description, images, nonce } = text;
  const rows = await queries.query(
    `INSERT INTO listing_texts (salt, account, title, description, images, nonce, entered_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING salt`,
    [String(salt), account, title, description, [...images], nonce, now],
  );
  return rows.length > 0;
}

/** The texts of those salts that have one. */
export function findListingTexts(queries: Queries, salts: readonly bigint[]): Promise<ListingText[]> {
  return queries.query<ListingText>(
    "SELECT title, description, images, nonce FROM listing_texts WHERE salt = ANY($1::numeric[])",
    [salts.map(String)],
  );
}

/** How many texts an account has entered. */
export async function countListingTexts(queries: Queries, account: Address): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM listing_texts WHERE account = $1",
    [account],
  );
  return row?.count ?? 0;
}
