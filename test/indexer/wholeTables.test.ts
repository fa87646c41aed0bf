import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningIndexer, startIndexer } from "@plaza/indexer/launch";
import { buySync, createGraphqlClient, defineResourcesSync, registerKindsSync } from "@plaza/sdk";
import { expect } from "chai";
import pg from "pg";
import { parseEther } from "viem";
import { startPostgres, type TestPostgres } from "../../relayer/src/testing/postgres.ts";
import type { Chain } from "../../scripts/lib/chain.ts";
import { actors, startTestChain } from "../helpers/chain.ts";
import { openMarket } from "../helpers/market.ts";
import { actAtRandom, type Stock, seeded } from "../helpers/randomMarket.ts";
import { startAll } from "../helpers/startAll.ts";
import { type RpcCall, type TappedRpc, tapRpc } from "../helpers/tappedRpc.ts";
import { expectTotals } from "../helpers/totals.ts";
import { type Ask, byHttp, readWholeIndex } from "../helpers/wholeIndex.ts";

const { admin, alice, bob, carol } = actors;

/** Something that is waited for until it is opened. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Whether somebody asks for more of a block that the node told of. */
const isOfSeenBlock = ({ method, params }: RpcCall): boolean =>
  method === "eth_getBlockByHash" || (method === "eth_getLogs" && "blockHash" in ((params ?? [{}])[0] as object));

describe("whole tables of the index, after what a chain can do to it", function () {
  this.timeout(150_000);
  const seed = Number(process.env.PLAZA_INDEX_SEED ?? Date.now() % 2 ** 31);
  const random = seeded(seed);
  let postgres: TestPostgres;
  let chain: Chain;
  /** Where those that live through it all ask for the chain. */
  let rpc: TappedRpc;
  let market: ReturnType<typeof openMarket>;
  let stock: Stock = { listings: [], auctions: [] };
  let folder: string;
  /** One on Postgres, one embedded: both live through all that happens. */
  let indexers: RunningIndexer[] = [];
  let database: pg.Client;

  const start = async () => {
    const common = { rpcUrl: rpc.url, deploymentFolder: chain.deploymentFolder, resume: true };
    const url = `postgres://plaza@127.0.0.1:${postgres.port}/survivor`;
    indexers = await startAll([
      startIndexer({ ...common, postgres: { url } }),
      startIndexer({ ...common, dataDir: join(folder, "embedded") }),
    ]);
  };
  const stop = async () => {
    await Promise.all(indexers.splice(0).map((indexer) => indexer.close()));
  };
  const act = async (times: number) => {
    for (let time = 0; time < times; time += 1) await actAtRandom(chain, market, stock, random);
  };
  /** Takes the chain back and lets something else happen. The chain grows longer than it was, as forks do that win. */
  const fork = async (before: number, after: number, meanwhile = async () => {}) => {
    const saved: Stock = { listings: stock.listings.map((one) => ({ ...one })), auctions: [...stock.auctions] };
    const id = await market.time.snapshot();
    await act(before);
    await meanwhile();
    const height = await market.time.getBlockNumber({ cacheTime: 0 });
    await market.time.revert({ id });
    stock = saved;
    await act(after);
    while ((await market.time.getBlockNumber({ cacheTime: 0 })) <= height) await act(1);
  };
  const caughtUp = async () => {
    const block = await market.time.getBlockNumber({ cacheTime: 0 });
    for (const { url } of indexers) await createGraphqlClient({ url }).waitForBlock(block, { timeout: 60_000 });
  };
  /** Holds every table of those that lived through it against one that has seen nothing but the chain as it is, and that one's sums against the chain. */
  const expectAsFresh = async () => {
    await caughtUp();
    const { rpcUrl, deploymentFolder } = chain;
    const indexer = await startIndexer({ rpcUrl, deploymentFolder });
    try {
      const expected = await readWholeIndex(byHttp(indexer.url));
      const rows = Object.values(expected).reduce((sum, table) => sum + table.length, 0);
      expect(rows).to.be.above(50);
      expect(expected.ledger_entry).to.have.length.above(10);
      await expectTotals(chain, byHttp(indexer.url));
      const inPostgres: Ask = async (statement) => (await database.query(statement)).rows;
      for (const ask of [inPostgres, byHttp(indexers[1]?.url ?? "")])
        expect(await readWholeIndex(ask), `PLAZA_INDEX_SEED=${seed}`).to.deep.equal(expected);
    } finally {
      await indexer.close();
    }
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "plaza-whole-"));
    postgres = await startPostgres();
    database = new pg.Client({ connectionString: await postgres.createDatabase("survivor") });
    await database.connect();
    chain = await startTestChain();
    rpc = await tapRpc(chain.rpcUrl);
    market = openMarket(chain);
    await market.registerSword("Longsword", "M0 0h9v9z");
    const token = chain.deployment.gameResources;
    await registerKindsSync(market.as(admin), { token, kinds: [{ kind: 3, name: "Potion", icon: "M0 0h1v1z" }] });
    const resources = [{ kind: 3, itemType: "GEAR", rarity: "COMMON" } as const];
    await defineResourcesSync(market.as(admin), { token, resources });
    for (const account of [alice, bob, carol]) await market.fund(account, parseEther("1000"));
    const terms = await market.listSword(alice, 500n);
    await buySync(market.as(bob), { marketplace: chain.deployment.marketplace, terms, maxTotal: 500n });
    await act(10);
    await start();
    const { rows } = await database.query("select schema from plaza.release");
    await database.query(`set search_path = "${(rows[0] as { schema: string }).schema}"`);
  });
  after(async () => {
    await stop();
    await rpc?.close();
    await chain?.close();
    await database?.end();
    await postgres?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("are those of a fresh index after a short and a long reorganization", async () => {
    await act(5);
    await fork(1, 2, caughtUp);
    await fork(12, 8, caughtUp);
    await expectAsFresh();
  });

  it("are those of a fresh index when a reorganization was taken back while it was read, and nothing came after", async () => {
    const [seen, asked, over] = [gate(), gate(), gate()];
    await fork(2, 1, async () => {
      await caughtUp();
      rpc.tap = () => seen.opened;
    });
    await fork(2, 3, async () => {
      rpc.tap = async (call) => {
        if (!isOfSeenBlock(call)) return;
        asked.open();
        await over.opened;
      };
      seen.open();
      await asked.opened;
    });
    rpc.tap = async () => {};
    over.open();
    await expectAsFresh();
  });

  it("are those of a fresh index when the chain was reorganized while nobody looked", async () => {
    await fork(6, 7, async () => {
      await caughtUp();
      await stop();
    });
    await start();
    await act(2);
    await expectAsFresh();
  });
});
