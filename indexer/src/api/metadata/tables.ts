import { type SQL, sql, Table } from "drizzle-orm";
import {
  bigint,
  doublePrecision,
  integer,
  numeric,
  type PgTable,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import type { Hex } from "viem";
import type { TokenStandard } from "./chainSource.ts";
import type { FailureReason } from "./failure.ts";

// Tables of our own beside Ponder's, in a schema of their own: what they hold is not the chain's, took long to get, and outlives
// an index that is made anew.

export const metadataStatuses = ["PENDING", "OK", "FAILED"] as const;
export type MetadataStatus = (typeof metadataStatuses)[number];

/** What is known of an item or a collection that is not Plaza's own, and when to look again. */
export const metadata = pgTable("metadata", {
  /** An item's id, or a collection's address. */
  subject: text().primaryKey(),
  token: text().$type<Hex>().notNull(),
  /** Null for the collection itself. */
  tokenId: numeric("token_id", { precision: 78, scale: 0 }),
  /** As the index had it when it was entered. */
  standard: text().$type<TokenStandard>().notNull(),
  /** Which one the contract says that it follows; null until it does. */
  saidStandard: text("said_standard").$type<TokenStandard>(),
  /** How the latest look ended. */
  status: text().$type<MetadataStatus>().notNull(),
  failure: text().$type<FailureReason>(),
  name: text(),
  /** In lower case. */
  nameSearch: text("name_search"),
  description: text(),
  image: text(),
  externalUrl: text("external_url"),
  /** When the above was read, unix seconds; null while it never was. */
  fetchedAt: bigint("fetched_at", { mode: "number" }),
  /** Looks in a row that failed and counted. */
  attempts: integer().notNull(),
  /** When somebody last had it looked at again, or when that is to be, unix milliseconds. */
  touchedAt: bigint("touched_at", { mode: "number" }),
  /** When to look, unix milliseconds; null for not any more. */
  dueAt: bigint("due_at", { mode: "number" }),
});

/** The attributes of items. */
export const trait = pgTable(
  "trait",
  {
    itemId: text("item_id").notNull(),
    /** Place in the document. */
    position: integer().notNull(),
    name: text().notNull(),
    value: text().notNull(),
    number: doublePrecision(),
    displayType: text("display_type"),
  },
  (table) => [primaryKey({ columns: [table.itemId, table.position] })],
);

/** Up to which block contracts were heard: one row. */
export const heard = pgTable("heard", {
  id: integer().primaryKey(),
  block: bigint({ mode: "bigint" }).notNull(),
  /** Of that block: another one there says that the chain was reorganised. */
  hash: text(),
});

export const metadataTables: readonly PgTable[] = [metadata, trait, heard];

/**
 * Puts the tables into a schema, for all statements from then on. Ponder does the same with its own: what it is called is only known
 * when the process starts.
 */
export function placeTables(schema: string): void {
  // Drizzle's own key for a table's schema.
  const key = (Table as unknown as { Symbol: { Schema: symbol } }).Symbol.Schema;
  for (const table of metadataTables) Object.assign(table, { [key]: schema });
}

/** Statements that make the tables where they are not there yet. */
export const createMetadataTables = (): SQL[] => [
  sql`create table if not exists ${metadata} (
    subject text primary key, token text not null, token_id numeric(78, 0), standard text not null, status text not null, failure text,
    name text, name_search text, description text, image text, external_url text, fetched_at bigint, attempts integer not null,
    touched_at bigint, due_at bigint)`,
  sql`create index if not exists metadata_due on ${metadata} (token, due_at) where due_at is not null`,
  sql`create index if not exists metadata_token on ${metadata} (token, token_id)`,
  sql`create table if not exists ${trait} (
    item_id text not null, position integer not null, name text not null, value text not null, number double precision,
    display_type text, primary key (item_id, position))`,
  sql`create index if not exists trait_value on ${trait} (name, value, item_id)`,
  sql`create index if not exists trait_number on ${trait} (name, number, item_id) where number is not null`,
  sql`create table if not exists ${heard} (id integer primary key, block bigint not null)`,
  sql`alter table ${metadata} add column if not exists said_standard text`,
  sql`alter table ${heard} add column if not exists hash text`,
];
