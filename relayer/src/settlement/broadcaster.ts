import pLimit from "p-limit";
import { type Errand, isErrand } from "../domain/errands.ts";
import {
  bumpedFees,
  freeAccountNonce,
  isBinding,
  type SettlementAttempt,
  type SignedTransaction,
} from "../domain/settlements.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { classify } from "../infra/chain/errors.ts";
import type { Queries } from "../infra/database/database.ts";
import type { Logger } from "../infra/logger.ts";
import type { Sender } from "../infra/sender.ts";
import type { Signer } from "../infra/signer.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { SettlementLog } from "../ledger/settlementLog.ts";
import type { Probe } from "../probe.ts";
import { encodeAttempt } from "./calls.ts";

export type BroadcasterOptions = {
  ledger: Ledger;
  database: Queries;
  settlements: SettlementLog;
  chain: Chain;
  sender: Sender;
  settler: Pick<Signer, "signerHash">;
  probe: Probe;
  log: Logger;
  /** Milliseconds of the wall clock. */
  wall: () => number;
  /** Milliseconds without a block after which the fee is raised. */
  bumpAfterMs: number;
  /** Milliseconds after which an unmined transaction is sent again, in case the node has forgotten it. */
  resendAfterMs: number;
};

/**
 * Refusals that are no verdict: the follower is about to see why (somebody else was faster), or the time has not come yet on the
 * chain as it is now, or somebody presented a bid of the winner's in another auction, which its own end or a better bid there undoes: it binds his money, and what his bid key may spend.
 */
const PASSING = new Set([
  "AuctionAlreadySettled",
  "NotInAuction",
  "AuctionNotEnded",
  "FinalizeNotOpen",
  "DeadlineTooFar",
  "PresentationNotOpen",
  "PresentedBidsUncovered",
  "BidKeyCapExceeded",
]);

/** Replacements of one transaction; above that, only time helps. */
const MAX_REPLACEMENTS = 12;

/**
 * Gas above which no transaction is signed. Items are moved by their own contracts, and a hostile one can burn whatever the
 * relayer gives it.
 */
export const GAS_CEILING = 1_000_000n;

/** Gas above which chains take no transaction (EIP-7825), less the margin above the estimate. */
const TRANSACTION_CEILING = 12_000_000n;

/** The same for an attempt: each bid of several that are presented together may need as much, and the chain takes no more in all. */
function gasCeilingOf({ plan }: SettlementAttempt | Errand): bigint {
  const ceiling = plan.kind === "present" ? GAS_CEILING * BigInt(plan.bids.length) : GAS_CEILING;
  return ceiling < TRANSACTION_CEILING ? ceiling : TRANSACTION_CEILING;
}

/** Why an attempt failed whose transaction would need more than that. */
export const GAS_CEILING_EXCEEDED = "GasCeilingExceeded";

/** Why an attempt failed whose transaction reverted, though it would succeed now. */
export const UNEXPLAINED_REVERT = "reverted";

/** Sends of an attempt in a row that may fail without a reason that is understood; after that its transactions count as refused. */
const MAX_FAILED_SENDS = 5;

/** Gas above the estimate, in percent: state can move between the estimate and the block. */
const GAS_MARGIN = 130n;

/** Brings an attempt's transaction onto the chain, and keeps at it. */
export class Broadcaster {
  readonly #options: BroadcasterOptions;
  readonly #sentAt = new Map<string, number>();
  readonly #underpriced = new Set<string>();
  /** Sends that failed in a row, by attempt. */
  readonly #failedSends = new Map<number, number>();
  /** Transactions that the node does not take: they occupy no account nonce, or all later ones would wait for them. */
  readonly #refused = new Set<string>();
  /** Account nonces whose transactions are being signed and made durable. */
  readonly #taken = new Set<number>();
  readonly #taking = pLimit(1);

  constructor(options: BroadcasterOptions) {
    this.#options = options;
  }

