import { importing, replacing } from "./replacing.ts";

/**
 * How Ponder keeps rows until it writes them. Each row that was deleted was a question to the database of its own, and is now
 * written with the others: in one statement a table, before what is inserted. A row that was inserted and then changed was written
 * twice, and one that was inserted and then deleted was deleted from where it never was.
 */
export const cache = replacing("indexing-store/cache.js", [
  [
    "    const updateBuffer = new Map();",
    `    const updateBuffer = new Map();
    /** Keys of rows that are gone, though perhaps not from the database yet; without one of a row that never was there. */
    const deleteBuffer = new Map();`,
  ],
  [
    "        updateBuffer.set(table, new Map());",
    `        updateBuffer.set(table, new Map());
        deleteBuffer.set(table, new Map());`,
  ],
  [
    "            const entry = cache.get(table).cache.get(ck);",
    `            if (deleteBuffer.get(table).has(ck))
                return null;
            const entry = cache.get(table).cache.get(ck);`,
  ],
  [
    `            const inInsertBuffer = insertBuffer.get(table).delete(ck);
            const inUpdateBuffer = updateBuffer.get(table).delete(ck);`,
    `            if ((await this.get({ table, key })) === null)
                return false;
            const isNew = insertBuffer.get(table).delete(ck);
            updateBuffer.get(table).delete(ck);`,
  ],
  [
    `            const inDb = await qb
                .wrap((db) => db.delete(table).where(getWhereCondition(table, key)).returning())
                .then((result) => result.length > 0);
            return inInsertBuffer || inUpdateBuffer || inDb;`,
    `            deleteBuffer.get(table).set(ck, isNew ? deleteBuffer.get(table).get(ck) : key);
            return true;`,
  ],
  [
    `                    return;
                }
                const tableCache = cache.get(table);`,
    `                    return;
                }
                const gone = Array.from(deleteBuffer.get(table).values()).filter((key) => key !== undefined);
                if (gone.length > 0)
                    await qb.wrap((db) => db.execute(deleteRows(table, gone, primaryKeyCache)), context);
                deleteBuffer.get(table).clear();
                const tableCache = cache.get(table);`,
  ],
  [
    `            for (const tableBuffer of updateBuffer.values()) {
                tableBuffer.clear();
            }`,
    `            for (const tableBuffer of [...updateBuffer.values(), ...deleteBuffer.values()]) {
                tableBuffer.clear();
            }`,
  ],
  [
    `            if (isUpdate) {
                updateBuffer`,
    `            if (isUpdate && insertBuffer.get(table).has(ck) === false) {
                updateBuffer`,
  ],
  ...["insertValues", "updateValues"].map(
    (entries) =>
      [
        `getCopyText(table, ${entries}.map(({ row }) => row))`,
        `copyTextOf(getTableColumns(table), ${entries})`,
      ] as const,
  ),
  [
    "        invalidate() {",
    `        /** Tables that have rows which are yet to be written. */
        changed: () => tables.filter((table) => [insertBuffer, updateBuffer, deleteBuffer].some((buffer) => buffer.get(table).size > 0)),
        invalidate() {`,
  ],
  [
    "const ESCAPE_REGEX =",
    `${importing("copyTextOf", "copyText.ts")}/** One statement that deletes the rows of many keys. */
const deleteRows = (table, keys, primaryKeyCache) => {
    const columns = primaryKeyCache.get(table).map(([js, column]) => ({ js, column, name: getColumnCasing(column, "snake_case") }));
    const rows = keys.map((key) => columns.map(({ js, column, name }) => [name, String(column.mapToDriverValue(key[js]))]));
    const target = \`"\${getTableConfig(table).schema ?? "public"}"."\${getTableName(table)}"\`;
    const types = columns.map(({ column, name }) => \`"\${name}" \${column.getSQLType()}\`);
    const same = columns.map(({ name }) => \`target."\${name}" = gone."\${name}"\`);
    const json = JSON.stringify(rows.map(Object.fromEntries));
    return sql\`DELETE FROM \${sql.raw(target)} AS target USING json_to_recordset(\${json}::json) AS gone(\${sql.raw(types.join())}) WHERE \${sql.raw(same.join(" AND "))}\`;
};
const ESCAPE_REGEX =`,
  ],
]);
