// Loaded into the indexer's process by its launcher, before Ponder, which is mended as it is loaded: in that process alone, and
// nothing on disk changes.
import { registerHooks } from "node:module";
import { mendings } from "./mendings/index.ts";

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const mending = mendings.find(({ file }) => url.endsWith(`/node_modules/ponder/dist/esm/${file}`));
    if (!mending || !loaded.source) return loaded;
    const { source } = loaded;
    return { ...loaded, source: mending.mend(typeof source === "string" ? source : new TextDecoder().decode(source)) };
  },
});
