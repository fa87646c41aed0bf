import { replacing } from "./replacing.ts";

/** Passes the rows of a statement as one value. Drizzle makes an object of each column of each row, which takes a fifth of reading history. */
const TOGETHER = `
const insertTogether = (db, table) => ({
    values: (rows) => ({
        onConflictDoNothing() {
            const names = Object.keys(rows[0]).map((key) => [key, key.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase())]);
            const json = JSON.stringify(
                rows.map((row) => Object.fromEntries(names.map(([key, name]) => [name, row[key]]))),
                (_, value) => (typeof value === "bigint" ? String(value) : value),
            );
            const columns = sql.raw(names.map(([, name]) => \`"\${name}"\`).join());
            const target = sql.raw(\`"ponder_sync"."\${table}"\`);
            return db.execute(sql\`INSERT INTO \${target} (\${columns}) SELECT \${columns} FROM json_populate_recordset(NULL::\${target}, \${json}::json) ON CONFLICT DO NOTHING\`);
        },
    }),
});
`;

/** How Ponder stores what it has read of the chain. */
export const syncStore = replacing("sync-store/index.js", [
  ["export const createSyncStore =", `${TOGETHER}export const createSyncStore =`],
  ...["logs", "blocks", "transactions"].map(
    (table) =>
      [
        `(db) => db
                    .insert(PONDER_SYNC.${table})`,
        `(db) => insertTogether(db, "${table}")`,
      ] as const,
  ),
]);
