import type { Address, Hex } from "viem";
import type { BidToPresent, Errand, ErrandPlan } from "../../domain/errands.ts";
import type {
  Attempt,
  SettlementAttempt,
  SettlementPlan,
  SettlementState,
  SignedTransaction,
} from "../../domain/settlements.ts";
import type { Queries } from "./database.ts";

type SettlementRow = {
  id: number;
  auction_id: Hex;
  kind: (SettlementPlan | ErrandPlan)["kind"];
  winner: Address;
  amount: string;
  max_amount: string;
  sequence: number;
  bid_signature: Hex;
  nonce: string;
  deadline: number;
  settler_signature: Hex;
  state: SettlementState;
  reason: string | null;
  transaction: Hex | null;
  block_number: number | null;
  block_hash: Hex | null;
  extended_to: number;
  together: TogetherRow[] | null;
};

/** Bids that are presented with an errand's own. */
type TogetherRow = { auction_id: Hex; bidder: Address; max_amount: string; sequence: number };

const COLUMNS = `id, auction_id, kind, winner, amount::text AS amount, max_amount::text AS max_amount, sequence, bid_signature,
  nonce::text AS nonce, deadline, settler_signature, state, reason, transaction, block_number, block_hash, extended_to, together`;

/** Sequence of a bid that was posted: receipts count from 1. */
const POSTED = 0;

const toSettlement = (row: SettlementRow): SettlementPlan => ({
  kind: "settle",
  winner: row.winner,
  amount: BigInt(row.amount),
  bid:
    Number(row.sequence) === POSTED
      ? null
      : { maxAmount: BigInt(row.max_amount), sequence: Number(row.sequence), signature: row.bid_signature },
  nonce: BigInt(row.nonce),
  deadline: Number(row.deadline),
  settlerSignature: row.settler_signature,
});

const toAttempt = (row: SettlementRow): SettlementAttempt | Errand => {
  switch (row.kind) {
    case "settle":
      return { ...toProgress(row), plan: toSettlement(row) };
    case "announce":
    case "return":
      return { ...toProgress(row), plan: { kind: row.kind } };
    case "extend":
      return { ...toProgress(row), plan: { kind: row.kind, endsAt: Number(row.extended_to) } };
    case "present": {
      const { kind, auction_id, winner, max_amount, sequence, together } = row;
      const own = toBid({ auction_id, bidder: winner, max_amount, sequence });
      return { ...toProgress(row), plan: { kind, bids: [own, ...(together ?? []).map(toBid)] } };
    }
  }
};

const toBid = ({ auction_id, bidder, max_amount, sequence }: TogetherRow): BidToPresent => ({
  ...{ auctionId: auction_id, bidder, maxAmount: BigInt(max_amount), sequence: Number(sequence) },
});

const toProgress = (row: SettlementRow): Omit<Attempt, "plan"> => ({
  id: Number(row.id),
  auctionId: row.auction_id,
  state: row.state,
  reason: row.reason,
  transaction: row.transaction,
  block:
    row.block_number === null || row.block_hash === null
      ? null
      : { number: Number(row.block_number), hash: row.block_hash },
});

const toRow = ({ auctionId, bidder, maxAmount, sequence }: BidToPresent): TogetherRow => ({
  ...{ auction_id: auctionId, bidder, max_amount: maxAmount.toString(), sequence },
});

