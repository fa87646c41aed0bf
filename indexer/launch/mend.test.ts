import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { expect } from "chai";
import { getTableColumns } from "drizzle-orm";
import { drizzle, type PgliteClient } from "drizzle-orm/pglite";
import { type EIP1193Parameters, type Hex, keccak256, toHex } from "viem";
import * as schema from "../ponder.schema.ts";
import { alice, bob, escrow, swords } from "../testing/shop.ts";
import "./mend.ts";
import { byTopic } from "./mended/byTopic.ts";
import { copyTextOf } from "./mended/copyText.ts";
import { copyOf } from "./mended/rows.ts";
import { mendings } from "./mendings/index.ts";

type Header = { number: Hex; hash: Hex; parentHash: Hex; timestamp: Hex; logsBloom: Hex; transactions: [] };
type Told = { type: "block" | "reorg" | "finalize"; block: Header };
type Request = EIP1193Parameters;

const silent = { debug() {}, info() {}, trace() {}, warn() {}, child: () => silent };
const common = {
  logger: silent,
  shutdown: { isKilled: false, add() {} },
  metrics: new Proxy({}, { get: () => ({ inc() {}, observe() {} }) }),
  options: { databaseMaxQueryParameters: 16_000, indexingCacheMaxBytes: 1e9 },
};
const chain = { id: 31_337, name: "plaza", finalityBlockCount: 30, pollingInterval: 100 };

/** A part of Ponder that is no export of its own, as the indexer's process has it. */
const load = (file: string) =>
  import(new URL(`./${file}`, import.meta.resolve("ponder").replace(/index\.js$/, "")).href);

/** So many blocks on top of one; a branch's name tells them from those of another. */
function grow(parent: Header, branch: string, count: number): Header[] {
  const blocks: Header[] = [];
  for (let last = parent; blocks.length < count; last = blocks.at(-1) as Header) {
    const number = toHex(Number(last.number) + 1);
    blocks.push({ ...last, number, hash: keccak256(toHex(`${branch} ${number}`)), parentHash: last.hash });
  }
  return blocks;
}

const genesis: Header = {
  ...{ number: "0x0", hash: keccak256("0x00"), parentHash: keccak256("0x01"), timestamp: "0x1" },
  // None is set: whoever looks for something has to ask.
  ...{ logsBloom: `0x${"0".repeat(512)}`, transactions: [] },
};

/** A block of two transactions and three logs, with what can be missing missing here and there. */
function madeUp() {
  const hash = (digit: string): Hex => `0x${digit.repeat(64)}`;
  const header = {
    ...{
      ...genesis,
      number: "0x5",
      miner: escrow,
      gasUsed: "0x10",
      gasLimit: "0x20",
      stateRoot: hash("1"),
      extraData: "0x",
    },
    ...{
      receiptsRoot: hash("2"),
      transactionsRoot: hash("3"),
      sha3Uncles: hash("4"),
      size: "0x400",
      difficulty: "0x0",
    },
    ...{ nonce: "0x0000000000000000", mixHash: hash("5"), baseFeePerGas: "0x7", totalDifficulty: null },
  };
  const place = { blockNumber: "0x5", blockHash: header.hash };
  const transaction = {
    ...{
      ...place,
      transactionIndex: "0x0",
      hash: hash("6"),
      from: alice,
      to: bob,
      input: "0x12",
      value: toHex(2n ** 90n),
    },
    ...{ nonce: "0x1", r: "0x1", s: "0x2", v: "0x1b", type: "0x2", gas: "0x5208", maxFeePerGas: "0x3" },
    ...{ maxPriorityFeePerGas: "0x1", accessList: [{ address: alice, storageKeys: [hash("7")] }] },
  };
  const bare = { ...transaction, transactionIndex: "0x1", hash: hash("8"), to: null, type: "0x0", gasPrice: "0x9" };
  const log = (index: number, topics: Hex[], data: Hex) => ({
    ...{
      ...place,
      logIndex: toHex(index),
      transactionIndex: "0x0",
      transactionHash: hash("6"),
      address: swords,
      topics,
      data,
    },
  });
  return {
    ...header,
    transactions: [transaction, { ...bare, accessList: undefined, v: undefined }],
    logs: [log(0, [], "0x"), log(1, [hash("a"), hash("b")], "0x1234"), log(2, ["a", "b", "c", "d"].map(hash), "0x")],
  };
}

type Run = (db: unknown) => Promise<unknown>;

