import { PlazaError } from "./base.ts";

/** A flow was ended by its signal. What was sent before is on its way: run it again to go on. */
export class FlowAbortedError extends PlazaError {
  override readonly name = "FlowAbortedError";

  constructor({ cause }: { cause?: Error | undefined } = {}) {
    super("This was stopped.", { code: "flow_aborted", recovery: "cancel", name: "FlowAbortedError", cause });
  }
}

/** The same flow runs already, here or in another tab. */
export class FlowBusyError extends PlazaError {
  override readonly name = "FlowBusyError";
  /** Id of the flow's plan. */
  readonly id: string;

  constructor({ id }: { id: string }) {
    super("This is under way already, perhaps in another tab.", {
      code: "flow_busy",
      recovery: "retry",
      retryable: true,
      name: "FlowBusyError",
      metaMessages: [`Plan: ${id}`],
    });
    this.id = id;
  }
}

/** There is no plan of this id, as when it is finished, or none that this version of the SDK understands. */
export class FlowPlanNotFoundError extends PlazaError {
  override readonly name = "FlowPlanNotFoundError";

  constructor({ id, reason = "none is stored: it may be finished" }: { id: string; reason?: string | undefined }) {
    super("This cannot be taken up again.", {
      code: "flow_plan_not_found",
      recovery: "refresh_listings",
      name: "FlowPlanNotFoundError",
      metaMessages: [`Plan: ${id}`, `Reason: ${reason}`],
    });
  }
}

/** A step of a flow took longer than it may. It may have happened all the same: run the flow again, it looks first. */
export class StepTimeoutError extends PlazaError {
  override readonly name = "StepTimeoutError";
  /** How long it was waited for, in milliseconds. */
  readonly timeout: number;

  constructor({ what, timeout }: { what: string; timeout: number }) {
    super(what, {
      code: "step_timeout",
      recovery: "retry",
      retryable: true,
      name: "StepTimeoutError",
      metaMessages: [`Waited: ${timeout} ms`],
    });
    this.timeout = timeout;
  }
}

/**
 * The relayer took a bid, and what it gave for a receipt proves nothing: nobody could present the bid on chain. The bid may stand all the
 * same, as it is signed; who wants to be sure posts it on chain.
 */
export class ReceiptNotProvenError extends PlazaError {
  override readonly name = "ReceiptNotProvenError";

  constructor({ reason }: { reason: string }) {
    super("The relayer's receipt for your bid proves nothing.", {
      code: "receipt_not_proven",
      recovery: "cancel",
      name: "ReceiptNotProvenError",
      metaMessages: [`Reason: ${reason}`],
    });
  }
}

/** The account's Credits do not suffice. */
export class NotEnoughCreditsError extends PlazaError {
  override readonly name = "NotEnoughCreditsError";
  /** What is missing, smallest unit of the currency. */
  readonly missing: bigint;

  constructor({ missing, words }: { missing: bigint; words: string }) {
    super(`You need ${words} more Credits.`, {
      code: "not_enough_credits",
      recovery: "top_up",
      name: "NotEnoughCreditsError",
      metaMessages: [`Missing: ${missing}`],
    });
    this.missing = missing;
  }
}

/** Who made an offer can no longer pay it: his Credits are spent, or he has taken back what Orders may take of them. */
export class OfferNotCoveredError extends PlazaError {
  override readonly name = "OfferNotCoveredError";

  constructor({ cause }: { cause?: Error | undefined } = {}) {
    super("The buyer can no longer pay for this offer.", {
      code: "offer_not_covered",
      recovery: "refresh_listings",
      name: "OfferNotCoveredError",
      cause,
    });
  }
}

/** A seller's own listing has ended: somebody bought the last of it, or he took it back himself. */
export class ListingOverError extends PlazaError {
  override readonly name = "ListingOverError";

  constructor({ cause }: { cause?: Error | undefined } = {}) {
    super("This listing is over: it was sold, or taken back.", {
      code: "listing_over",
      recovery: "refresh_listings",
      name: "ListingOverError",
      cause,
    });
  }
}
