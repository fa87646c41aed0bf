import { importing, replacing } from "./replacing.ts";

/** How Ponder finds out which handlers a log is for. */
export const events = replacing("runtime/events.js", [
  ["import { isAddressFactory } from", `${importing("byTopic", "byTopic.ts")}import { isAddressFactory } from`],
  [
    `    blocksIndex = 0;
    transactionsIndex = 0;
    transactionReceiptsIndex = 0;
    for (const log of logs) {`,
    `    blocksIndex = 0;
    transactionsIndex = 0;
    transactionReceiptsIndex = 0;
    const ofTopic = byTopic(logEventCallbackIndexes, (index) => eventCallbacks[index].filter);
    for (const log of logs) {`,
  ],
  [
    "for (const logEventCallbackIndex of logEventCallbackIndexes) {",
    "for (const logEventCallbackIndex of ofTopic(log.topics[0])) {",
  ],
]);
