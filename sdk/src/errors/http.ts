import { PlazaError } from "./base.ts";

/** A server could not be reached. */
export class ConnectionError extends PlazaError {
  override readonly name = "ConnectionError";

  constructor({ url, cause }: { url: string; cause?: Error | undefined }) {
    super("Could not reach the server.", {
      code: "connection_failed",
      recovery: "check_connection",
      retryable: true,
      name: "ConnectionError",
      cause,
      metaMessages: [`URL: ${url}`],
    });
  }
}

/** A server did not answer in time. A request that changes something may have been carried out all the same. */
export class RequestTimeoutError extends PlazaError {
  override readonly name = "RequestTimeoutError";
  /** How long it was waited for, in milliseconds; undefined where whoever waited does not say. */
  readonly timeout: number | undefined;

  constructor({ url, timeout, cause }: { url: string; timeout?: number | undefined; cause?: Error | undefined }) {
    super("The server did not answer in time.", {
      code: "request_timeout",
      recovery: "retry",
      retryable: true,
      name: "RequestTimeoutError",
      cause,
      metaMessages: [`URL: ${url}`, ...(timeout === undefined ? [] : [`Waited: ${timeout} ms`])],
    });
    this.timeout = timeout;
  }
}

/** A server (or something in front of it) answered that it cannot serve now. */
export class ServiceUnavailableError extends PlazaError {
  override readonly name = "ServiceUnavailableError";
  /** HTTP status. */
  readonly status: number;

  constructor({ url, status }: { url: string; status: number }) {
    super("The server cannot answer right now.", {
      code: "service_unavailable",
      recovery: "retry",
      retryable: true,
      name: "ServiceUnavailableError",
      metaMessages: [`URL: ${url}`, `Status: ${status}`],
    });
    this.status = status;
  }
}

/** A server's answer is not what this version of the SDK understands. */
export class MalformedResponseError extends PlazaError {
  override readonly name = "MalformedResponseError";
  /** Path of the value at fault within the answer. */
  readonly field: string;

  constructor({ field, expected, cause }: { field: string; expected: string; cause?: Error | undefined }) {
    super("The server gave an answer that could not be understood.", {
      code: "malformed_response",
      recovery: "check_connection",
      name: "MalformedResponseError",
      cause,
      metaMessages: [`${field}: expected ${expected}`],
    });
    this.field = field;
  }
}

/** One error of a GraphQL answer. */
export type GraphqlErrorEntry = {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?: Record<string, unknown> | undefined;
};

/** The indexer refused a query. */
export class GraphqlRequestError extends PlazaError {
  override readonly name = "GraphqlRequestError";
  readonly errors: readonly GraphqlErrorEntry[];

  constructor({ errors, status }: { errors: readonly GraphqlErrorEntry[]; status: number }) {
    super("The marketplace data could not be read.", {
      code: "graphql_error",
      recovery: "retry",
      retryable: status >= 500,
      name: "GraphqlRequestError",
      details: errors[0]?.message,
      metaMessages: errors.map(({ message, path }) => (path ? `${path.join(".")}: ${message}` : message)),
    });
    this.errors = errors;
  }
}

/** The indexer did not reach a block in time. What was sent is on chain; only the index lags. */
export class IndexerBehindError extends PlazaError {
  override readonly name = "IndexerBehindError";
  /** Block that was waited for. */
  readonly block: bigint;
  /** Block that the indexer had reached. */
  readonly reached: bigint;

  constructor({ block, reached, timeout }: { block: bigint; reached: bigint; timeout: number }) {
    super("Your change is on chain, but not shown yet.", {
      code: "indexer_behind",
      recovery: "refresh_listings",
      retryable: true,
      name: "IndexerBehindError",
      metaMessages: [`Waited ${timeout} ms for block ${block}; the indexer is at ${reached}.`],
    });
    this.block = block;
    this.reached = reached;
  }
}
