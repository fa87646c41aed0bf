import { replacing } from "./replacing.ts";

/** In what order Ponder does things, and how much at a time. */
export const multichain = replacing("runtime/multichain.js", [
  // After each block, what happened in it was asked of every table.
  [
    `                            await indexingCache.flush();
                            await Promise.all(tables.map((table) =>`,
    `                            const changed = indexingCache.changed();
                            await indexingCache.flush();
                            await Promise.all(changed.map((table) =>`,
  ],
  // Indexes were made one after the other, on one of the machine's cores.
  [
    "await createIndexes(database.adminQB, { statements: schemaBuild.statements });",
    `const waiting = { indexes: { sql: schemaBuild.statements.indexes.sql.values() } };
    await Promise.all([database.adminQB, database.userQB].map((qb) => createIndexes(qb, { statements: waiting })));`,
  ],
]);
