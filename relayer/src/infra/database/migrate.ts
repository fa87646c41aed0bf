import { readdirSync, readFileSync } from "node:fs";
import type { Database } from "./database.ts";

const folder = new URL("./migrations/", import.meta.url);

/** Brings the schema up to date: numbered SQL files, each in a transaction of its own, each once. */
export async function migrate(database: Database): Promise<void> {
  await database.query(
    "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
  );
  const applied = new Set(
    (await database.query<{ name: string }>("SELECT name FROM migrations")).map((row) => row.name),
  );
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort();
  for (const name of files) {
    if (applied.has(name)) continue;
    await database.transaction(async (transaction) => {
      await transaction.script(readFileSync(new URL(name, folder), "utf8"));
      await transaction.query("INSERT INTO migrations (name) VALUES ($1)", [name]);
    });
  }
}
