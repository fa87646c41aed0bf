import { db } from "ponder:api";
import schema from "ponder:schema";
import { Hono } from "hono";
import { client, graphql } from "ponder";
import type { Hex } from "viem";
import { readSettings } from "../../config/settings.ts";
import { createBookReader } from "./book.ts";
import { createHeadReader } from "./head.ts";
import { createLiveReader } from "./live.ts";
import { createCursorCodec } from "./query/cursor.ts";
import type { Database } from "./query/database.ts";
import { createGraphqlApp } from "./server.ts";

const { deployment, relayerUrl } = readSettings(process.env);
const { chainId, marketplace } = deployment;
const database: Database = db;

const app = new Hono();

app.route(
  "/",
  createGraphqlApp({
    db: database,
    escrow: marketplace.toLowerCase() as Hex,
    cursors: createCursorCodec(`${chainId}:${marketplace}`),
    readHead: createHeadReader(database, chainId),
    readAuctions: relayerUrl === undefined ? undefined : createLiveReader(relayerUrl),
    readOffers: relayerUrl === undefined ? undefined : createBookReader(relayerUrl),
  }),
);

// Ponder's generated schema. Its page for browsers loads scripts from a CDN, so only queries are let through.
const raw = graphql({ db, schema });
app.post("/graphql/raw", raw);
app.get("/graphql/raw", (c) =>
  c.text("POST queries to Ponder's generated schema here. A page to explore with is at /graphql.\n", 405),
);

app.use("/sql/*", client({ db, schema }));

export default app;
