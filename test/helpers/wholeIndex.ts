import { tableNames } from "../../indexer/testing/tables.ts";

/** All rows of all tables of an index, by table, in an order that does not depend on how they came about. */
export async function readWholeIndex(graphqlUrl: string): Promise<Record<string, string[]>> {
  const root = graphqlUrl.replace(/\/graphql$/, "");
  const rowsOf = async (name: string): Promise<string[]> => {
    const statement = JSON.stringify({ json: { sql: `select * from ${name}`, params: [] } });
    const response = await fetch(`${root}/sql/db?sql=${encodeURIComponent(statement)}`);
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
    const { rows } = (await response.json()) as { rows: Record<string, unknown>[] };
    // Each by its columns' names: their order is the driver's, and so is whether a bigint is told as a number or as digits.
    const told = (value: unknown) => (typeof value === "number" ? String(value) : value);
    const textOf = (row: Record<string, unknown>) =>
      JSON.stringify(
        Object.entries(row)
          .map(([name, value]) => [name, told(value)])
          .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
      );
    return rows.map(textOf).sort();
  };
  return Object.fromEntries(await Promise.all(tableNames().map(async (name) => [name, await rowsOf(name)])));
}
