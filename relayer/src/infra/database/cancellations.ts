import type { Hex } from "viem";
import type { Cancellation } from "../../domain/cancellations.ts";
import type { Queries } from "./database.ts";

/** Records consents to cancel, which happens before their signatures leave. */
export async function insertCancellations(queries: Queries, cancellations: readonly Cancellation[]): Promise<void> {
  for (const { auctionId, deadline, settlerSignature } of cancellations)
    await queries.query("INSERT INTO cancellations VALUES ($1, $2, $3)", [auctionId, deadline, settlerSignature]);
}

/** Consents that are not surely expired, oldest first. */
export async function loadCancellations(queries: Queries, since: number): Promise<Cancellation[]> {
  const rows = await queries.query<{ auction_id: Hex; deadline: number; settler_signature: Hex }>(
    "SELECT auction_id, deadline, settler_signature FROM cancellations WHERE deadline >= $1 ORDER BY deadline",
    [since],
  );
  return rows.map((row) => ({
    auctionId: row.auction_id,
    deadline: Number(row.deadline),
    settlerSignature: row.settler_signature,
  }));
}
