declare const types: unique symbol;

/** A GraphQL query that knows the type of its answer and of its variables. */
export type TypedDocument<result, variables extends Record<string, unknown>> = string & {
  /** Exists only for the type checker. */
  readonly [types]?: (variables: variables) => result;
};

/**
 * Gives a query its types.
 *
 * @example
 * ```ts
 * const query = typedDocument<{ _meta: { chainId: number } }>("{ _meta { chainId } }");
 * const { _meta } = await graphql.request(query, {});
 * ```
 */
export function typedDocument<result, variables extends Record<string, unknown> = Record<string, never>>(
  source: string,
): TypedDocument<result, variables> {
  return source;
}