  /**
   * Does what an attempt without an outcome needs next: sign and send its first transaction, send it again, raise its fee, or
   * sign another where a stranger took the account nonce.
   *
   * @returns Why the attempt cannot succeed any more; undefined while it can.
   */
  async push(attempt: SettlementAttempt | Errand): Promise<string | undefined> {
    const { ledger, chain, sender, settler } = this.#options;
    const transactions = ledger.state.transactions.filter(({ settlementId }) => settlementId === attempt.id);
    const { heads } = ledger.state.chain;
    const finalized = heads?.finalized.number ?? 0;
    // Counted before receipts are looked up: what is mined in between then shows in a receipt, and is not taken for lost.
    const count = await chain.transactionCount(sender.address, finalized);
    for (const { hash } of transactions) {
      const receipt = await chain.receipt(hash);
      if (receipt === undefined) continue;
      // Success shows as an event, which the follower has not seen yet.
      if (receipt.status === "success" || receipt.block.number > finalized) return undefined;
      return this.#explainRevert(attempt);
    }
    // No block to come can carry it out any more. Its account nonce is for others.
    if (
      !isErrand(attempt) &&
      attempt.plan.kind === "settle" &&
      !isBinding(attempt, ledger.state.chain, settler.signerHash)
    )
      return "DeadlinePassed";
    const newest = transactions.findLast(({ hash }) => !this.#refused.has(hash));
    if (newest === undefined || count > newest.accountNonce) return this.#begin(attempt);
    return this.#insist(attempt, newest, transactions.length);
  }

  /** Forgets what it remembers of an attempt that is over. */
  forget(transactions: readonly SignedTransaction[]): void {
    for (const { hash, settlementId } of transactions) {
      this.#sentAt.delete(hash);
      this.#underpriced.delete(hash);
      this.#failedSends.delete(settlementId);
      this.#refused.delete(hash);
    }
  }

  async #begin(attempt: SettlementAttempt | Errand): Promise<string | undefined> {
    const { ledger, chain, sender, database, probe } = this.#options;
    const data = await encodeAttempt(database, ledger.state.chain, attempt);
    const estimate = await this.#estimate(data, gasCeilingOf(attempt));
    if (typeof estimate !== "bigint") return estimate.refused;
    const accountNonce = await this.#takeNonce();
    try {
      const fees = await chain.fees();
      const signed = await sender.sign({ nonce: accountNonce, data, gas: (estimate * GAS_MARGIN) / 100n, ...fees });
      probe("transaction-signed");
      await this.#send(attempt, await this.#keep(attempt, { ...signed, ...fees, accountNonce }));
    } finally {
      this.#taken.delete(accountNonce);
    }
    return undefined;
  }

