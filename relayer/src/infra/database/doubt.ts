import type { Database } from "./database.ts";

/**
 * Resolves once no transaction that this process has begun earlier can still take effect. A commit whose answer was lost may be under way at the
 * server; until it is through, or its connection is given up there, it holds the lease's row (`fenced`), which is waited for here. An
 * embedded database has one connection and no doubt.
 */
export async function settleDoubt(database: Database): Promise<void> {
  await database.transaction((queries) => queries.query("SELECT epoch FROM lease FOR UPDATE"));
}
