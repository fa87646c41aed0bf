import type { Address, Hex } from "viem";
import type { CosignedWithdrawal } from "../../domain/book.ts";
import type { Queries } from "./database.ts";

type WithdrawalRow = {
  nonce: string;
  request_hash: Hex;
  account: Address;
  amount: string;
  recipient: Address;
  deadline: number;
  settler_signature: Hex;
};

const COLUMNS = `nonce::text AS nonce, request_hash, account, amount::text AS amount, recipient, deadline, settler_signature`;

const toWithdrawal = (row: WithdrawalRow): CosignedWithdrawal => ({
  nonce: BigInt(row.nonce),
  requestHash: row.request_hash,
  account: row.account,
  amount: BigInt(row.amount),
  recipient: row.recipient,
  deadline: Number(row.deadline),
  settlerSignature: row.settler_signature,
});

/** Records withdrawals, which happens before their signatures leave. */
export async function insertWithdrawals(queries: Queries, withdrawals: readonly CosignedWithdrawal[]): Promise<void> {
  const rows = withdrawals.map((withdrawal) => ({
    nonce: withdrawal.nonce.toString(),
    request_hash: withdrawal.requestHash,
    account: withdrawal.account,
    amount: withdrawal.amount.toString(),
    recipient: withdrawal.recipient,
    deadline: withdrawal.deadline,
    settler_signature: withdrawal.settlerSignature,
  }));
  await queries.query("INSERT INTO withdrawals SELECT * FROM json_populate_recordset(NULL::withdrawals, $1::json)", [
    JSON.stringify(rows),
  ]);
}

/** A withdrawal by the digest of its request. */
export async function findWithdrawal(queries: Queries, requestHash: Hex): Promise<CosignedWithdrawal | undefined> {
  const [row] = await queries.query<WithdrawalRow>(`SELECT ${COLUMNS} FROM withdrawals WHERE request_hash = $1`, [
    requestHash,
  ]);
  return row && toWithdrawal(row);
}

/** Withdrawals that are not surely expired. */
export async function loadWithdrawals(queries: Queries, since: number): Promise<CosignedWithdrawal[]> {
  const rows = await queries.query<WithdrawalRow>(
    `SELECT ${COLUMNS} FROM withdrawals WHERE deadline >= $1 ORDER BY deadline`,
    [since],
  );
  return rows.map(toWithdrawal);
}

/** Takes settler nonces out of circulation, for good once committed. */
export async function insertNonces(
  queries: Queries,
  counters: readonly number[],
  purpose: "withdrawal" | "settlement",
): Promise<void> {
  const rows = counters.map((counter) => ({ counter, purpose }));
  await queries.query("INSERT INTO nonces SELECT * FROM json_populate_recordset(NULL::nonces, $1::json)", [
    JSON.stringify(rows),
  ]);
}

/** The first nonce counter that was never handed out. */
export async function loadNextNonce(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ next: number }>("SELECT coalesce(max(counter) + 1, 0) AS next FROM nonces");
  return Number(row?.next ?? 0);
}
