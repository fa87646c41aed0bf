import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import { testPostgres } from "../../testing/serverHooks.ts";
import { type Database, openDatabase } from "./database.ts";
import { UnsafeServerError } from "./postgres.ts";

describe("a database on a server", () => {
  let url: string;
  let database: Database;
  let made = 0;
  beforeEach(async () => {
    made += 1;
    url = await testPostgres().createDatabase(`postgres_${made}`);
    database = await openDatabase(url, { connections: 3, statementMs: 500 });
  });
  afterEach(() => database.close());

  const messageOf = (failing: Promise<unknown>) =>
    failing.then(
      () => "nothing failed",
      (error: Error) => error.message,
    );

  it("opens no more connections than it may, and has the others wait", async () => {
    const most = Array.from({ length: 20 }, () =>
      database.transaction(async (queries) => {
        await queries.query("SELECT 1");
        return database.report();
      }),
    );
    for (const report of await Promise.all(most))
      expect(report).to.have.nested.property("connections.open").that.is.at.most(3);
    expect(database.report()).to.deep.equal({
      engine: "postgres",
      connections: { open: 3, idle: 3, waiting: 0, limit: 3 },
    });
  });

  it("gives up a statement that takes too long, and keeps the connection", async () => {
    expect(await messageOf(database.query("SELECT pg_sleep(60)"))).to.include("statement timeout");
    expect(await database.query("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
  });

  it("lets no transaction hold its locks while its process does nothing", async () => {
    await database.script("CREATE TABLE locked (id int); INSERT INTO locked VALUES (1)");
    const moments = new EventEmitter();
    const [locked, released] = [once(moments, "locked"), once(moments, "released")];
    const idle = database.transaction(async (queries) => {
      await queries.query("UPDATE locked SET id = 2");
      moments.emit("locked");
      await released;
    });
    await locked;
    const patient = await openDatabase(url, { statementMs: 10_000 });
    await patient.query("SELECT id FROM locked FOR UPDATE");
    moments.emit("released");
    expect(await messageOf(idle)).to.match(/terminat|idle-in-transaction|closed|not queryable/i);
    expect(await patient.query("SELECT id FROM locked")).to.deep.equal([{ id: 1 }]);
    await patient.close();
  });

  it("is refused where the server may forget what it committed", async () => {
    await database.script(`ALTER DATABASE postgres_${made} SET synchronous_commit = off`);
    const error = await openDatabase(url).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(UnsafeServerError);
  });

  it("works again once a server that was killed is back", async () => {
    const held = database.transaction(async (queries) => {
      await queries.query("SELECT 1");
      await testPostgres().kill();
      await queries.query("SELECT 2");
    });
    expect(await messageOf(held)).to.not.equal("nothing failed");
    expect(await messageOf(database.query("SELECT 1"))).to.not.equal("nothing failed");
    await testPostgres().start();
    expect(await database.query("SELECT 1 AS one")).to.deep.equal([{ one: 1 }]);
  });
});