describe("Ponder, mended as it is loaded", () => {
  const client = new PGlite();
  const statements: string[] = [];
  const logger = { logQuery: (statement: string) => statements.push(statement) };
  // The driver's type names another version of PGlite, whose methods are the same.
  const db = drizzle(client as unknown as PgliteClient, { casing: "snake_case", logger });
  /** Asks the database as Ponder's parts do. */
  const qb = {
    ...{ $dialect: "pglite", $client: client, raw: db },
    wrap: async (first: unknown, second?: unknown) => ((typeof first === "function" ? first : second) as Run)(db),
  };
  before(async function () {
    this.timeout(60_000);
    const { getSql } = await load("drizzle/kit/index.js");
    await client.exec(
      "create schema ponder_sync; create sequence operation_id; create sequence ponder_sync.operation_id",
    );
    for (const tables of [schema, await load("sync-store/schema.js")]) {
      const sql = getSql(tables) as Record<"enums" | "tables", { sql: string[] }>;
      for (const statement of [...sql.enums.sql, ...sql.tables.sql]) await client.exec(statement);
    }
  });
  after(() => client.close());

  /** Follows a node, as Ponder does from the first block that it took for final. */
  async function follow() {
    const { createRealtimeSync } = await load("sync-realtime/index.js");
    const node = { chain: [genesis], fail: (_: Request) => {} };
    const request = async (asked: Request) => {
      node.fail(asked);
      const [key] = (asked.params ?? []) as [Hex];
      if (asked.method === "eth_getLogs") return [];
      return structuredClone(node.chain.find(({ hash, number }) => key === hash || key === number) ?? null);
    };
    const filter = { type: "log", address: undefined, topic0: null, topic1: null, topic2: null, topic3: null };
    const sync = createRealtimeSync({
      ...{ common, chain, rpc: { request }, syncProgress: { finalized: genesis }, childAddresses: new Map() },
      eventCallbacks: [{ filter }],
    });
    return {
      node,
      /** Shows the node's head once. Answers what is new by it, as `block 3` or `reorg 2`. */
      async poll(): Promise<string[]> {
        const told: string[] = [];
        for await (const event of sync.sync(structuredClone(node.chain.at(-1))) as AsyncIterable<Told>)
          told.push(`${event.type} ${Number(event.block.number)}`);
        return told;
      },
    };
  }
  const once = (method: string, nth = 1) => {
    let calls = 0;
    return (asked: Request) => {
      if (asked.method === method && ++calls === nth) throw new Error("unknown block");
    };
  };

  it("looks again at a block that it could not read, without waiting for another one", async () => {
    const { node, poll } = await follow();
    node.chain.push(...grow(genesis, "a", 1));
    node.fail = once("eth_getLogs");
    expect([await poll(), await poll(), await poll()]).to.deep.equal([[], ["block 1"], []]);
  });

  it("undoes all of a reorganization whose blocks were reorganized before it had seen them", async () => {
    const { node, poll } = await follow();
    const first = grow(genesis, "a", 4);
    node.chain = [genesis, ...first];
    expect(await poll()).to.have.length(4);
    // A branch from the second block on, which is gone when its second block is asked for; and then one from the third on.
    node.chain = [genesis, ...first.slice(0, 1), ...grow(first[0] as Header, "b", 4)];
    node.fail = once("eth_getBlockByHash", 2);
    expect(await poll()).to.deep.equal([]);
    node.chain = [genesis, ...first.slice(0, 3), ...grow(first[2] as Header, "c", 3)];
    expect(await poll()).to.deep.equal(["reorg 3", "block 4", "block 5", "block 6"]);
  });

  it("asks a node once for the logs of a block that the node does not know any more", async () => {
    const { createRpc } = await load("rpc/index.js");
    for (const message of [
      "unknown block",
      "blockHash cannot be found",
      "Block not found: hash 0xab",
      "header not found",
      "cannot query unfinalized block",
    ]) {
      let asked = 0;
      const request = async () => {
        asked += 1;
        throw Object.assign(new Error(message), { code: -32_000 });
      };
      const rpc = createRpc({ common, chain: { ...chain, rpc: () => ({ request }) } });
      const failed = rpc.request({ method: "eth_getLogs", params: [{ blockHash: genesis.hash }] }).catch(String);
      expect(await failed).to.include(message);
      expect(asked).to.equal(1);
    }
  });

  it("asks for heads without their transactions, and for no other head while it looks at one", async () => {
    const { createRpc } = await load("rpc/index.js");
    const { setInterval } = globalThis;
    let tick = async () => {};
    globalThis.setInterval = ((run: () => Promise<void>) => {
      tick = run;
    }) as never;
    try {
      let asked = 0;
      const request = async ({ params }: Request) => {
        expect(params).to.deep.equal(["latest", false]);
        asked += 1;
        return structuredClone(genesis);
      };
      const rpc = createRpc({ common, chain: { ...chain, rpc: () => ({ request }) } });
      const done: (() => void)[] = [];
      const onBlock = (head: object) => {
        // With transactions it would be taken for the whole block.
        expect(head).to.include({ hash: genesis.hash }).and.not.have.property("transactions");
        return new Promise<void>((resolve) => done.push(resolve));
      };
      rpc.subscribe({ onBlock, onError: () => {} });
      const [first, second] = [tick(), tick()];
      await Promise.race([first, second]);
      await tick();
      expect([asked, done.length]).to.deep.equal([2, 1]);
      done.pop()?.();
      await Promise.all([first, second]);
      void tick();
      while (done.length === 0) await new Promise(setImmediate);
      expect(asked).to.equal(3);
    } finally {
      globalThis.setInterval = setInterval;
    }
  });

  it("deletes rows together, and has of one that was deleted only what came after", async () => {
    const { createIndexingCache } = await load("indexing-store/cache.js");
    const table = schema.holding;
    const known = createIndexingCache({ common, schemaBuild: { schema }, crashRecoveryCheckpoint: [], eventCount: {} });
    known.qb = qb;
    const row = (itemId: string, quantity: bigint) => ({ account: alice, itemId, quantity, ordinal: 1 });
    const put = (itemId: string, quantity: bigint) =>
      known.set({ table, key: row(itemId, 0n), row: row(itemId, quantity), isUpdate: false });
    const remove = (itemId: string): Promise<boolean> => known.delete({ table, key: row(itemId, 0n) });
    const held = async () => {
      const rows = await db.select().from(table).orderBy(table.itemId);
      return rows.map(({ itemId, quantity }) => `${itemId} ${quantity}`);
    };
    for (const name of ["a", "b", "c", "d"]) put(name, 1n);
    await known.flush();
    expect(await held()).to.deep.equal(["a 1", "b 1", "c 1", "d 1"]);

    known.clear();
    put("e", 1n);
    expect([await remove("a"), await remove("b"), await remove("e"), await remove("f")]).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect([await remove("a"), await known.get({ table, key: row("a", 0n) })]).to.deep.equal([false, null]);
    put("b", 2n);
    expect(await remove("c")).to.equal(true);
    statements.length = 0;
    await known.flush();
    expect(statements.filter((statement) => /^delete/i.test(statement))).to.have.length(1);
    expect(await held()).to.deep.equal(["b 2", "d 1"]);

    expect(await remove("d")).to.equal(true);
    known.clear();
    await known.flush();
    expect(await held()).to.deep.equal(["b 2", "d 1"]);
  });

  it("writes a row that was inserted and then changed once, and one that was deleted again never", async () => {
    const { createIndexingCache } = await load("indexing-store/cache.js");
    const table = schema.account;
    const known = createIndexingCache({ common, schemaBuild: { schema }, crashRecoveryCheckpoint: [], eventCount: {} });
    known.qb = qb;
    const set = (address: Hex, credits: bigint, isUpdate: boolean) => {
      const row = { address, credits, spent: 0n, earned: 0n };
      known.set({ table, key: row, row, isUpdate });
    };
    const written = async () => {
      statements.length = 0;
      const changed: unknown[] = known.changed();
      await known.flush();
      const rows = await db.select().from(table);
      return {
        changed,
        writes: statements.filter((text) => !/^select/i.test(text)).length,
        rows: rows.map((row) => row.credits),
      };
    };
    expect(await written()).to.deep.equal({ changed: [], writes: 0, rows: [] });
    set(alice, 1n, false);
    set(alice, 2n, true);
    set(bob, 1n, false);
    expect(await known.delete({ table, key: { address: bob } })).to.equal(true);
    expect(await known.get({ table, key: { address: bob } })).to.equal(null);
    expect(await written()).to.deep.equal({ changed: [table], writes: 1, rows: [2n] });
    set(alice, 3n, true);
    expect(await written()).to.deep.equal({ changed: [table], writes: 1, rows: [3n] });
    // Deleted where it is, born again and deleted again: it is to be deleted all the same.
    await known.delete({ table, key: { address: alice } });
    set(alice, 4n, false);
    await known.delete({ table, key: { address: alice } });
    expect(await written()).to.deep.equal({ changed: [table], writes: 1, rows: [] });
  });

  it("brings rows into the form that the database has them in, and writes them, as it did before", async () => {
    const { normalizeRow } = await load("indexing-store/utils.js");
    const asItIs = await load("indexing-store/utils.js?as-it-is");
    const { getCopyText } = await load("indexing-store/cache.js");
    const item = {
      id: "a:1",
      token: alice,
      tokenId: 2n ** 200n,
      standard: "ERC721",
      name: "a\\tb\t\n",
      nameSearch: "",
    };
    const kind = {
      token: swords.toUpperCase().replace("0X", "0x"),
      id: 1,
      name: "zero\0",
      icon: "",
      words: "",
      trigrams: ["a,b", '"', "\\"],
    };
    for (const [table, row] of [
      [schema.item, { ...item, supply: 1n, mintedAt: 5, ordinal: 2 ** 40, power: -1, itemType: "WEAPON" }],
      [schema.kind, kind],
      [schema.collection, { address: "0x123", name: "x", standard: "ERC1155", official: false }],
    ] as const) {
      const normal = normalizeRow(table, { ...row }, false);
      expect(normal).to.deep.equal(asItIs.normalizeRow(table, { ...row }, false));
      const rows = [normal, { ...normal, name: "\\N" }];
      const entries = rows.map((one) => ({ row: one }));
      expect(copyTextOf(getTableColumns(table) as never, entries)).to.equal(getCopyText(table, rows));
    }
    expect(() => normalizeRow(schema.item, { id: "a:1" }, false)).to.throw("not-null");
  });

  it("tries with a log only the filters of its event", () => {
    const filters = ["0xaa", ["0xbb", "0xaa"], "0xcc", null, undefined].map((topic0) => ({ topic0 }));
    const ofTopic = byTopic(filters, (filter) => filter);
    const fitting = (topic: string | null) => ofTopic(topic).map((filter) => filters.indexOf(filter));
    expect([fitting("0xAA"), fitting("0xbb"), fitting("0xdd"), fitting(null)]).to.deep.equal([
      [0, 1, 3, 4],
      [1, 3, 4],
      [3, 4],
      [3, 4],
    ]);
  });

  it("hands out rows that nobody else has", () => {
    const row = { id: "a", trigrams: ["x"], nested: { deep: [1n] } };
    const copied = copyOf(row);
    expect(copied).to.deep.equal(row);
    copied.trigrams.push("y");
    copied.nested.deep.push(2n);
    expect(row).to.deep.equal({ id: "a", trigrams: ["x"], nested: { deep: [1n] } });
    const [again] = copyOf([row]);
    expect(again).to.deep.equal(row);
    expect(again === row).to.equal(false);
    expect(copyOf(null)).to.equal(null);
  });

  it("stores what it read of the chain as it did before", async () => {
    const block = JSON.parse(JSON.stringify(madeUp()));
    const stored = async (file: string) => {
      const { createSyncStore } = await load(file);
      const store = createSyncStore({ common, qb });
      for (let time = 0; time < 2; time += 1) {
        await store.insertBlocks({ blocks: [block], chainId: 31_337 });
        await store.insertTransactions({ transactions: block.transactions, chainId: 31_337 });
        await store.insertLogs({ logs: block.logs, chainId: 31_337 });
      }
      const found: unknown[] = [];
      for (const name of ["blocks", "transactions", "logs"]) {
        found.push((await client.query(`select * from ponder_sync.${name}`)).rows);
        await client.exec(`truncate ponder_sync.${name}`);
      }
      return found;
    };
    const mended = await stored("sync-store/index.js");
    expect(mended.map((rows) => (rows as object[]).length)).to.deep.equal([1, 2, 3]);
    // A query in its name, and nothing mends it.
    expect(mended).to.deep.equal(await stored("sync-store/index.js?as-it-is"));
  });

  it("takes no statement for another one that it found harmless", async () => {
    // The digests of both begin with the same ten digits.
    const harmless = "select 1462579";
    const harmful = `select set_config('search_path', '', false) as "488729"`;
    // Here it was loaded before it could be mended.
    const file = new URL("utils/sql-parse.js", import.meta.resolve("ponder")).href;
    const code = `const { validateAllowableSQLQuery: validate } = await import(${JSON.stringify(file)});
      await validate(${JSON.stringify(harmless)});
      await validate(${JSON.stringify(harmful)}).then(() => console.log("allowed"), ({ message }) => console.log(message));`;
    const mend = new URL("./mend.ts", import.meta.url).href;
    const args = ["--import", mend, "--input-type=module", "--eval", code];
    expect((await promisify(execFile)(process.execPath, args)).stdout).to.equal("Function call not supported\n");
  });

  it("fails where Ponder is not what it was", () => {
    for (const { mend } of mendings) expect(() => mend("export {};")).to.throw("look what of it is still wrong");
  });
});
