import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { Condition } from "./condition.ts";

/** Makes a test of rows in memory by conditions on their own columns: the same that {@link toSql} asks of the database. */
export function createMatcher(table: PgTable) {
  const names = new Map(Object.entries(getTableColumns(table)).map(([name, column]) => [column, name]));

  return function meets(condition: Condition, row: Record<string, unknown>): boolean {
    switch (condition.kind) {
      case "all":
        return condition.of.every((one) => meets(one, row));
      case "any":
        return condition.of.some((one) => meets(one, row));
      case "not":
        return !meets(condition.of, row);
    }
    if (condition.kind !== "among" && condition.kind !== "within")
      throw new Error(`A condition of the kind ${condition.kind} cannot be judged in memory.`);
    const value = row[names.get(condition.column) ?? ""] ?? null;
    if (value === null) return false;
    if (condition.kind === "among") return condition.values.includes(value);
    const { min, max } = condition;
    return (
      (min === undefined || value >= (min as typeof value)) && (max === undefined || value <= (max as typeof value))
    );
  };
}
