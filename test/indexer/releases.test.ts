import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect } from "chai";
import pg from "pg";
import { type Release, takeOver } from "../../indexer/launch/releases.ts";
import type { Index } from "../../indexer/src/api/graphql/context.ts";
import { followReleases } from "../../indexer/src/api/releases.ts";
import { startPostgres, type TestPostgres } from "../../relayer/src/testing/postgres.ts";
import { until } from "../helpers/until.ts";

const CHAIN = 31_337;
/** A way to the database on which nothing that a client says is passed on any more from a statement on, as if its machine were gone. */
async function silence(url: string, statement: string) {
  const { port, hostname } = new URL(url);
  const sockets: Socket[] = [];
  let fall = () => {};
  const fallen = new Promise<void>((resolve) => {
    fall = resolve;
  });
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    sockets.push(client, database);
    for (const socket of [client, database]) socket.on("error", () => {});
    database.pipe(client);
    let isSilent = false;
    client.on("data", (data) => {
      isSilent ||= data.includes(statement);
      if (isSilent) fall();
      else database.write(data);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.port = String((server.address() as AddressInfo).port);
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: through.href, fallen, close };
}

const checkpoint = (block: number) =>
  `${1_800_000_000 + block}${String(CHAIN).padStart(16, "0")}${String(block).padStart(16, "0")}${"9".repeat(33)}`;

describe("releases of the index", function () {
  this.timeout(60_000);
  let postgres: TestPostgres;
  let url: string;
  /** The writers, as far as they matter here. */
  let writer: pg.Client;
  let pool: pg.Pool;
  let openIndex: () => Promise<Index>;

  const releaseOf = (schema: string): Release => ({ listSchema: "plaza", schema, series: "swords", chainId: CHAIN });
  const follow = (schema: string, timeout = 20_000) =>
    takeOver(url, releaseOf(schema), { timeout, signal: new AbortController().signal });
  const index = (schema: string, block: number) =>
    writer.query(`update ${schema}._ponder_checkpoint set latest_checkpoint = '${checkpoint(block)}'`);
  const hear = (at: number) =>
    writer.query(`update plaza_new._ponder_meta set value = value || '{"heartbeat_at": ${at}}'`);
  const told = async ({ db, head, release }: Index) => {
    const { rows } = (await db.execute("select name from item")) as unknown as { rows: { name: string }[] };
    return [release, head.block, rows[0]?.name];
  };
  /** As Ponder answers by itself. */
  const ask = async () => (await pool.query("select name from item")).rows[0].name;

  before(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase("index");
    writer = new pg.Client({ connectionString: url });
    await writer.connect();
  });
  after(async () => {
    await writer?.end();
    await postgres?.close();
  });
  beforeEach(async () => {
    await writer.query(`drop schema if exists plaza, plaza_old, plaza_new cascade; create schema plaza;
      create table plaza.release (number bigint generated always as identity primary key, series text, schema text);
      insert into plaza.release (series, schema) values ('shields', 'plaza_other')`);
    for (const schema of ["plaza_old", "plaza_new"])
      await writer.query(`create schema ${schema};
        create table ${schema}._ponder_meta as select 'app' as key,
          jsonb '{"is_ready": 1, "is_locked": 1, "heartbeat_at": ${Date.now()}, "table_names": ["item"]}' as value;
        create table ${schema}._ponder_checkpoint as select ${CHAIN} as chain_id, '${checkpoint(5)}' as latest_checkpoint;
        create table ${schema}.item as select '${schema}' as name`);
    pool = new pg.Pool({ connectionString: url });
    pool.on("error", () => {});
    openIndex = followReleases(pool, { listSchema: "plaza", series: "swords", chainId: CHAIN });
  });
  afterEach(() => pool.end());

  it("are none at first: nobody is answered from another series", async () => {
    expect(String(await openIndex().catch(String))).to.include("No writer has read the chain's history yet");
    expect(String(await ask().catch(String))).to.include("No writer has read the chain's history yet");
    expect(await follow("plaza_old")).to.equal(true);
    expect(await told(await openIndex())).to.deep.equal(["plaza_old", 5n, "plaza_old"]);
    expect(await ask()).to.equal("plaza_old");
  });

  it("follow one another once the next has come as far, and what was begun ends with the one that it began with", async () => {
    await follow("plaza_old");
    const begun = await openIndex();
    await index("plaza_old", 7);
    await index("plaza_new", 6);
    expect(String(await follow("plaza_new", 0).catch(String))).to.include("not come as far");
    await writer.query("update plaza_new._ponder_meta set value = value || '{\"is_ready\": 0}'");
    await index("plaza_new", 7);
    expect(String(await follow("plaza_new", 0).catch(String))).to.include("not come as far");
    await writer.query("update plaza_new._ponder_meta set value = value || '{\"is_ready\": 1}'");

    const listener = new pg.Client({ connectionString: url });
    await listener.connect();
    try {
      await listener.query("listen plaza_live_query");
      const heard = new Promise((resolve) => listener.once("notification", ({ payload }) => resolve(payload)));
      expect(await follow("plaza_new")).to.equal(true);
      expect(await heard).to.equal('["item"]');
    } finally {
      await listener.end();
    }
    expect(await told(await openIndex())).to.deep.equal(["plaza_new", 7n, "plaza_new"]);
    expect(await ask()).to.equal("plaza_new");
    expect(await told(begun)).to.deep.equal(["plaza_old", 5n, "plaza_old"]);
  });

  it("hold back the one that answers while the next one follows, and wait for a block that it is in the midst of", async () => {
    await follow("plaza_old");
    await writer.query("begin");
    await index("plaza_old", 6);
    const following = follow("plaza_new");
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    try {
      await until("it waits", async () => {
        const { rowCount } = await other.query("select from pg_locks where not granted");
        return rowCount !== 0;
      });
      await writer.query("commit");
      expect((await openIndex()).release).to.equal("plaza_old");
      await index("plaza_new", 6);
      expect(await following).to.equal(true);
    } finally {
      await other.end();
    }
  });

  it("are found by who was not asked while one was followed and dropped", async () => {
    await follow("plaza_old");
    await openIndex();
    await follow("plaza_new");
    await writer.query("drop schema plaza_old cascade");
    expect(await told(await openIndex())).to.deep.equal(["plaza_new", 5n, "plaza_new"]);
  });

  it("are not waited for in the midst of a block of the next one's own, which holds nobody back", async () => {
    await follow("plaza_old");
    await writer.query("begin");
    await index("plaza_new", 6);
    expect(await follow("plaza_new", 0)).to.equal(true);
    await writer.query("commit");
  });

  it("are not held back for long by a follower that falls silent before it is done", async () => {
    await follow("plaza_old");
    const silent = await silence(url, "insert into");
    const following = takeOver(silent.url, releaseOf("plaza_new"), {
      timeout: 20_000,
      signal: new AbortController().signal,
    });
    following.catch(() => {});
    try {
      await silent.fallen;
      await index("plaza_old", 6);
    } finally {
      silent.close();
    }
    expect(await following.catch(String)).to.include("terminated");
    expect((await openIndex()).release).to.equal("plaza_old");
  });

  it("are not followed over a connection that is lost meanwhile, which ends the try and not the process", async () => {
    await follow("plaza_old");
    await index("plaza_old", 6);
    const following = follow("plaza_new");
    following.catch(() => {});
    await until("it is idle between two tries and cut off", async () => {
      const { rowCount } = await writer.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query = 'rollback' and state = 'idle'",
      );
      return rowCount !== 0;
    });
    expect(await following.catch(String)).to.match(/terminat|not queryable/);
  });

  it("are found over a connection that a stranger has had look elsewhere", async () => {
    await follow("plaza_old");
    await openIndex();
    await pool.query("select set_config('search_path', 'plaza_new', false)");
    expect(await told(await openIndex())).to.deep.equal(["plaza_old", 5n, "plaza_old"]);
    expect(await ask()).to.equal("plaza_old");
  });

  it("come back when the writer of what followed ended without a word, once it is given up on", async () => {
    await follow("plaza_old");
    await follow("plaza_new");
    await hear(Date.now() - 24_500);
    expect(await follow("plaza_old")).to.equal(true);
    expect((await openIndex()).release).to.equal("plaza_old");
  });

  it("do not come back by a mere restart, but when what followed is gone", async () => {
    await follow("plaza_old");
    await follow("plaza_new");
    let answers: boolean | undefined;
    const restarted = follow("plaza_old").then((outcome) => {
      answers = outcome;
    });
    await until("the other's writer is heard of", async () => {
      await hear(Date.now());
      return answers !== undefined;
    });
    await restarted;
    expect(answers).to.equal(false);
    expect((await openIndex()).release).to.equal("plaza_new");
    await writer.query("update plaza_new._ponder_meta set value = value || '{\"is_locked\": 0}'");
    expect(await follow("plaza_old")).to.equal(true);
    expect((await openIndex()).release).to.equal("plaza_old");
    expect(await follow("plaza_old")).to.equal(true);
    expect((await writer.query("select from plaza.release where series = 'swords'")).rowCount).to.equal(3);
  });
});
