import type { Hash, TransactionReceipt } from "viem";
import { PlazaError } from "./base.ts";

/** A transaction was mined and refused, and the reason could not be found out afterwards. */
export class TransactionRevertedError extends PlazaError {
  override readonly name = "TransactionRevertedError";
  readonly receipt: TransactionReceipt;

  constructor({ receipt, cause }: { receipt: TransactionReceipt; cause?: Error | undefined }) {
    super("The chain refused the transaction.", {
      code: "transaction_reverted",
      recovery: "retry",
      name: "TransactionRevertedError",
      cause,
      metaMessages: [`Transaction: ${receipt.transactionHash}`],
    });
    this.receipt = receipt;
  }
}

/** A transaction was sent but is in no block yet. It may still be: look before sending it again. */
export class TransactionTimeoutError extends PlazaError {
  override readonly name = "TransactionTimeoutError";
  readonly hash: Hash;

  constructor({ hash, cause }: { hash: Hash; cause?: Error | undefined }) {
    super("The transaction was sent, but is in no block yet.", {
      code: "transaction_timeout",
      recovery: "refresh_listings",
      name: "TransactionTimeoutError",
      cause,
      metaMessages: [`Transaction: ${hash}`],
    });
    this.hash = hash;
  }
}

/** The wallet put another transaction in this one's place: the person cancelled it, or sent something else. */
export class TransactionReplacedError extends PlazaError {
  override readonly name = "TransactionReplacedError";
  /** The transaction that came in its place. */
  readonly receipt: TransactionReceipt;

  constructor({
    hash,
    receipt,
    reason,
  }: { hash: Hash; receipt: TransactionReceipt; reason: "cancelled" | "replaced" }) {
    super(reason === "cancelled" ? "You cancelled the transaction." : "Another transaction took its place.", {
      code: "transaction_replaced",
      recovery: "refresh_listings",
      name: "TransactionReplacedError",
      metaMessages: [`Transaction: ${hash}`, `Replaced by: ${receipt.transactionHash}`],
    });
    this.receipt = receipt;
  }
}
