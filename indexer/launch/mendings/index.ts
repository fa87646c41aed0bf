import { cache } from "./cache.ts";
import { realtime } from "./realtime.ts";
import type { Mending } from "./replacing.ts";
import { rpc } from "./rpc.ts";
import { syncStore } from "./syncStore.ts";

/** What is wrong in the release of Ponder that package.json pins (docs/decisions/0052-ponder-is-mended-as-it-is-loaded.md). */
export const mendings: readonly Mending[] = [realtime, rpc, cache, syncStore];
