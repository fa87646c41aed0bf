import type { PgDatabase, PgQueryResultHKT, PgTransactionConfig } from "drizzle-orm/pg-core";

type PonderDatabase = PgDatabase<PgQueryResultHKT>;
type Session = { dialect: unknown; prepareQuery(...parameters: unknown[]): { execute(): Promise<unknown> } };

/**
 * Has what is asked of a database fail at once. Ponder tries anything that fails ten times, over more than a minute: as long would a
 * statement that is refused or takes too long keep a connection busy. Its `transaction` is none on PGlite; this one is.
 */
export function failAtOnce(db: object): void {
  const transaction = plainTransaction(db as PonderDatabase);
  Object.assign(db, {
    transaction,
    wrap: (...parameters: unknown[]) => (parameters.find((part) => typeof part === "function") as Ask)(db),
  });
}

type Ask = (db: object) => unknown;

/**
 * The database for Ponder's SQL over HTTP, each statement in a transaction that can only read. On Postgres Ponder sees to that
 * itself; PGlite has one connection, the writer's own.
 */
export function readOnly<Given extends object>(db: Given): Given {
  const transaction = plainTransaction(db as unknown as PonderDatabase);
  const config: PgTransactionConfig = { accessMode: "read only" };
  const session: Session = {
    dialect: sessionOf(db).dialect,
    prepareQuery: (...parameters) => ({
      execute: () =>
        transaction(
          (tx) =>
            sessionOf(tx)
              .prepareQuery(...parameters)
              .execute(),
          config,
        ),
    }),
  };
  return { ...db, _: { session } };
}

/** Drizzle's own, which Ponder's stands before. */
function plainTransaction(db: PonderDatabase): PonderDatabase["transaction"] {
  return (Object.getPrototypeOf(db) as PonderDatabase).transaction.bind(db);
}

const sessionOf = (db: object): Session => (db as { _: { session: Session } })._.session;
