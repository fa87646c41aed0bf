/** What is asked of a column of drizzle's. */
export type Column = { columnType: string; mapToDriverValue(value: unknown): unknown };

type Row = Record<string, unknown>;

/** Columns whose values are written as they are: no conversion, nothing to escape. */
const PLAIN = new Set(["PgEvmBigint", "PgBigInt53", "PgInteger", "PgBoolean", "PgEnumColumn", "PgHex"]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: COPY wants these escaped.
const SPECIAL = /[\\\u0008\f\n\r\t\v]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: As above.
const EACH_SPECIAL = /([\\\u0008\f\n\r\t\v])/g;
const NULL = "\\N";

/** Rows as Postgres's COPY reads them, a line each. */
export function copyTextOf(columns: Record<string, Column>, entries: readonly { row: Row }[]): string {
  const cells = Object.entries(columns).map(([name, column]) => cellOf(name, column));
  return entries
    .map(({ row }) => {
      let line = "";
      for (const cell of cells) line += line === "" ? cell(row) : `\t${cell(row)}`;
      return line;
    })
    .join("\n");
}

function cellOf(name: string, column: Column): (row: Row) => string {
  if (PLAIN.has(column.columnType))
    return ({ [name]: value }) => ((value ?? undefined) === undefined ? NULL : String(value));
  return ({ [name]: value }) => {
    const driven = (value ?? undefined) === undefined ? undefined : column.mapToDriverValue(value);
    if (driven === null || driven === undefined) return NULL;
    if (Buffer.isBuffer(driven)) return `\\\\x${driven.toString("hex")}`;
    const text = String(driven);
    return SPECIAL.test(text) ? text.replace(EACH_SPECIAL, "\\$1") : text;
  };
}
