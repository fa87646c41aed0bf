import { tableNames } from "../../indexer/testing/tables.ts";

type Row = Record<string, unknown>;
/** Asks an index for rows by SQL. */
export type Ask = (statement: string) => Promise<Row[]>;

/** By the SQL that an embedded index serves. */
export const byHttp =
  (graphqlUrl: string): Ask =>
  async (sql) => {
    const statement = encodeURIComponent(JSON.stringify({ json: { sql, params: [] } }));
    const response = await fetch(`${graphqlUrl.replace(/\/graphql$/, "")}/sql/db?sql=${statement}`);
    if (!response.ok) throw new Error(`${sql}: ${await response.text()}`);
    return ((await response.json()) as { rows: Row[] }).rows;
  };

/** All rows of all tables of an index, by table, in an order that does not depend on how they came about. */
export async function readWholeIndex(ask: Ask): Promise<Record<string, string[]>> {
  // By the columns' names: their order is the driver's, and so is whether a bigint is told as a number or as digits.
  const told = (value: unknown) => (typeof value === "number" ? String(value) : value);
  const textOf = (row: Row) =>
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map((name) => [name, told(row[name])]),
    );
  const tables: Record<string, string[]> = {};
  for (const name of tableNames()) tables[name] = (await ask(`select * from ${name}`)).map(textOf).sort();
  return tables;
}
