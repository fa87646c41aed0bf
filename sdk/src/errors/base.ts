import { BaseError } from "viem";

/** All recoveries; see {@link Recovery}. */
export const recoveries = [
  "retry",
  "refresh_listings",
  "check_connection",
  "top_up",
  "sell_items",
  "view_credits",
  "browse_similar",
  "cancel",
  "connect_wallet",
  "switch_chain",
] as const;

/** What somebody who meets an error can do about it. Interfaces map each to one button. */
export type Recovery = (typeof recoveries)[number];

/** What an error is made of besides its sentence. */
export type PlazaErrorOptions = {
  /** What it is called by machines: stable, in snake_case. */
  code: string;
  /** What the person can do. */
  recovery: Recovery;
  /** Whether the very same request can succeed later with nothing changed by the caller. */
  retryable?: boolean | undefined;
  /** What it came from. */
  cause?: Error | undefined;
  /** The words of whoever refused, for logs. */
  details?: string | undefined;
  /** Lines for developers, below the short message. */
  metaMessages?: string[] | undefined;
  /** Class name; given because minifiers rename classes. */
  name?: string | undefined;
};

/**
 * Base of every error that the SDK throws. It is a viem `BaseError` too, so what handles those (wagmi, for one) handles it.
 *
 * `shortMessage` can be shown to a player as it is; `code` is for machines.
 *
 * @example
 * ```ts
 * try {
 *   await buySync(client, { marketplace, terms, maxTotal: price });
 * } catch (error) {
 *   if (error instanceof PlazaError && error.recovery === "browse_similar") showSimilarItems();
 * }
 * ```
 */
export class PlazaError extends BaseError {
  /** Stable code in snake_case, such as `listing_not_active`. */
  readonly code: string;
  /** Whether the very same request can succeed later. */
  readonly retryable: boolean;
  /** What the person can do. */
  readonly recovery: Recovery;

  /** Section of the error's class in this repository's documentation. */
  override readonly docsPath: string;

  constructor(shortMessage: string, options: PlazaErrorOptions) {
    const { cause, details, metaMessages, name = "PlazaError" } = options;
    const docsPath = `docs/errors.md#${name.toLowerCase()}`;
    // The message shows the cause's path in place of this one: viem's, which begins with a slash, belongs to viem's site.
    const isOfViem = cause instanceof BaseError && cause.docsPath?.startsWith("/");
    super(shortMessage, { cause, details, metaMessages, name, docsPath, docsBaseUrl: isOfViem ? undefined : "" });
    this.docsPath = docsPath;
    this.code = options.code;
    this.retryable = options.retryable ?? false;
    this.recovery = options.recovery;
  }
}
