import { importing, replacing } from "./replacing.ts";

/** How Ponder follows the head of a chain. */
export const realtime = replacing("sync-realtime/index.js", [
  // A block that could not be read was taken for one that is being read, and not looked at again until there was another one.
  [
    `catch (_error) {
                blockCallback?.(false);`,
    `catch (_error) {
                latestFetchedBlock = undefined;
                blockCallback?.(false);`,
  ],
  // Where the walk back to the common ancestor failed half way, the blocks that it had passed were forgotten and never undone.
  [
    "        // Record blocks that have been removed from the local chain.",
    `        const localChain = unfinalizedBlocks;
        // Record blocks that have been removed from the local chain.`,
  ],
  [
    "remoteBlock = await eth_getBlockByHash(args.rpc, [remoteBlock.parentHash, false], context);",
    `remoteBlock = await eth_getBlockByHash(args.rpc, [remoteBlock.parentHash, false], context).catch((error) => {
                    unfinalizedBlocks = localChain;
                    throw error;
                });`,
  ],
  // What each log and each of its topics hash to was computed, to warn of a node whose bloom lacks one. The first log tells as much.
  [
    `            let isInvalidLogsBloom = false;
            for (const log of logs) {`,
    `            let isInvalidLogsBloom = false;
            for (const log of logs.slice(0, 1)) {`,
  ],
  ["import { isFilterInBloom,", `${importing("byTopic", "byTopic.ts")}import { isFilterInBloom,`],
  [
    "    const syncTransactionReceipts = async (",
    `    const ofTopic = byTopic(logFilters, (filter) => filter);
    const syncTransactionReceipts = async (`,
  ],
  ...[") {", " &&"].map(
    (rest) =>
      [
        `for (const filter of logFilters) {
                if (isLogFilterMatched({ filter, log })${rest}`,
        `for (const filter of ofTopic(log.topics[0])) {
                if (isLogFilterMatched({ filter, log })${rest}`,
      ] as const,
  ),
]);
