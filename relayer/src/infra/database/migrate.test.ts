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

  it("keep who is yet to be told of which bids, there and back", async () => {
    await database.query(
      "INSERT INTO bid_outbox (auction_id, first, last, attempts) VALUES ('0x01', 2, 4, 1), ('0x02', 7, 7, 0)",
    );
    await migrateBack(database, 18);
    const single = await database.query("SELECT auction_id, sequence, attempts FROM bid_outbox ORDER BY 1, 2");
    expect(single).to.deep.equal([
      { auction_id: "0x01", sequence: 2, attempts: 1 },
      { auction_id: "0x01", sequence: 3, attempts: 1 },
      { auction_id: "0x01", sequence: 4, attempts: 1 },
      { auction_id: "0x02", sequence: 7, attempts: 0 },
    ]);
    await migrate(database);
    const [row] = await database.query("SELECT first, last FROM bid_outbox WHERE auction_id = '0x01' AND first = 4");
    expect(row).to.deep.equal({ first: 4, last: 4 });
    await database.query("DELETE FROM bid_outbox");
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
