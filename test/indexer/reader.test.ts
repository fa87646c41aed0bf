import { expect } from "chai";
import pg from "pg";
import { checkReader } from "../../indexer/launch/postgres.ts";
import { checkReads, guardReads } from "../../indexer/src/api/reading.ts";
import { startPostgres, type TestPostgres } from "../../relayer/src/testing/postgres.ts";

const settings = { readRole: "plaza_reader", schema: "plaza", release: "", statementTimeout: 2_000 };

describe("the account that the indexer answers with", function () {
  this.timeout(60_000);
  let postgres: TestPostgres;
  let url: string;
  let readUrl: string;
  let owner: pg.Client;

  before(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase("index");
    readUrl = url.replace("plaza@", "reader@");
    owner = new pg.Client({ connectionString: url });
    await owner.connect();
    await owner.query(`
      create schema plaza; create schema plaza_1; create table plaza_1.item (id int);
      create role plaza_reader; grant usage on schema plaza, plaza_1 to plaza_reader;
      grant select on plaza_1.item to plaza_reader; create role reader login; grant plaza_reader to reader;
      create role editor noinherit; grant editor to reader`);
  });
  after(async () => {
    await owner?.end();
    await postgres?.close();
  });

  /** What a launcher and a process that answers say of an account. */
  const verdicts = async (connectionString: string) => {
    const guarded = { ...settings, readUrl: connectionString };
    const pools = { readonly: new pg.Pool({ connectionString: url }), admin: new pg.Pool({ connectionString: url }) };
    // A pool has ended before its connections are closed, and the server may be quicker.
    for (const pool of Object.values(pools)) pool.on("connect", (client) => client.on("error", () => {}));
    guardReads(pools.readonly, guarded);
    try {
      return await Promise.all([
        checkReader({ ...guarded, url }).catch(String),
        checkReads(pools, settings).catch(String),
      ]);
    } finally {
      await pools.readonly.end();
      await pools.admin.end();
    }
  };

  it("may be given SQL if it is another than the writer's and only reads", async () => {
    expect(await verdicts(readUrl)).to.deep.equal([undefined, true]);
    expect(await verdicts(url)).to.deep.equal([undefined, false]);
    expect(await verdicts(`${url.replace("plaza@", "")}?user=plaza`)).to.deep.equal([undefined, false]);
  });

  it("is refused if it may do more, by itself or as a role that it can become", async () => {
    for (const [grant, revoke, reason] of [
      ["alter role editor superuser", "alter role editor nosuperuser", "is a superuser"],
      ["alter role reader createrole", "alter role reader nocreaterole", "may make roles"],
      ["grant plaza to reader", "revoke plaza from reader", "is a superuser"],
      ["grant pg_write_all_data to editor", "revoke pg_write_all_data from editor", "may act as pg_write_all_data"],
      ["grant create on database index to editor", "revoke create on database index from editor", "may create schemas"],
      ["grant create on schema plaza to reader", "revoke create on schema plaza from reader", "in the schema plaza"],
      ["alter schema plaza_1 owner to editor", "alter schema plaza_1 owner to plaza", "in the schema plaza_1"],
      ["grant insert on plaza_1.item to public", "revoke insert on plaza_1.item from public", "write plaza_1.item"],
      ["grant update (id) on plaza_1.item to editor", "revoke update (id) on plaza_1.item from editor", "plaza_1.item"],
      ["alter table plaza_1.item owner to reader", "alter table plaza_1.item owner to plaza", "owns or may write"],
    ] as const) {
      await owner.query(grant);
      for (const verdict of await verdicts(readUrl)) expect(verdict, grant).to.be.a("string").that.includes(reason);
      await owner.query(revoke);
      expect(await verdicts(readUrl), revoke).to.deep.equal([undefined, true]);
    }
  });

  it("is refused if it is the writer's by membership alone", async () => {
    await owner.query("create role writer login; grant writer to reader");
    const guarded = { ...settings, url: url.replace("plaza@", "writer@"), readUrl };
    expect(await checkReader(guarded).catch(String)).to.include("may act as writer");
    await owner.query("revoke writer from reader");
    expect(await checkReader(guarded)).to.equal(undefined);
  });

  it("is refused if its connection string lifts the guard", async () => {
    for (const option of ["options=-c%20work_mem%3D64MB", "statement_timeout=0"]) {
      const [, verdict] = await verdicts(`${readUrl}?${option}`);
      expect(verdict, option).to.be.a("string").that.includes("Questions would run as");
    }
  });
});
