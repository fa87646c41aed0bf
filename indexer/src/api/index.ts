import { db } from "ponder:api";
import schema from "ponder:schema";
import { Hono } from "hono";
import { client, graphql } from "ponder";
import type { Hex } from "viem";
import { seriesOf } from "../../config/series.ts";
import { readSettings } from "../../config/settings.ts";
import { warmAnswers } from "./answers/keepAnswers.ts";
import { createRedisStore } from "./answers/redisStore.ts";
import { createMemoryStore } from "./answers/store.ts";
import { createBookReader } from "./book.ts";
import { createHeadReader, createSharedHeadReader } from "./head.ts";
import { createLiveReader } from "./live.ts";
import { startMetadata } from "./metadata/start.ts";
import { placeTables } from "./metadata/tables.ts";
import { createCursorCodec } from "./query/cursor.ts";
import type { Database } from "./query/database.ts";
import { checkReads, guardReads, onlyAnswers, ownSchema, postgresPools } from "./reading.ts";
import { failAtOnce, readOnly } from "./readOnly.ts";
import { followReleases, leaveSchemaOut } from "./releases.ts";
import { createGraphqlApp } from "./server.ts";
import { oneStatement, refuseSql } from "./sql.ts";
import { createWrittenReader } from "./written.ts";

const { deployment, relayerUrl, redisUrl, rpcUrl, trustedProxies, postgres, metadata } = readSettings(process.env);
const { chainId, marketplace } = deployment;
const database: Database = db;
// Before anything asks.
const pools = postgresPools();
if (pools && postgres) guardReads(pools.readonly, postgres);
failAtOnce(db);
const servesSql = !pools || !postgres || (await checkReads(pools, postgres));

placeTables(metadata.schema);
const readHead = (pools ? createSharedHeadReader : createHeadReader)(database, chainId);
const openOwn = async () => ({ db: database, head: await readHead(), release: ownSchema() });
const follows = pools && postgres && onlyAnswers();
if (follows) leaveSchemaOut(schema);
const openIndex = follows
  ? followReleases(pools.readonly, { listSchema: postgres.schema, series: seriesOf(deployment), chainId })
  : openOwn;
const { enabled: fills, ipfsGateway: gateway, schema: metadataSchema } = metadata;
const refresh = await startMetadata({ db: database, schema: metadataSchema, readHead, rpcUrl, gateway, fills });

const app = new Hono();
const prefix = `plaza:${chainId}:${marketplace.toLowerCase()}`;
const answers = redisUrl === undefined ? createMemoryStore() : createRedisStore(redisUrl, prefix);

app.route(
  "/",
  createGraphqlApp({
    openIndex,
    escrow: marketplace.toLowerCase() as Hex,
    cursors: createCursorCodec(`${chainId}:${marketplace}`),
    refresh,
    trustedProxies,
    answers,
    readAuctions: relayerUrl === undefined ? undefined : createLiveReader(relayerUrl),
    readOffers: relayerUrl === undefined ? undefined : createBookReader(relayerUrl),
    readWritten: relayerUrl === undefined ? undefined : createWrittenReader(relayerUrl),
  }),
);

// Ponder's generated schema. Its page for browsers loads scripts from a CDN, so only queries are let through.
const raw = graphql({ db, schema });
app.post("/graphql/raw", raw);
app.get("/graphql/raw", (c) =>
  c.text("POST queries to Ponder's generated schema here. A page to explore with is at /graphql.\n", 405),
);

if (servesSql) app.use("/sql/*", oneStatement, client({ db: pools ? db : readOnly(db), schema }));
else app.use("/sql/*", refuseSql);

// What is not there yet is not warmed; nobody waits for it.
void warmAnswers(answers, async (body) =>
  app.request("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body }),
).catch(() => {});

export default app;
