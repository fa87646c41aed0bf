import { expect } from "chai";
import { emptyDatabase } from "../../testing/database.ts";
import type { Database } from "./database.ts";
import { migrate, migrateBack, migrations, NewerSchemaError } from "./migrate.ts";

/** All columns, constraints and indexes: what a schema is. */
async function schemaOf(database: Database): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    SELECT format('%s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable, column_default, is_identity) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`);
  return rows.map(({ line }) => line);
}

/** Runs on PGlite with the other suites of the relayer, and on a real Postgres with those of the servers. */
describe("migrations", () => {
  let database: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
  });
  afterEach(async () => {
    await database.query("DELETE FROM migrations WHERE name = '9999_future.sql'");
    await migrate(database);
  });

  it("are applied once each", async () => {
    expect(await migrate(database)).to.deep.equal([]);
    const rows = await database.query<{ name: string }>("SELECT name FROM migrations ORDER BY name");
    expect(rows.map(({ name }) => name)).to.deep.equal(migrations());
  });

  it("go back one by one to an empty database, and forward again to the same schema", async () => {
    const before = await schemaOf(database);
    const steps = migrations().map((name) => Number(name.slice(0, 4)));
    for (const [index, step] of steps.toReversed().entries()) {
      const [undone] = await migrateBack(database, step - 1);
      expect(undone).to.equal(migrations().toReversed()[index]);
    }
    const tables = await database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    expect(tables).to.deep.equal([{ tablename: "migrations" }]);
    expect(await migrate(database)).to.deep.equal(migrations());
    expect(await schemaOf(database)).to.deep.equal(before);
  });

  it("are applied once each by several that start at once", async () => {
    await migrateBack(database, 0);
    const done = await Promise.all([migrate(database), migrate(database), migrate(database)]);
    expect(done.flat().sort()).to.deep.equal(migrations());
  });

  it("refuse a database that a newer program has migrated", async () => {
    await database.query("INSERT INTO migrations (name) VALUES ('9999_future.sql')");
    const error = await migrate(database).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(NewerSchemaError);
    expect((error as Error).message).to.include("9999_future.sql");
  });
});
