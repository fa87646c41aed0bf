import type { Address } from "viem";
import type { Notice, NoticeBody, StoredNotice } from "../../domain/notices.ts";
import type { Queries } from "./database.ts";

type NoticeRow = {
  sequence: number;
  kind: NoticeBody["kind"];
  happened_at: number;
  data: NoticeBody["data"];
  read_at: number | null;
};

const toNotice = ({ sequence, kind, happened_at, data, read_at }: NoticeRow): StoredNotice =>
  ({
    sequence: Number(sequence),
    kind,
    data,
    happenedAt: Number(happened_at),
    readAt: read_at === null ? null : Number(read_at),
  }) as StoredNotice;

/**
 * Stores notices, in a transaction. What an account was told before is left out, and each account's sequence has no gap: whoever
 * adds to it holds the row of its head.
 *
 * @returns The accounts that have something new.
 */
export async function insertNotices(queries: Queries, notices: readonly Notice[]): Promise<Set<Address>> {
  const unique = new Map(notices.map((notice) => [`${notice.account} ${notice.cause}`, notice]));
  if (unique.size === 0) return new Set();
  const rows = [...unique.values()].map(({ account, cause, kind, happenedAt, data }, position) => ({
    position,
    account,
    cause,
    kind,
    happened_at: happenedAt,
    data,
  }));
  const accounts = [...new Set(rows.map(({ account }) => account))].sort();
  await queries.query(
    "INSERT INTO notice_heads (account, last) SELECT account, 0 FROM unnest($1::text[]) AS account ORDER BY account ON CONFLICT DO NOTHING",
    [accounts],
  );
  await queries.query("SELECT last FROM notice_heads WHERE account = ANY($1) ORDER BY account FOR UPDATE", [accounts]);
  const told = await queries.query<{ account: Address }>(
    `WITH fresh AS (
      SELECT n.*, row_number() OVER (PARTITION BY n.account ORDER BY n.position) AS number
      FROM json_to_recordset($1::json) AS n(position int, account text, cause text, kind text, happened_at bigint, data jsonb)
      WHERE NOT EXISTS (SELECT FROM notices AS old WHERE old.account = n.account AND old.cause = n.cause)
    ), added AS (
      INSERT INTO notices (account, sequence, cause, kind, happened_at, data)
      SELECT account, last + number, cause, kind, happened_at, data FROM fresh JOIN notice_heads USING (account)
      RETURNING account
    )
    UPDATE notice_heads SET last = last + news.count
    FROM (SELECT account, count(*) AS count FROM added GROUP BY account) AS news
    WHERE notice_heads.account = news.account RETURNING notice_heads.account`,
    [JSON.stringify(rows)],
  );
  return new Set(told.map(({ account }) => account));
}

/** An account's newest notices, newest first. */
export async function listNewestNotices(queries: Queries, account: Address, limit: number): Promise<StoredNotice[]> {
  const rows = await queries.query<NoticeRow>(
    "SELECT sequence, kind, happened_at, data, read_at FROM notices WHERE account = $1 ORDER BY sequence DESC LIMIT $2",
    [account, limit],
  );
  return rows.map(toNotice);
}

/** An account's notices after a sequence number, ascending. */
export async function listNoticesAfter(
  queries: Queries,
  { account, after, limit }: { account: Address; after: number; limit: number },
): Promise<StoredNotice[]> {
  const rows = await queries.query<NoticeRow>(
    `SELECT sequence, kind, happened_at, data, read_at FROM notices WHERE account = $1 AND sequence > $2
      ORDER BY sequence LIMIT $3`,
    [account, after, limit],
  );
  return rows.map(toNotice);
}

/** How many of its notices an account has not read. */
export async function countUnread(queries: Queries, account: Address): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    "SELECT count(*) AS count FROM notices WHERE account = $1 AND read_at IS NULL",
    [account],
  );
  return Number(row?.count ?? 0);
}

/** Marks an account's unread notices from one sequence number to another as read, both included. */
export async function markRead(
  queries: Queries,
  { account, from, to, at }: { account: Address; from: number; to: number; at: number },
): Promise<void> {
  await queries.query(
    "UPDATE notices SET read_at = $4 WHERE account = $1 AND sequence BETWEEN $2 AND $3 AND read_at IS NULL",
    [account, from, to, at],
  );
}

/** The last sequence numbers of these accounts. */
export async function lastSequences(queries: Queries, accounts: readonly Address[]): Promise<Map<Address, number>> {
  const rows = await queries.query<{ account: Address; last: number }>(
    "SELECT account, last FROM notice_heads WHERE account = ANY($1)",
    [[...accounts]],
  );
  return new Map(rows.map(({ account, last }) => [account, Number(last)]));
}
