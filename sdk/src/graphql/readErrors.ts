import { type GraphqlErrorEntry, MalformedResponseError } from "../errors/http.ts";

/** Reads the `errors` of a GraphQL answer. */
export function readErrors(errors: unknown): GraphqlErrorEntry[] {
  if (!Array.isArray(errors)) throw new MalformedResponseError({ field: "errors", expected: "a list" });
  return errors.map((entry: unknown) => {
    const source = (typeof entry === "object" && entry !== null ? entry : {}) as Record<string, unknown>;
    const { message, path, extensions } = source;
    return {
      message: typeof message === "string" ? message : "unknown error",
      path: Array.isArray(path)
        ? path.filter((step) => typeof step === "string" || typeof step === "number")
        : undefined,
      extensions:
        typeof extensions === "object" && extensions !== null ? (extensions as Record<string, unknown>) : undefined,
    };
  });
}
