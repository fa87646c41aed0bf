import type { Address } from "viem";
import type { Deed } from "../../domain/reputation.ts";
import type { Queries } from "./database.ts";

/** What a party of a trade says about the other. */
export type Review = {
  trade: string;
  author: Address;
  subject: Address;
  /** 1 to 5. */
  rating: number;
  comment: string;
  /** Milliseconds. */
  writtenAt: number;
};

type ReviewRow = Omit<Review, "writtenAt"> & { written_at: number };

/** Who sold to whom in a final trade. */
export async function findTrade(
  queries: Queries,
  trade: string,
): Promise<{ seller: Address; buyer: Address } | undefined> {
  const [row] = await queries.query<{ seller: Address; buyer: Address }>(
    "SELECT account AS seller, lower(data->>'buyer') AS buyer FROM notices WHERE kind = 'item_sold' AND data->>'trade' = $1",
    [trade],
  );
  return row;
}

/** Stores a review. False where its author has reviewed the trade before. */
export async function insertReview(queries: Queries, review: Review): Promise<boolean> {
  const rows = await queries.query(
    `INSERT INTO reviews (trade, author, subject, rating, comment, written_at) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT DO NOTHING RETURNING trade`,
    [review.trade, review.author, review.subject, review.rating, review.comment, review.writtenAt],
  );
  return rows.length > 0;
}

/** The newest reviews about an account. */
export async function listReviews(queries: Queries, subject: Address, limit: number): Promise<Review[]> {
  const rows = await queries.query<ReviewRow>(
    `SELECT trade, author, subject, rating, comment, written_at FROM reviews WHERE subject = $1
      ORDER BY written_at DESC, trade LIMIT $2`,
    [subject, limit],
  );
  return rows.map(({ written_at, ...review }) => ({ ...review, writtenAt: Number(written_at) }));
}

/** Everything that an account's reputation is made of, in its order. */
export async function listDeeds(queries: Queries, account: Address): Promise<Deed[]> {
  const rows = await queries.query<{ kind: Deed["kind"]; trade: string; rating: number; at: number }>(
    `SELECT 'sale' AS kind, data->>'trade' AS trade, 0 AS rating, happened_at AS at FROM notices
        WHERE kind = 'item_sold' AND account = $1
      UNION ALL SELECT 'purchase', data->>'trade', 0, happened_at FROM notices
        WHERE kind = 'item_sold' AND lower(data->>'buyer') = $1
      UNION ALL SELECT 'review', trade, rating, written_at / 1000 FROM reviews WHERE subject = $1
      ORDER BY at, trade, kind`,
    [account],
  );
  return rows.map(({ kind, trade, rating, at }) =>
    kind === "review" ? { kind, trade, rating, at: Number(at) } : { kind, trade, at: Number(at) },
  );
}
