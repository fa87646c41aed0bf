/** Why metadata could not be had. */
export const failureReasons = [
  "NO_URI",
  "BAD_URI",
  "NO_GATEWAY",
  "ADDRESS_REFUSED",
  "UNREACHABLE",
  "TIMEOUT",
  "HTTP_ERROR",
  "TOO_LARGE",
  "NOT_JSON",
  "CHAIN_AWAY",
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** What can be otherwise the next time. */
const passing: ReadonlySet<FailureReason> = new Set(["UNREACHABLE", "TIMEOUT", "HTTP_ERROR", "CHAIN_AWAY"]);

/** Metadata could not be had. The message is for the log; callers are told the reason alone. */
export class MetadataError extends Error {
  override name = "MetadataError";

  readonly reason: FailureReason;

  constructor(reason: FailureReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }

  /** Whether another try can help. */
  get canPass(): boolean {
    return passing.has(this.reason);
  }
}
