import { DatabaseRefusedError, type RunningIndexer, startIndexer, startReader } from "@plaza/indexer/launch";
import { buySync, createFeedClient, createGraphqlClient, type TradeEvent } from "@plaza/sdk";
import { expect } from "chai";
import pg from "pg";
import { parseEther } from "viem";
import { releaseSchema } from "../../indexer/launch/postgres.ts";
import { freePort } from "../../relayer/src/testing/freePort.ts";
import { startPostgres, type TestPostgres } from "../../relayer/src/testing/postgres.ts";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, startTestChain } from "../helpers/chain.ts";
import { expectMirror } from "../helpers/indexMirror.ts";
import { openMarket } from "../helpers/market.ts";
import { type Replica, startReplica } from "../helpers/replica.ts";
import { startAll } from "../helpers/startAll.ts";
import { until } from "../helpers/until.ts";

const { alice, bob, carol } = actors;

/** Schema of what is known of items that are not Plaza's own. */
const METADATA = "plaza_metadata_31337";

describe("the indexer on Postgres", function () {
  this.timeout(120_000);
  let postgres: TestPostgres;
  let replica: Replica;
  let chain: Chain;
  let market: ReturnType<typeof openMarket>;
  let url: string;
  /** The same, as an account that may only read. */
  let readUrl: string;
  let database: pg.Client;
  let writer: RunningIndexer;
  /** One reads from the database that is written, the other from its replica. */
  let readers: RunningIndexer[] = [];

  const settings = () => {
    const { rpcUrl, deploymentFolder } = chain;
    return { rpcUrl, deploymentFolder, resume: true, postgres: { url, statementTimeout: 2_000 } };
  };
  const ask = async <Data>(indexer: RunningIndexer, query: string): Promise<Data> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(indexer.url, { method: "POST", headers, body: JSON.stringify({ query }) });
    return (await response.json()) as Data;
  };
  /** What a path below the indexer's answers to a statement. */
  const sql = async (indexer: RunningIndexer, statement: string) => {
    const root = indexer.url.replace(/\/graphql$/, "");
    const query = encodeURIComponent(JSON.stringify({ json: { sql: statement, params: [] } }));
    const response = await fetch(`${root}/sql/db?sql=${query}`);
    return { ok: response.ok, text: await response.text() };
  };
  const sell = async () => {
    const { marketplace } = chain.deployment;
    const terms = await market.listSword(alice, 500n);
    const { receipt } = await buySync(market.as(bob), { marketplace, terms, maxTotal: 500n });
    return receipt.blockNumber;
  };
  const salesOf = async (indexer: RunningIndexer) =>
    (await createGraphqlClient({ url: indexer.url }).getTrades({ first: 1 })).totalCount;
  const all = () => [writer, ...readers];
  /** Schemas of writers. */
  const schemas = async (): Promise<string[]> => {
    const { rows } = await database.query(
      `select nspname as name from pg_namespace where nspname like 'plaza\\_%' and nspname <> '${METADATA}'`,
    );
    return (rows as { name: string }[]).map(({ name }) => name);
  };

  before(async () => {
    postgres = await startPostgres({ fsync: "off", wal_level: "replica" });
    url = await postgres.createDatabase("index");
    database = new pg.Client({ connectionString: url });
    await database.connect();
    readUrl = url.replace("plaza@", "reader@");
    [replica, chain] = await startAll([startReplica(postgres, await freePort()), startTestChain()]);
    market = openMarket(chain);
    await market.registerSword("Longsword", "M0 0h9v9z");
    for (const account of [alice, bob]) await market.fund(account, parseEther("1000"));
    await sell();
    writer = await startIndexer(settings());
    await database.query("create role reader login; grant plaza_reader to reader");
    const { postgres: own, ...rest } = settings();
    const read = (from: string) => startReader({ ...rest, postgres: { ...own, readUrl: from } });
    readers = await startAll([read(readUrl), read(replica.urlOf(readUrl))]);
  });
  after(async () => {
    for (const indexer of [...readers, writer]) await indexer?.close();
    await database?.end();
    await replica?.close();
    await postgres?.close();
    await chain?.close();
  });

  it("lets a page from anywhere ask, be its answer new or kept", async () => {
    const headers = { "content-type": "application/json", origin: "http://127.0.0.1:1" };
    const body = JSON.stringify({ query: "{ listings(first: 7) { totalCount } }" });
    for (const found of ["MISS", "HIT"]) {
      const response = await fetch(writer.url, { method: "POST", headers, body });
      expect(response.headers.get("x-cache")).to.equal(found);
      expect(response.headers.get("access-control-allow-origin")).to.equal("*");
    }
  });

  it("answers the same from the writer, a reader, and a reader of a replica", async () => {
    const block = await sell();
    for (const indexer of all()) {
      await createGraphqlClient({ url: indexer.url }).waitForBlock(block);
      await expectMirror(
        chain,
        indexer.url,
        [alice, bob, carol].map(({ address }) => address),
      );
      expect(await salesOf(indexer)).to.equal(2);
    }
  });

  it("says how far a replica is behind, and of the database that is written that it is not one", async () => {
    const lag = async (indexer: RunningIndexer) => {
      type Answer = { data: { _meta: { block: string; replicaLagSeconds: number | null } } };
      return (await ask<Answer>(indexer, "{ _meta { block replicaLagSeconds } }")).data._meta;
    };
    const [direct, replicated] = readers as [RunningIndexer, RunningIndexer];
    expect((await lag(writer)).replicaLagSeconds).to.equal(null);
    expect((await lag(direct)).replicaLagSeconds).to.equal(null);
    await until("the replica is even", async () => (await lag(replicated)).replicaLagSeconds === 0);
    replica.pause();
    const block = await sell();
    await createGraphqlClient({ url: direct.url }).waitForBlock(block);
    await until("it lags", async () => Number((await lag(replicated)).replicaLagSeconds) > 0.2);
    expect(BigInt((await lag(replicated)).block) < block).to.equal(true);
    replica.resume();
    await createGraphqlClient({ url: replicated.url }).waitForBlock(block);
  });

  it("serves no SQL as the account that writes", async () => {
    const { ok, text } = await sql(writer, "select 1");
    expect([ok, text]).to.satisfy(([ok, text]: [boolean, string]) => !ok && text.includes("DATABASE_READ_URL"));
  });

  it("starts on no connection string that lifts the guard of its connections", async () => {
    const { postgres: own, ...rest } = settings();
    const lifted = { ...own, readUrl: `${readUrl}?options=-c%20work_mem%3D64MB` };
    expect(String(await startReader({ ...rest, postgres: lifted }).catch(String))).to.include("Questions would run as");
  });

  it("answers as a role that may only read, whatever asks, and its account may do no more", async () => {
    for (const indexer of readers) {
      expect((await sql(indexer, "select current_user as role")).text).to.include('"plaza_reader"');
      for (const statement of [
        "delete from trade",
        "with gone as (delete from trade returning *) select * from gone",
        "select set_config('role', 'plaza', false)",
        "create table mine (id int)",
        "select 1; delete from trade",
        "commit; begin read write; set local role none; create table mine (id int); commit",
        "select * into mine from trade",
        "select pg_sleep(10)",
      ])
        expect((await sql(indexer, statement)).ok, statement).to.equal(false);
    }
    // And past Ponder's look at the statement too, with the role given up.
    const schemas = await database.query("select nspname as name from pg_namespace where nspname like 'plaza%'");
    const account = new pg.Client({ connectionString: readUrl });
    await account.connect();
    try {
      for (const { name } of schemas.rows as { name: string }[])
        for (const statement of [
          ...(name === METADATA
            ? [`delete from "${name}".trait`, `update "${name}".metadata set status = 'OK'`, `truncate "${name}".heard`]
            : name === "plaza"
              ? ["delete from plaza.release", "insert into plaza.release (series, schema) values ('', '')"]
              : [`delete from "${name}".trade`, `update "${name}".account set credits = 1`, `truncate "${name}".item`]),
          `create table "${name}".mine (id int)`,
        ])
          expect(String(await account.query(statement).catch((error: unknown) => error)), statement).to.include(
            "permission denied",
          );
      expect(schemas.rows).to.deep.include({ name: "plaza" });
      expect(schemas.rows).to.deep.include({ name: METADATA });
      expect((await account.query(`select from "${METADATA}".metadata`)).rowCount).to.equal(0);
    } finally {
      await account.end();
    }
    expect(await salesOf(writer)).to.equal(3);
  });

  it("gives up on what takes the database too long, and says so", async () => {
    const [reader] = readers as [RunningIndexer];
    const everything = Array.from({ length: 12 }, (_, at) => `ledger_entry as e${at}`).join(", ");
    const refused = await sql(reader, `select count(*) from ${everything}`);
    expect([refused.ok, refused.text]).to.deep.equal([false, "canceling statement due to statement timeout"]);

    await database.query(`begin; lock table "${(await schemas())[0]}".trade`);
    try {
      type Answer = { errors: { extensions: { code: string } }[] };
      const { errors } = await ask<Answer>(reader, "{ trades { totalCount } }");
      expect(errors.map(({ extensions }) => extensions.code)).to.deep.equal(["QUERY_TIMEOUT"]);
    } finally {
      await database.query("rollback");
    }
    expect(await salesOf(reader)).to.equal(3);
  });

  it("lets no second writer write, and no stranger read", async () => {
    const second = await startIndexer(settings()).catch((error: unknown) => error);
    expect(second).to.be.instanceOf(DatabaseRefusedError);
    expect(String(second)).to.include("Another writer is at work");
    await database.query("create role stranger login");
    const { postgres: own, ...rest } = settings();
    const strangers = { ...own, readUrl: url.replace("plaza@", "stranger@") };
    const refused = await startReader({ ...rest, postgres: strangers }).catch(String);
    expect(refused).to.include("no member of the role plaza_reader");
    await database.query("grant plaza_reader to stranger");
    const reader = await startReader({ ...rest, postgres: strangers });
    try {
      expect(await salesOf(reader)).to.equal(3);
    } finally {
      await reader.close();
    }
  });

  it("goes on where it was when the writer has ended, and no reader tells more than it has meanwhile", async () => {
    await writer.close();
    // As one leaves it that was killed: the next would wait for it.
    const [schema] = await schemas();
    const lockedAt = Date.now();
    await database.query(
      `update "${schema}"._ponder_meta set value = value || '{"is_locked": 1, "heartbeat_at": ${lockedAt}}'`,
    );
    const isLocked = async () => {
      const { rows } = await database.query(`select value->>'is_locked' as locked from "${schema}"._ponder_meta`);
      return (rows[0] as { locked: string }).locked;
    };
    await releaseSchema(url, schema ?? "", lockedAt - 1);
    expect(await isLocked(), "another's").to.equal("1");
    await releaseSchema(url, schema ?? "", lockedAt);
    expect(await isLocked()).to.equal("0");
    const { marketplace } = chain.deployment;
    const before = await Promise.all(readers.map(salesOf));
    expect(before).to.deep.equal([3, 3]);
    const terms = await market.listSword(alice, 500n);
    await buySync(market.as(bob), { marketplace, terms, maxTotal: 500n });
    writer = await startIndexer(settings());
    const block = await sell();
    for (const indexer of all()) {
      await createGraphqlClient({ url: indexer.url }).waitForBlock(block);
      expect(await salesOf(indexer)).to.equal(5);
    }
  });

  it("is followed by another release: no question fails, no row or block that was seen is gone, and who listens hears all", async () => {
    const old = writer;
    const [schema] = await schemas();
    let isAsked = true;
    /** Asks the readers all the time, in turn, what may be kept and what may not. */
    const watch = async () => {
      type Told = { data?: { _meta: { block: string }; trades: { totalCount: number } }; errors?: unknown };
      const seen = readers.map(() => ({ block: 0n, trades: 0, answers: 0, slowest: 0 }));
      while (isAsked)
        for (const [at, reader] of readers.entries())
          for (const meta of ["block", "block replicaLagSeconds"]) {
            const began = performance.now();
            const query = `{ _meta { ${meta} } trades(first: 1) { totalCount nodes { id } } }`;
            const { data, errors } = await ask<Told>(reader, query);
            const last = seen[at] as (typeof seen)[number];
            if (!data) throw new Error(JSON.stringify(errors));
            const [block, trades] = [BigInt(data._meta.block), data.trades.totalCount];
            if (block < last.block || trades < last.trades)
              throw new Error(`After ${last.trades} trades at block ${last.block}, ${trades} at ${block}.`);
            const slowest = Math.max(last.slowest, performance.now() - began);
            seen[at] = { block, trades, answers: last.answers + 1, slowest };
          }
      return seen;
    };
    const soldBySql = async (reader: RunningIndexer) => {
      const { text } = await sql(reader, "select count(*) as sales from trade");
      return Number(/"sales":"?(\d+)/.exec(text)?.[1]);
    };

    const stop = new AbortController();
    const heard = readers.map((): TradeEvent[] => []);
    const statuses = readers.map((): string[] => []);
    for (const [at, { url }] of readers.entries())
      createFeedClient({ url }).watchTrades({
        signal: stop.signal,
        onStatus: (status) => statuses[at]?.push(status),
        onEvent: (event) => heard[at]?.push(event),
      });
    await until("they listen", async () => statuses.every((all) => all.includes("live")));
    const before = await salesOf(old);
    // Kept from now on, until it is told that the table changed.
    expect(await soldBySql(readers[0] as RunningIndexer)).to.equal(before);
    const watching = watch();
    watching.catch(() => {});
    let sold = 0;
    try {
      const { postgres: own, ...rest } = settings();
      let isOver = false;
      const starting = startIndexer({ ...rest, postgres: { ...own, release: "next" } }).finally(() => {
        isOver = true;
      });
      starting.catch(() => {});
      for (; !isOver; sold += 1) await createGraphqlClient({ url: old.url }).waitForBlock(await sell());
      writer = await starting;
      // Both write, one is read.
      await sell();
      await old.close();
      const { rows } = await database.query("select schema from plaza.release order by number");
      expect((rows as { schema: string }[]).map((row) => row.schema === schema)).to.deep.equal([true, false]);
      await database.query(`drop schema "${schema}" cascade`);
      const block = await sell();
      sold += 2;
      for (const reader of readers) {
        await createGraphqlClient({ url: reader.url }).waitForBlock(block);
        expect(await salesOf(reader)).to.equal(before + sold);
        await until("SQL tells the same", async () => (await soldBySql(reader)) === before + sold);
        const body = JSON.stringify({ query: '{ trade(id: "none") { id } }' });
        const headers = { "content-type": "application/json" };
        const raw = await fetch(`${reader.url}/raw`, { method: "POST", headers, body });
        expect(await raw.json()).to.deep.equal({ data: { trade: null } });
      }
      await until("they have heard all", async () => heard.every((events) => events.length >= sold));
    } finally {
      isAsked = false;
      stop.abort();
      await old.close();
    }
    for (const { slowest, answers } of await watching) {
      expect(slowest).to.be.below(5_000);
      expect(answers).to.be.above(50);
    }
    for (const events of heard) {
      expect(new Set(events.map(({ change }) => change))).to.deep.equal(new Set(["ADDED"]));
      expect(new Set(events.map(({ id }) => id))).to.have.property("size", sold);
      expect(events).to.have.length(sold);
    }
    for (const all of statuses) expect(all.filter((status) => status === "live")).to.have.length(1);
    await expectMirror(
      chain,
      readers[0]?.url ?? "",
      [alice, bob, carol].map(({ address }) => address),
    );
  });
});
