/**
 * `npm run snapshot`: measures the gas of Plaza's operations and the size of each deployed contract, and writes both to
 * bench/snapshot.json. `--check` writes nothing and exits 1 where either grew by more than 1 % or a contract exceeds EIP-170.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { measurePlaza } from "../bench/gas/plaza.ts";
import { startWorld } from "../bench/gas/world.ts";
import { root } from "./lib/root.ts";
import { type Figures, problemsOf, type Snapshot, updated } from "./lib/snapshot.ts";

const file = `${root}bench/snapshot.json`;

/** Bytes of each contract that is deployed: not the tests, and not the libraries, whose code is inlined. */
function measureSizes(): Figures {
  const sizes = globSync("artifacts/contracts/**/*.json", { cwd: root })
    .filter((path) => !/\.t\.sol\/|contracts\/(interfaces|libraries|mocks|test-support)\//.test(path))
    .map((path) => JSON.parse(readFileSync(root + path, "utf8")) as { contractName: string; deployedBytecode: string })
    .map(({ contractName, deployedBytecode }) => [contractName, (deployedBytecode.length - 2) / 2] as const)
    .filter(([, size]) => size > 0);
  return Object.fromEntries(sizes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function measureGas(): Promise<Figures> {
  const world = await startWorld();
  try {
    return await measurePlaza(world);
  } finally {
    await world.close();
  }
}

const measured: Snapshot = { gas: await measureGas(), size: measureSizes() };
const committed: Snapshot = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { gas: {}, size: {} };

if (process.argv.includes("--check")) {
  const problems = problemsOf(measured, committed);
  if (problems.length > 0) {
    console.error(
      `${problems.join("\n")}\nWhere that is meant, run \`npm run snapshot\` and commit bench/snapshot.json.`,
    );
    process.exitCode = 1;
  } else {
    console.log("Gas and sizes are no more than 1 % above bench/snapshot.json.");
  }
} else {
  writeFileSync(file, `${JSON.stringify(updated(measured, committed), null, 2)}\n`);
  console.log("Wrote bench/snapshot.json.");
}
