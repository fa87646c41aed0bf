import { replacing } from "./replacing.ts";

/** How Ponder asks a node. The head is asked for without its transactions, which are asked for once it is another one. */
export const rpc = replacing("rpc/index.js", [
  // The logs of a block that was taken back were asked for ten times, over more than a minute in which no other was looked at.
  ["if (shouldRetry(error) === false) {", "if (shouldRetry(error) === false || isGoneBlock(body, error)) {"],
  [
    "function shouldRetry(error) {",
    `function isGoneBlock({ method, params }, { message, details }) {
    return (method === "eth_getLogs" &&
        params[0].blockHash !== undefined &&
        /(unknown|missing) block|(block|header).*\\b(not|cannot)\\b|\\b(not|cannot)\\b.*(block|header)/i.test(\`\${message} \${details}\`));
}
function shouldRetry(error) {`,
  ],
  // Heads were asked for while another was looked at, and each was looked at in its turn, old as it was by then.
  [
    `                        interval = setInterval(async () => {
                            try {`,
    `                        let isLooking = false;
                        interval = setInterval(async () => {
                            if (isLooking)
                                return;
                            try {`,
  ],
  [
    'const block = await eth_getBlockByNumber(rpc, ["latest", true]);',
    'const { transactions: _, ...block } = await eth_getBlockByNumber(rpc, ["latest", false]);',
  ],
  [
    `                                await onBlock(block);`,
    `                                if (isLooking)
                                    return;
                                isLooking = true;
                                await onBlock(block).finally(() => {
                                    isLooking = false;
                                });`,
  ],
]);
