/**
 * What a page downloads of the SDK, and of its peers: `npm run bench:sdk`. Bundled, split and minified by esbuild for browsers, each
 * file through gzip -9, in kB of 1,000 bytes; viem stays outside for all of them, as a page has it anyway, and React for those that need it.
 * Then how long the compiler takes for a project that uses every action of the package as it is published.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { installLocked } from "../scripts/lib/installLocked.ts";
import { writeResult, writeTable } from "./lib/report.ts";
import { timeTypeCheck } from "./sdk/typeCheck.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const peersFolder = fileURLToPath(new URL("./sdk/peers/", import.meta.url));

type Import = { label: string; code: string; goal?: number /** Whose size is not counted. */; beyond?: string };
type Size = { gzipKb: number; laterKb: number };

/** What is imported, in words, and the most that the plan asks for. */
const own: Record<string, Import> = {
  oneAction: { label: "one action, `buy`", code: 'export { buy } from "@plaza/sdk/actions"', goal: 2.5 },
  oneFlow: { label: "one flow, `buyFlow`", code: 'export { buyFlow } from "@plaza/sdk/flows"' },
  relayerClient: { label: "the relayer's client", code: 'export { createRelayerClient } from "@plaza/sdk/relayer"' },
  query: { label: "all query and mutation options", code: 'export * from "@plaza/sdk/query"' },
  oneHook: { label: "one hook, `useListings`", code: 'export { useListings } from "@plaza/sdk/react"' },
  react: { label: "all hooks, flows and clients included", code: 'export * from "@plaza/sdk/react"' },
  reactMore: {
    label: "all hooks, beyond the flows and clients that they use",
    code: 'export * from "@plaza/sdk/react"',
    beyond: 'export * from "@plaza/sdk/flows"; export * from "@plaza/sdk/relayer"; export * from "@plaza/sdk/graphql"',
    goal: 15,
  },
  everything: { label: "everything", code: 'export * from "@plaza/sdk"', goal: 25 },
};

const peers: Record<string, Import> = {
  permissionlessOneAction: {
    label: "permissionless 0.4.1, one action, `sendTransaction`",
    code: 'export { sendTransaction } from "permissionless/actions/smartAccount"',
  },
  thirdwebCreateListing: {
    label: "thirdweb 5.121.6, one action, `createListing`",
    code: 'export { createListing } from "thirdweb/extensions/marketplace"',
  },
  seaportJs: { label: "seaport-js 4.3.0, its one class", code: 'export { Seaport } from "@opensea/seaport-js"' },
};

/** What is loaded with the page, and what the same code may load later, such as the words of errors with the first error. */
async function sizeOf(code: string, resolveDir: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir },
    absWorkingDir: resolveDir,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "browser",
    external: ["viem", "viem/*", "react", "@tanstack/react-query", "@tanstack/query-core"],
    outdir: "out",
    metafile: true,
    write: false,
    logLevel: "error",
  });
  /** A file and those that it imports, in one of both ways. */
  const reach = (path: string, isWanted: (kind: string) => boolean, found = new Set<string>()): Set<string> => {
    if (found.has(path)) return found;
    found.add(path);
    for (const { kind, path: next, external } of metafile.outputs[path]?.imports ?? [])
      if (!external && isWanted(kind)) reach(next, isWanted, found);
    return found;
  };
  const atOnce = reach("out/stdin.js", (kind) => kind === "import-statement");
  const ever = reach("out/stdin.js", () => true);
  const bytes = (wanted: ReadonlySet<string>) =>
    outputFiles
      .filter(({ path }) => [...wanted].some((name) => path.endsWith(name)))
      .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const [now, all] = [bytes(atOnce), bytes(ever)];
  return { gzipKb: Math.round(now / 100) / 10, laterKb: Math.round((all - now) / 100) / 10 };
}

async function measure({ code, beyond }: Import, folder: string): Promise<Size> {
  if (beyond === undefined) return sizeOf(code, folder);
  const [both, without] = [await sizeOf(`${beyond};${code}`, folder), await sizeOf(beyond, folder)];
  return { gzipKb: Math.round((both.gzipKb - without.gzipKb) * 10) / 10, laterKb: 0 };
}

installLocked(peersFolder, "Only this benchmark needs them.");
const rows: ({ name: string } & Import & Size)[] = [];
for (const [folder, entries] of [
  [root, own],
  [peersFolder, peers],
] as const)
  for (const [name, entry] of Object.entries(entries)) rows.push({ name, ...entry, ...(await measure(entry, folder)) });

const table = [
  ["import", "kB", "later, kB", "goal"],
  ...rows.map(({ label, gzipKb, laterKb, goal }) => [
    label,
    gzipKb.toFixed(1),
    laterKb ? laterKb.toFixed(1) : "",
    goal?.toFixed(1) ?? "",
  ]),
];
console.table(table);
writeTable("sdk", table);

if (spawnSync("node", ["sdk/scripts/build.ts"], { cwd: root, stdio: "inherit" }).status !== 0) process.exit(1);
const types = { ...timeTypeCheck(), goal: 3 };
const typeTable = [
  ["project", "tsc --noEmit, s", "goal"],
  [
    `all ${types.actions} actions, each as a function and on the client`,
    types.seconds.toFixed(1),
    types.goal.toFixed(1),
  ],
];
console.table(typeTable);
writeTable("sdk types", typeTable);

writeResult("sdk", {
  ...Object.fromEntries(
    rows.map(({ name, gzipKb, laterKb, goal }) => [
      name,
      { gzipKb, ...(laterKb && { laterKb }), ...(goal && { goal }) },
    ]),
  ),
  types,
});
