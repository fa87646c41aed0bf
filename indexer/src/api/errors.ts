import { GraphQLError } from "graphql";

/** What `extensions.code` can say. */
export type ErrorCode =
  /** A value is not acceptable; `extensions.field` says where it stood. */
  | "BAD_USER_INPUT"
  /** The document is not GraphQL. */
  | "GRAPHQL_PARSE_FAILED"
  /** The document asks for what the schema does not have. */
  | "GRAPHQL_VALIDATION_FAILED"
  /** The query is nested too deeply, has too many aliases or tokens, or could return too many rows. */
  | "QUERY_TOO_COMPLEX"
  /** As many listen to the feed as may. */
  | "TOO_MANY_SUBSCRIBERS"
  /** A subscriber did not take events as fast as they came. */
  | "SUBSCRIBER_TOO_SLOW"
  /** Something was asked for too often; `extensions.retryAfterSeconds` says when to come back. */
  | "TOO_MANY_REQUESTS"
  /** This server only answers; what was asked for, the one that indexes does. */
  | "READ_ONLY_SERVER"
  /** The request's body is too large. */
  | "REQUEST_TOO_LARGE"
  /** The request is not a GraphQL request: method, content type or body. */
  | "BAD_REQUEST"
  /** The query took the database too long. */
  | "QUERY_TIMEOUT"
  /** A fault of the server; the request may be repeated. */
  | "INTERNAL_SERVER_ERROR";

/** A value of the request is not acceptable. */
export class BadInputError extends GraphQLError {
  override name = "BadInputError";

  /**
   * @param field - Path of the value in the request, such as `filter.and[0].price.min`.
   * @param problem - What is wrong with it; reads on after the path.
   */
  constructor(field: string, problem: string) {
    super(`\`${field}\` ${problem}`, { extensions: { code: "BAD_USER_INPUT" satisfies ErrorCode, field } });
  }
}

/** Something was asked for too often. */
export class TooManyRequestsError extends GraphQLError {
  override name = "TooManyRequestsError";

  constructor(retryAfterSeconds: number) {
    const message = `Too many requests. Come back in ${retryAfterSeconds} s.`;
    super(message, { extensions: { code: "TOO_MANY_REQUESTS" satisfies ErrorCode, retryAfterSeconds } });
  }
}
