import { sql } from "drizzle-orm";
import { drizzle as onPostgres } from "drizzle-orm/node-postgres";
import { drizzle as onPglite, type PgliteClient } from "drizzle-orm/pglite";
import type { Pool } from "pg";
import type { Database } from "../query/database.ts";
import { createChainSource, createMetadataClient } from "./chainSource.ts";
import { createListener } from "./listen.ts";
import { createLook } from "./look.ts";
import { createDocumentReader } from "./readDocument.ts";
import { createRefresh, type Refresh } from "./refresh.ts";
import { createMetadataStore, type MetadataDatabase } from "./store.ts";
import { createMetadataWorker } from "./worker.ts";

/** What Ponder puts into the process that it builds the API in; of 0.16.10, to which the app is pinned. */
type PonderGlobals = {
  PONDER_COMMON: { options: { command: string }; shutdown: { add(callback: () => void): void } };
  PONDER_DATABASE: { driver: { dialect: "pglite"; instance: PgliteClient } | { dialect: "postgres"; admin: Pool } };
};

/**
 * Makes the tables of metadata and begins to fill them, in the process that writes the index; in one that only answers, nothing.
 *
 * @param options.db - Reads the index.
 * @param options.schema - Of the tables.
 * @param options.readHead - How far the index has come.
 * @param options.fills - Whether metadata is looked for. Without it the tables stay as they are.
 * @returns What anybody can ask for a refresh; undefined where nobody looks.
 */
export async function startMetadata({
  db,
  schema,
  readHead,
  rpcUrl,
  gateway,
  fills,
}: {
  db: Database;
  schema: string;
  readHead: () => Promise<{ block: bigint }>;
  rpcUrl: string;
  gateway: string | undefined;
  fills: boolean;
}): Promise<Refresh | undefined> {
  const { PONDER_COMMON, PONDER_DATABASE } = globalThis as unknown as PonderGlobals;
  if (PONDER_COMMON.options.command === "serve") return undefined;
  const { driver } = PONDER_DATABASE;
  // Ponder's own way of writing tries what fails for minutes.
  const writing: MetadataDatabase =
    driver.dialect === "postgres" ? onPostgres(driver.admin) : onPglite(driver.instance);
  await writing.execute(sql`create schema if not exists ${sql.identifier(schema)}`);
  const store = createMetadataStore({ db: writing });
  await store.prepare();
  if (!fills) return undefined;

  const client = createMetadataClient(rpcUrl);
  const worker = createMetadataWorker({
    store,
    look: createLook(createChainSource(client), createDocumentReader({ gateway })),
    listen: createListener(client, store),
    readBlock: async () => ((await hasHistory(db)) ? (await readHead()).block : null),
  });
  PONDER_COMMON.shutdown.add(() => worker.stop());
  worker.start();
  return createRefresh(store);
}

/** Whether Ponder has read the chain's history; until then it has the database to itself. */
async function hasHistory(db: Database): Promise<boolean> {
  const result = await db.execute(sql`select value->>'is_ready' = '1' as ready from _ponder_meta`);
  return (result as unknown as { rows: { ready: boolean }[] }).rows[0]?.ready ?? false;
}
