/**
 * What a page downloads of the SDK, and of its peers: `npm run bench:sdk`. Bundled and minified by esbuild for browsers, gzip -9,
 * in kB of 1,000 bytes; viem stays outside for all of them, as a page has it anyway.
 */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { installPeers } from "./lib/installPeers.ts";
import { writeResult, writeTable } from "./lib/report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const peersFolder = fileURLToPath(new URL("./sdk/peers/", import.meta.url));

/** What is imported, in words, and the most that the plan asks for. */
const own = {
  oneAction: { label: "one action, `buy`", code: 'export { buy } from "@plaza/sdk/actions"', goal: 2.5 },
  oneFlow: { label: "one flow, `buyFlow`", code: 'export { buyFlow } from "@plaza/sdk/flows"' },
  relayerClient: { label: "the relayer's client", code: 'export { createRelayerClient } from "@plaza/sdk/relayer"' },
  everything: { label: "everything", code: 'export * from "@plaza/sdk"', goal: 25 },
} as const;

const peers = {
  permissionlessOneAction: {
    label: "permissionless 0.4.1, one action, `sendTransaction`",
    code: 'export { sendTransaction } from "permissionless/actions/smartAccount"',
  },
  seaportJs: { label: "seaport-js 4.3.0, its one class", code: 'export { Seaport } from "@opensea/seaport-js"' },
} as const;

async function sizeOf(code: string, resolveDir: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    external: ["viem", "viem/*"],
    write: false,
    logLevel: "error",
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`esbuild made nothing of ${code}`);
  return Math.round(gzipSync(bundle.contents, { level: 9 }).length / 100) / 10;
}

installPeers(peersFolder);
const rows: { name: string; label: string; gzipKb: number; goal: number | undefined }[] = [];
for (const [folder, entries] of [
  [root, own],
  [peersFolder, peers],
] as const)
  for (const [name, entry] of Object.entries(entries) as [string, { label: string; code: string; goal?: number }][])
    rows.push({ name, label: entry.label, gzipKb: await sizeOf(entry.code, folder), goal: entry.goal });

const table = [
  ["import", "kB", "goal"],
  ...rows.map(({ label, gzipKb, goal }) => [label, gzipKb.toFixed(1), goal?.toFixed(1) ?? ""]),
];
console.table(rows);
writeTable("sdk", table);
writeResult("sdk", Object.fromEntries(rows.map(({ name, gzipKb, goal }) => [name, { gzipKb, ...(goal && { goal }) }])));
