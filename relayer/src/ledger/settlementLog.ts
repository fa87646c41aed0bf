import { type PlazaDomain, settlementHash } from "@plaza/sdk";
import { type Hex, hexToBytes } from "viem";
import { type AuctionOnChain, isOpen } from "../domain/auctions.ts";
import { type Errand, type ErrandPlan, isErrand } from "../domain/errands.ts";
import type { Choice } from "../domain/outcome.ts";
import {
  type Attempt,
  isBinding,
  isInFlight,
  type SettlementAttempt,
  type SettlementPlan,
  type SignedTransaction,
} from "../domain/settlements.ts";
import { insertSettlement, insertTransaction, updateSettlement } from "../infra/database/settlements.ts";
import { insertNonces } from "../infra/database/withdrawals.ts";
import type { Signer } from "../infra/signer.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerState } from "./state.ts";

/** The worker's part of the ledger: everything that it does is durable before it has an effect outside. */
export class SettlementLog {
  readonly #ledger: Ledger;
  readonly #domain: PlazaDomain;
  readonly #settler: Signer;

  constructor(ledger: Ledger, domain: PlazaDomain, settler: Signer) {
    this.#ledger = ledger;
    this.#domain = domain;
    this.#settler = settler;
  }

  /**
   * Begins to settle. From here on the auction takes no bids, whatever the clock says: the outcome is chosen.
   *
   * @param seen - What the choice was made from.
   * @returns undefined where the choice no longer stands (a bid came in, one was presented, the auction ended): choose again.
   */
  settle(
    choice: Choice,
    seen: { auction: AuctionOnChain; bidCount: number },
    seconds: number,
  ): Promise<SettlementAttempt | undefined> {
    const auctionId = seen.auction.id;
    return this.#ledger.alone(async (state, commit) => {
      const { heads } = state.chain;
      if (heads === undefined || !this.#mayBegin(auctionId)) return undefined;
      if (state.book.standing(auctionId).count !== seen.bidCount) return undefined;
      if (state.chain.auction(auctionId) !== seen.auction) return undefined;
      const { counter, nonce } = this.#ledger.nextNonce();
      const { winner, amount, bid } = choice;
      const terms = { winner, amount, nonce, deadline: heads.head.timestamp + seconds };
      const digest = settlementHash(this.#domain, { auctionId, ...terms, deadline: BigInt(terms.deadline) });
      const attempt = newAttempt(state.nextSettlementId, auctionId, {
        kind: "settle",
        ...terms,
        bid: bid && { maxAmount: bid.maxAmount, sequence: bid.sequence, signature: bid.signature },
        settlerSignature: await this.#settler.sign(hexToBytes(digest)),
      });
      await commit(async (queries) => {
        await insertNonces(queries, [counter], "settlement");
        await insertSettlement(queries, attempt);
      });
      state.nextNonce = counter + 1;
      this.#publish(state, attempt);
      return attempt;
    });
  }

  /** Begins one of the two calls that finalize. */
  finalize(auctionId: Hex, kind: "announce" | "return"): Promise<SettlementAttempt | undefined> {
    return this.#ledger.alone(async (state, commit) => {
      if (!this.#mayBegin(auctionId)) return undefined;
      const attempt = newAttempt(state.nextSettlementId, auctionId, { kind });
      await commit((queries) => insertSettlement(queries, attempt));
      this.#publish(state, attempt);
      return attempt;
    });
  }

  /** Begins an errand; undefined while one of its kind is on its way, or the auction is over. */
  runErrand(auctionId: Hex, plan: ErrandPlan): Promise<Errand | undefined> {
    return this.#ledger.alone(async (state, commit) => {
      const concerned = plan.kind === "present" ? plan.bids.map((bid) => bid.auctionId) : [auctionId];
      for (const id of concerned) {
        const auction = state.chain.auction(id);
        if (auction === undefined || !isOpen(auction) || state.errands.isUnderWay(id, plan.kind)) return undefined;
      }
      const errand = newAttempt(state.nextSettlementId, auctionId, plan);
      await commit((queries) => insertSettlement(queries, errand));
      this.#publish(state, errand);
      return errand;
    });
  }

  /** Makes a signed transaction durable; only then may it be sent. */
  addTransaction(transaction: SignedTransaction): Promise<void> {
    return this.#ledger.alone(async (state, commit) => {
      await commit((queries) => insertTransaction(queries, transaction));
      state.transactions.push(transaction);
    });
  }

  /** Records how far an attempt has come. */
  record<attempt extends SettlementAttempt | Errand>(
    attempt: attempt,
    progress: Partial<Pick<Attempt, "state" | "reason" | "transaction" | "block">>,
  ): Promise<attempt> {
    const next = { ...attempt, ...progress };
    return this.#ledger.alone(async (state, commit) => {
      await commit((queries) => updateSettlement(queries, next));
      if (!isInFlight(next))
        state.transactions = state.transactions.filter(({ settlementId }) => settlementId !== next.id);
      this.#publish(state, next);
      return next;
    });
  }

  /** One attempt at a time, and none while an earlier signature can still take effect. */
  #mayBegin(auctionId: Hex): boolean {
    const { chain, book } = this.#ledger.state;
    const auction = chain.auction(auctionId);
    const previous = book.attempt(auctionId);
    if (auction === undefined || chain.heads === undefined || !isOpen(auction) || isInFlight(previous)) return false;
    return !isBinding(previous, chain, this.#settler.signerHash);
  }

  #publish(state: LedgerState, attempt: SettlementAttempt | Errand): void {
    state.nextSettlementId = Math.max(state.nextSettlementId, attempt.id + 1);
    if (isErrand(attempt)) {
      state.errands.set(attempt);
      return;
    }
    state.book.setAttempt(attempt);
    this.#ledger.announce(new Set([attempt.auctionId]));
  }
}

const newAttempt = <plan extends SettlementPlan | ErrandPlan>(
  id: number,
  auctionId: Hex,
  plan: plan,
): Attempt<plan> => ({
  id,
  auctionId,
  plan,
  state: "signed",
  reason: null,
  transaction: null,
  block: null,
});
