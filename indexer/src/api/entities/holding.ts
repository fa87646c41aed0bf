import type { InferSelectModel } from "drizzle-orm";
import { holding } from "../../../ponder.schema.ts";
import type { Entity } from "../query/entity.ts";
import { desc } from "../query/sort.ts";

export type HoldingRow = InferSelectModel<typeof holding>;

export const holdings: Entity<typeof holding, Record<never, never>, "NEWEST"> = {
  name: "holding",
  table: holding,
  fields: {},
  // One transfer of a batch gives several holdings at once.
  sorts: { NEWEST: [desc(holding.ordinal), desc(holding.itemId)] },
};
