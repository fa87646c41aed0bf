/**
 * `node sdk/scripts/checkApi.ts`: holds the declarations that `npm run build -w sdk` wrote to the rules of {@link readPublicApi}, compiles the
 * examples in them, and compares what is exported with `sdk/exports.txt`; `--write` writes that anew.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { exampleFaults } from "./exampleFaults.ts";
import { readPublicApi } from "./publicApi.ts";

const dist = new URL("../dist/", import.meta.url);
const { name, exports } = JSON.parse(readFileSync(new URL("package.json", dist), "utf8")) as {
  name: string;
  exports: Record<string, { types?: string }>;
};
const entries = Object.fromEntries(
  Object.entries(exports).flatMap(([entry, { types }]) =>
    types ? [[`${name}${entry.slice(1)}`, fileURLToPath(new URL(types, dist))]] : [],
  ),
);
const esm = fileURLToPath(new URL("esm/", dist));

// TypeChain says any where a contract of any type may stand, and writes no words.
const isOwn = (path: string) => path.startsWith(esm) && !path.includes("/ethers/generated/");
const { faults, examples, homes } = readPublicApi(entries, isOwn);

// A name that comes or goes shows in the change that does it.
const list = new URL("../exports.txt", import.meta.url);
const listed = [...homes].map(([of, home]) => `${home} ${of}\n`).sort();
if (process.argv.includes("--write")) writeFileSync(list, listed.join(""));
else if (readFileSync(list, "utf8") !== listed.join(""))
  faults.push(
    "exports.txt lists other names: run `node sdk/scripts/checkApi.ts --write`, and commit what changes on purpose",
  );

const all = [...faults, ...(await exampleFaults(examples, { entries, homes }))];
for (const fault of all) console.error(fault.replace(esm, ""));
console.log(`${Object.keys(entries).length} entry points, ${examples.length} examples, ${all.length} faults`);
process.exitCode = all.length > 0 ? 1 : 0;
