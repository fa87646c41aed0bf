import type { ChainSummary } from "../../domain/chainState.ts";
import type { Queries } from "./database.ts";

/** What the events up to a final block came to. */
export type Summary = {
  /** The block, and its time in unix seconds. */
  block: { number: number; timestamp: number };
  chain: ChainSummary;
  /** What bid keys have paid for in auctions that are in no state any more, by `account:key`. */
  spent: [name: string, amount: bigint][];
};

const BIGINT = /^-?\d+n$/;

const encode = ({ chain, spent }: Summary): string =>
  JSON.stringify({ chain, spent }, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

const decode = (text: string): Pick<Summary, "chain" | "spent"> =>
  JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" && BIGINT.test(value) ? BigInt(value.slice(0, -1)) : value,
  );

/** The newest summary; undefined while there is none. */
export async function loadSummary(queries: Queries): Promise<Summary | undefined> {
  const [row] = await queries.query<{ block_number: number; block_time: number; state: string }>(
    "SELECT block_number, block_time, state FROM chain_summary",
  );
  if (row === undefined) return undefined;
  return { block: { number: Number(row.block_number), timestamp: Number(row.block_time) }, ...decode(row.state) };
}

/** Puts a summary in the place of the one before. */
export async function storeSummary(queries: Queries, summary: Summary): Promise<void> {
  const { number, timestamp } = summary.block;
  await queries.query(
    `INSERT INTO chain_summary (block_number, block_time, state) VALUES ($1, $2, $3)
      ON CONFLICT (one) DO UPDATE SET block_number = excluded.block_number, block_time = excluded.block_time, state = excluded.state
        WHERE chain_summary.block_number < excluded.block_number`,
    [number, timestamp, encode(summary)],
  );
}
