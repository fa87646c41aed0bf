import { PlazaError, type Recovery } from "./base.ts";

/** A refusal of the relayer as it came over the wire (RFC 9457), checked. */
export type RelayerProblem = {
  /** HTTP status. */
  status: number;
  code: string;
  /** The relayer's own words. */
  detail?: string | undefined;
  /** Names the request in the relayer's log. */
  requestId?: string | undefined;
  /** The field at fault. */
  field?: string | undefined;
  /** What the relayer says about trying again; it knows better than a table. */
  retryable?: boolean | undefined;
  recovery?: Recovery | undefined;
  /** Members of the problem that only some codes have. */
  extras?: Readonly<Record<string, unknown>> | undefined;
};

type Defaults = { message: string; recovery: Recovery; retryable?: boolean };

/**
 * The relayer refused a request. Each code that this version of the SDK knows has its own class; a code that it does not know
 * comes as this one.
 */
export class RelayerError extends PlazaError {
  /** HTTP status. */
  readonly status: number;
  /** Names the request in the relayer's log. */
  readonly requestId: string | undefined;
  /** The field at fault, where one is. */
  readonly field: string | undefined;

  constructor(
    problem: RelayerProblem,
    defaults: Defaults = { message: "The request was refused.", recovery: "cancel" },
    name = "RelayerError",
  ) {
    const { status, code, detail, requestId, field } = problem;
    super(defaults.message, {
      code,
      recovery: problem.recovery ?? defaults.recovery,
      retryable: problem.retryable ?? defaults.retryable,
      details: detail,
      name,
      metaMessages: [
        `Status: ${status}`,
        ...(field === undefined ? [] : [`Field: ${field}`]),
        ...(requestId === undefined ? [] : [`Request: ${requestId}`]),
      ],
    });
    this.status = status;
    this.requestId = requestId;
    this.field = field;
  }
}

type PascalCase<text extends string> = text extends `${infer head}_${infer tail}`
  ? `${Capitalize<head>}${PascalCase<tail>}`
  : Capitalize<text>;

/** Name of the class of a relayer's code: `bid_too_low` is a `RelayerBidTooLowError`. */
export type RelayerErrorName<code extends string> = `Relayer${PascalCase<code>}Error`;

interface RelayerErrorOf<code extends string> extends RelayerError {
  readonly name: RelayerErrorName<code>;
  readonly code: code;
}

/** The class of one code. */
export interface RelayerErrorClass<code extends string> {
  new (problem: Omit<RelayerProblem, "code">): RelayerErrorOf<code>;
  readonly code: code;
}

/** Makes the class of one code. */
export function relayerError<const code extends string>(code: code, defaults: Defaults): RelayerErrorClass<code> {
  const words = code.split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const className = `Relayer${words.join("")}Error` as RelayerErrorName<code>;

  return class extends RelayerError {
    static readonly code: code = code;
    override readonly name: RelayerErrorName<code> = className;
    override readonly code: code = code;

    constructor(problem: Omit<RelayerProblem, "code">) {
      super({ ...problem, code }, defaults, className);
    }
  };
}

/** An amount among the extras; undefined when the relayer did not say it. */
export function extraAmount(problem: Omit<RelayerProblem, "code">, key: string): bigint | undefined {
  const value = problem.extras?.[key];
  return typeof value === "string" && /^\d{1,78}$/.test(value) ? BigInt(value) : undefined;
}

/** A word among the extras; undefined when the relayer did not say it, or one that is not known here. */
export function extraWord<const word extends string>(
  problem: Omit<RelayerProblem, "code">,
  key: string,
  words: readonly word[],
): word | undefined {
  return words.find((word) => word === problem.extras?.[key]);
}
