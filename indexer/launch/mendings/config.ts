import { replacing } from "./replacing.ts";

/**
 * What Ponder reads back of a block and its transactions before it knows what handlers look at: all, until each event has been seen a
 * hundred times, which rare ones never are. Now the least; a handler that looks at more has Ponder read that range again, with all.
 */
export const config = replacing("build/config.js", [
  [
    "import { defaultBlockFilterInclude, defaultLogFilterInclude,",
    "import { defaultBlockFilterInclude, requiredLogFilterInclude,",
  ],
  ["include: defaultLogFilterInclude.concat(", "include: requiredLogFilterInclude.concat("],
  // The head is asked for without its transactions, which can be done more often.
  [
    "chain.pollingInterval !== undefined && chain.pollingInterval < 100",
    "chain.pollingInterval !== undefined && chain.pollingInterval < 20",
  ],
]);
