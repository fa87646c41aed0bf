import { printSchema } from "graphql";
import { builder } from "./builder.ts";
import "./query.ts";
import "./meta.ts";
import "./collection.ts";
import "./item.ts";
import "./search.ts";
import "./listing.ts";
import "./auction.ts";
import "./bid.ts";
import "./offer.ts";
import "./trade.ts";
import "./activity.ts";
import "./ledger.ts";
import "./account.ts";
import "./mutation.ts";
import "./subscription.ts";

/** The public GraphQL schema, its fields in the order in which they read best. */
export const schema = builder.toSchema({ sortSchema: false });

/** The schema as the committed `schema.graphql` has it. */
export const sdl = `${printSchema(schema)}\n`;