  /** Takes the lowest free account nonce, until its transaction is durable and occupies it by that. */
  #takeNonce(): Promise<number> {
    return this.#taking(async () => {
      const nonce = await this.#freeNonce();
      this.#taken.add(nonce);
      return nonce;
    });
  }

  /** Lowest account nonce that nothing occupies which the node may have taken. */
  async #freeNonce(): Promise<number> {
    const { ledger, chain, sender } = this.#options;
    const count = await chain.transactionCount(sender.address, "latest");
    const live = ledger.state.transactions.filter(({ hash }) => !this.#refused.has(hash));
    return freeAccountNonce(count, [...this.#taken, ...live.map(({ accountNonce }) => accountNonce)]);
  }

  async #insist(
    attempt: SettlementAttempt | Errand,
    newest: SignedTransaction,
    sent: number,
  ): Promise<string | undefined> {
    const { chain, sender, wall, bumpAfterMs, resendAfterMs, log } = this.#options;
    const overdue = wall() - newest.signedAt >= bumpAfterMs || this.#underpriced.has(newest.hash);
    // It waits for an account nonce that nobody uses any more: no fee helps, but the same call there does.
    if (overdue && (await this.#freeNonce()) < newest.accountNonce) return this.#begin(attempt);
    if (overdue && sent <= MAX_REPLACEMENTS) {
      const fees = bumpedFees(newest, await chain.fees());
      const signed = await sender.reprice(newest.raw, fees);
      if (!this.#refused.has(signed.hash)) {
        log.warn({ auction: attempt.auctionId, accountNonce: newest.accountNonce, ...fees }, "the fee is raised");
        const next = await this.#keep(attempt, { ...signed, ...fees, accountNonce: newest.accountNonce });
        await this.#send(attempt, next);
        return undefined;
      }
    }
    const sentAt = this.#sentAt.get(newest.hash);
    if (sentAt === undefined || wall() - sentAt >= resendAfterMs) await this.#send(attempt, newest);
    return undefined;
  }

  async #keep(
    attempt: SettlementAttempt | Errand,
    transaction: Omit<SignedTransaction, "settlementId" | "signedAt">,
  ): Promise<SignedTransaction> {
    const { ledger, settlements, wall, probe } = this.#options;
    // Signing is deterministic: what was refused before and is tried again has the same hash.
    const known = ledger.state.transactions.find(({ hash }) => hash === transaction.hash);
    if (known) return known;
    const { hash, raw, accountNonce, maxFeePerGas, maxPriorityFeePerGas } = transaction;
    const kept = {
      hash,
      raw,
      accountNonce,
      maxFeePerGas,
      maxPriorityFeePerGas,
      settlementId: attempt.id,
      signedAt: wall(),
    };
    await settlements.addTransaction(kept);
    probe("transaction-durable");
    return kept;
  }

  async #send(attempt: SettlementAttempt | Errand, { hash, raw }: SignedTransaction): Promise<void> {
    const { chain, settlements, probe, log, wall } = this.#options;
    try {
      await chain.send(raw);
    } catch (error) {
      // Whatever the node says, the transaction may be on its way: only a receipt or its account nonce tells.
      const failure = classify(error);
      if (failure.kind === "underpriced") this.#underpriced.add(hash);
      if (failure.kind === "gas" || failure.kind === "limit" || failure.kind === "unreachable") {
        this.#noteFailedSend(attempt, hash, failure.kind !== "unreachable");
        throw error;
      }
      log.info({ auction: attempt.auctionId, transaction: hash, failure }, "the node did not take the transaction");
    }
    probe("transaction-sent");
    this.#failedSends.delete(attempt.id);
    this.#refused.delete(hash);
    this.#sentAt.set(hash, wall());
    if (attempt.state !== "broadcast" || attempt.transaction !== hash) {
      await settlements.record(attempt, { state: "broadcast", transaction: hash, block: null });
      probe("broadcast-durable");
    }
  }

  #noteFailedSend(attempt: SettlementAttempt | Errand, hash: string, isPlain: boolean): void {
    const failed = (this.#failedSends.get(attempt.id) ?? 0) + 1;
    this.#failedSends.set(attempt.id, failed);
    if (isPlain) this.#refused.add(hash);
    if (failed < MAX_FAILED_SENDS) return;
    // Should the node have taken one after all, its account nonce is used twice, and whoever loses it signs anew.
    for (const { hash, settlementId } of this.#options.ledger.state.transactions)
      if (settlementId === attempt.id && !this.#sentAt.has(hash)) this.#refused.add(hash);
  }

  async #explainRevert(attempt: SettlementAttempt | Errand): Promise<string> {
    const { ledger, database } = this.#options;
    const estimate = await this.#estimate(
      await encodeAttempt(database, ledger.state.chain, attempt),
      gasCeilingOf(attempt),
    );
    return typeof estimate === "bigint" ? UNEXPLAINED_REVERT : estimate.refused;
  }

  async #estimate(data: `0x${string}`, ceiling: bigint): Promise<bigint | { refused: string }> {
    const { chain, sender } = this.#options;
    try {
      const gas = await chain.estimateGas(sender.address, data);
      return gas > ceiling ? { refused: GAS_CEILING_EXCEEDED } : gas;
    } catch (error) {
      const failure = classify(error);
      // The node tried with all the gas that a block holds.
      if (failure.kind === "limit") return { refused: GAS_CEILING_EXCEEDED };
      if (failure.kind === "reverted" && !PASSING.has(failure.error)) return { refused: failure.error };
      throw error;
    }
  }
}
