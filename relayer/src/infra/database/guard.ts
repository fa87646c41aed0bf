import type { Breakers } from "../breaker.ts";
import type { Database } from "./database.ts";

/** Classes of SQLSTATE that tell of the server rather than of the query: connection, resources, operator, system. */
const OUTAGE = /^(?:08|53|57|58)/;

const isOutage = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return typeof code !== "string" || code.length !== 5 || OUTAGE.test(code);
};

/**
 * A database whose reads end in time and are not tried while it is away. Writes are not cut short: whether one that takes long was
 * committed, only the database knows.
 */
export function guardReads(database: Database, breakers: Breakers): Database {
  const breaker = breakers.add("database", isOutage);
  return { ...database, query: (sql, parameters) => breaker.run(() => database.query(sql, parameters)) };
}
