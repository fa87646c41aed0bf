/** `node sdk/scripts/checkApi.ts`: holds the declarations that `npm run build -w sdk` wrote to the rules of {@link publicApiFaults}. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { publicApiFaults } from "./publicApi.ts";

const dist = new URL("../dist/", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", dist), "utf8")) as {
  exports: Record<string, { types?: string }>;
};
const entries = Object.values(exports).flatMap(({ types }) => (types ? [fileURLToPath(new URL(types, dist))] : []));
const esm = fileURLToPath(new URL("esm/", dist));

// TypeChain says any where a contract of any type may stand, and writes no words.
const faults = publicApiFaults(entries, (path) => path.startsWith(esm) && !path.includes("/ethers/generated/"));
for (const fault of faults) console.error(fault.replace(esm, ""));
console.log(`${entries.length} entry points, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
