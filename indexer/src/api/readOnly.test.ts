import { expect } from "chai";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { itemRow, stock } from "../../testing/shop.ts";
import { failAtOnce, readOnly } from "./readOnly.ts";

describe("what SQL over HTTP can do to the embedded database", () => {
  let database: TestDatabase;
  before(async function () {
    this.timeout(60_000);
    database = await createTestDatabase();
    await stock(database, { items: [itemRow(1n)] });
  });
  after(() => database.close());

  type Session = { prepareQuery(...parameters: unknown[]): { execute(): Promise<{ rows: unknown[] }> } };
  const run = (statement: string) => {
    const { session } = (readOnly(database.db) as unknown as { _: { session: Session } })._;
    return session.prepareQuery({ sql: statement, params: [] }, undefined, undefined, false).execute();
  };

  it("reads", async () => {
    expect((await run("select name from item")).rows).to.deep.equal([{ name: "Longsword" }]);
  });

  it("does not write, by statement or by function", async () => {
    const items = await run("select * from item");
    for (const statement of [
      "delete from item",
      "with gone as (delete from item returning *) select * from gone",
      "create table mine (id int)",
      "select * into mine from item",
      "select set_config('transaction_read_only', 'off', false)",
      "commit; delete from item",
    ])
      expect(String(await run(statement).catch((error: unknown) => error)), statement).to.match(/error/i);
    expect(await run("select * from item")).to.deep.equal(items);
    // And the connection is the writer's as before.
    await database.db.execute("create table written (id int)");
  });

  it("fails at once, where Ponder would try again for a minute", async () => {
    let asked = 0;
    const retries = { transaction: () => expect.fail("Ponder's own"), wrap: () => expect.fail("Ponder's own") };
    const db = Object.assign(Object.create(Object.getPrototypeOf(database.db)), database.db, retries);
    failAtOnce(db);
    const refused = (query: () => Promise<unknown>) => {
      asked += 1;
      return query();
    };
    const fail = () => Promise.reject(new Error("no"));
    expect(String(await db.wrap({ label: "one" }, () => refused(fail)).catch(String))).to.equal("Error: no");
    expect(String(await db.wrap(() => refused(fail)).catch(String))).to.equal("Error: no");
    expect(String(await db.transaction(() => refused(fail)).catch(String))).to.equal("Error: no");
    expect(asked).to.equal(3);
  });
});
