import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";

/** A Postgres database to read the index from, as Ponder's own reading pool would. */
export function openPostgresDatabase(url: string, connections = 10) {
  const pool = new Pool({ connectionString: url, max: connections });
  // The server may end a connection that is being closed.
  pool.on("error", () => {});
  return { pool, db: drizzle(pool), close: () => pool.end() };
}
