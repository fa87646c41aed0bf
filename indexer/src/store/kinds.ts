import type { Context } from "ponder:registry";
import { kind } from "ponder:schema";
import { searchColumns } from "./trigrams.ts";

/** Adds an entry to a catalogue. */
export async function addKind(
  db: Context["db"],
  entry: Omit<typeof kind.$inferInsert, "words" | "trigrams">,
): Promise<void> {
  await db.insert(kind).values({ ...entry, ...searchColumns(entry.name) });
}
