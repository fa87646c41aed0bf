import { createMiddleware } from "hono/factory";
import superjson from "superjson";

/**
 * Lets only one statement at a time come to Ponder, whatever its parser makes of what it is given. A semicolon within a text is refused too: it can be passed as a parameter.
 */
export const oneStatement = createMiddleware(async (c, next) => {
  const query = c.req.query("sql");
  if (query === undefined || isOneStatement(query)) return next();
  return c.text(
    "Send one statement, without a semicolon but at its end; pass texts that hold one as parameters.\n",
    400,
  );
});

/** Answers where SQL is not served. */
export const refuseSql = createMiddleware(async (c) =>
  c.text(
    "SQL is served from Postgres only where DATABASE_READ_URL names another account than DATABASE_URL, one that may only read.\n",
    403,
  ),
);

/** Reads the query as Ponder does, so that it cannot be another one to it. */
function isOneStatement(query: string): boolean {
  try {
    const { sql } = superjson.parse<{ sql: unknown }>(query);
    return typeof sql === "string" && !sql.trimEnd().replace(/;$/, "").includes(";");
  } catch {
    return false;
  }
}
