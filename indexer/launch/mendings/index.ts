import { actions } from "./actions.ts";
import { cache } from "./cache.ts";
import { client } from "./client.ts";
import { config } from "./config.ts";
import { events } from "./events.ts";
import { historical } from "./historical.ts";
import { multichain } from "./multichain.ts";
import { realtime } from "./realtime.ts";
import type { Mending } from "./replacing.ts";
import { rows } from "./rows.ts";
import { rpc } from "./rpc.ts";
import { sqlParse } from "./sqlParse.ts";
import { store } from "./store.ts";
import { syncStore } from "./syncStore.ts";

/** What is wrong in the release of Ponder that package.json pins (docs/decisions/0052-ponder-is-mended-as-it-is-loaded.md). */
export const mendings: readonly Mending[] = [
  ...[config, rpc, historical, syncStore, events, realtime],
  ...[multichain, store, rows, cache, actions, client, sqlParse],
];
