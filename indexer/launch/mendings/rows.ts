import { importing, replacing } from "./replacing.ts";

/** How Ponder puts values into the form that the database has them in. */
export const rows = replacing("indexing-store/utils.js", [
  ["import { PgArray } from", `${importing("entriesOf, keeps", "rows.ts")}import { PgArray } from`],
  [
    "for (const [columnName, column] of Object.entries(getTableColumns(table))) {",
    "for (const [columnName, column] of entriesOf(getTableColumns(table))) {",
  ],
  [
    "    if (column.mapToDriverValue === undefined)",
    `    if (keeps(column, value))
        return value;
    if (column.mapToDriverValue === undefined)`,
  ],
]);
