import { importing, replacing } from "./replacing.ts";

/** How Ponder reads a chain's history. */
export const historical = replacing("sync-historical/index.js", [
  ["import { getChildAddress,", `${importing("byTopic", "byTopic.ts")}import { getChildAddress,`],
  [
    `            let closestToTipBlock;
            const syncBlockData =`,
    `            let closestToTipBlock;
            const ofTopic = byTopic(logFilters, (filter) => filter);
            const syncBlockData =`,
  ],
  ["for (const filter of logFilters) {", "for (const filter of ofTopic(log.topics[0])) {"],
]);
