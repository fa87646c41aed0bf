/**
 * `npm run check`: everything but the tests, or the checks that are named. The last line is `N passed, N failed`.
 */
import { runFromCommandLine } from "./lib/runSuites.ts";
import type { Suite } from "./lib/suites.ts";

const check = (name: string, command: string, more: Partial<Suite> = {}): Suite => ({
  name,
  command: command.split(" "),
  budget: 300,
  counts: "exit",
  ...more,
});

const solidity = "contracts/**/*.sol";

const checks: readonly Suite[] = [
  check("contracts", "hardhat build", { budget: 1200 }),
  ...["", "sdk", "relayer", "indexer", "seed", "web", "cli", "examples"].map((folder) =>
    check(`types ${folder || "tools"}`, "tsc --noEmit -p tsconfig.json", { folder, after: "contracts" }),
  ),
  check("biome", "biome check --error-on-warnings ."),
  check("solhint", `solhint --disc --noPoster --max-warnings 0 ${solidity}`),
  check("prettier", `prettier --check ${solidity}`),
  check(
    "imports",
    "depcruise --config .dependency-cruiser.mjs sdk relayer indexer seed web cli examples scripts test bench ignition",
  ),
  check("dead code", "knip"),
  check("build", "npm run build", { after: "contracts" }),
  check("package", "publint run sdk/dist --strict", { after: "build" }),
  check("types of the package", "attw --pack sdk/dist --profile esm-only --no-color", { after: "build" }),
  check("words of the package", "node sdk/scripts/checkApi.ts", { after: "build" }),
  check("generated ABIs", "node scripts/generate.ts --check", { after: "contracts" }),
  check("natspec", "node scripts/natspec.ts"),
  check("generated contract pages", "node scripts/contractPages.ts --check"),
  check("generated page of errors", "node scripts/errorPage.ts --check"),
  check("gas and sizes", "node scripts/snapshot.ts --check", { after: "contracts" }),
  check("generated schema", "node indexer/scripts/sdl.ts --check"),
  check("breaking schema changes", "node indexer/scripts/sdl.ts --breaking"),
  check("generated OpenAPI", "node relayer/scripts/openapi.ts --check"),
  check("docs site", "node scripts/site.ts"),
];

await runFromCommandLine(checks, { command: "npm run check --", strict: true });