/** Records a new attempt, before anything of it leaves the process. */
export async function insertSettlement(
  queries: Queries,
  { id, auctionId, plan, state }: SettlementAttempt | Errand,
): Promise<void> {
  const settle = plan.kind === "settle" ? plan : undefined;
  const [present, ...together] = plan.kind === "present" ? plan.bids : [];
  await queries.query(
    `INSERT INTO settlements (id, auction_id, kind, winner, amount, max_amount, sequence, bid_signature, nonce, deadline,
      settler_signature, state, extended_to, together) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      id,
      auctionId,
      plan.kind,
      settle?.winner ?? present?.bidder ?? null,
      settle?.amount.toString() ?? null,
      (settle ? (settle.bid?.maxAmount ?? settle.amount) : present?.maxAmount)?.toString() ?? null,
      settle ? (settle.bid?.sequence ?? POSTED) : (present?.sequence ?? null),
      settle ? (settle.bid?.signature ?? "0x") : null,
      settle?.nonce.toString() ?? null,
      settle?.deadline ?? null,
      settle?.settlerSignature ?? null,
      state,
      plan.kind === "extend" ? plan.endsAt : null,
      together.length === 0 ? null : JSON.stringify(together.map(toRow)),
    ],
  );
}

/** Records how far an attempt has come. */
export async function updateSettlement(queries: Queries, attempt: SettlementAttempt | Errand): Promise<void> {
  const { id, state, reason, transaction, block } = attempt;
  await queries.query(
    `UPDATE settlements SET state = $2, reason = $3, transaction = $4, block_number = $5, block_hash = $6 WHERE id = $1`,
    [id, state, reason, transaction, block?.number ?? null, block?.hash ?? null],
  );
}

/** The newest attempts of auctions to end them, and their newest errands. */
export async function findAttempts(
  queries: Queries,
  auctionIds: readonly Hex[],
): Promise<(SettlementAttempt | Errand)[]> {
  const rows = await queries.query<SettlementRow>(
    `SELECT DISTINCT ON (auction_id, purpose) ${COLUMNS} FROM settlements WHERE auction_id = ANY($1)
      ORDER BY auction_id, purpose, id DESC`,
    [[...auctionIds]],
  );
  return rows.map(toAttempt);
}

/** All attempts and errands that still need the worker, whatever auctions they are of. */
export async function listInFlight(queries: Queries): Promise<(SettlementAttempt | Errand)[]> {
  const rows = await queries.query<SettlementRow>(
    `SELECT ${COLUMNS} FROM settlements WHERE state IN ('signed', 'broadcast', 'mined') ORDER BY id`,
  );
  return rows.map(toAttempt);
}

/** The first id of an attempt that was never used. */
export async function nextSettlementId(queries: Queries): Promise<number> {
  const [next] = await queries.query<{ id: number }>("SELECT coalesce(max(id) + 1, 1) AS id FROM settlements");
  return Number(next?.id ?? 1);
}

/** How many settlements of an auction failed for these reasons after they were sent. */
export async function countSentFailures(queries: Queries, auctionId: Hex, reasons: readonly string[]): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    `SELECT count(*) AS count FROM settlements WHERE auction_id = $1 AND kind = 'settle' AND state = 'failed'
      AND transaction IS NOT NULL AND reason = ANY($2)`,
    [auctionId, reasons],
  );
  return Number(row?.count ?? 0);
}

type TransactionRow = {
  hash: Hex;
  settlement_id: number;
  account_nonce: number;
  raw: Hex;
  max_fee_per_gas: string;
  max_priority_fee_per_gas: string;
  signed_at: number;
};

/** Records a signed transaction, before it is broadcast. */
export async function insertTransaction(queries: Queries, transaction: SignedTransaction): Promise<void> {
  await queries.query("INSERT INTO transactions VALUES ($1, $2, $3, $4, $5, $6, $7)", [
    transaction.hash,
    transaction.settlementId,
    transaction.accountNonce,
    transaction.raw,
    transaction.maxFeePerGas.toString(),
    transaction.maxPriorityFeePerGas.toString(),
    transaction.signedAt,
  ]);
}

/** Transactions of the attempts in flight, oldest first. */
export async function loadTransactions(queries: Queries): Promise<SignedTransaction[]> {
  const rows = await queries.query<TransactionRow>(
    `SELECT hash, settlement_id, account_nonce, raw, max_fee_per_gas::text AS max_fee_per_gas,
      max_priority_fee_per_gas::text AS max_priority_fee_per_gas, signed_at
     FROM transactions WHERE settlement_id IN (SELECT id FROM settlements WHERE state IN ('signed', 'broadcast', 'mined'))
     ORDER BY position`,
  );
  return rows.map((row) => ({
    hash: row.hash,
    settlementId: Number(row.settlement_id),
    accountNonce: Number(row.account_nonce),
    raw: row.raw,
    maxFeePerGas: BigInt(row.max_fee_per_gas),
    maxPriorityFeePerGas: BigInt(row.max_priority_fee_per_gas),
    signedAt: Number(row.signed_at),
  }));
}
