/**
 * `npm run example:next`: installs and builds the example for Next, whose tools weigh half a gigabyte and are no part of the house,
 * serves it beside a house of its own, and looks whether it comes rendered and is hydrated. The last line is `N passed, N failed`.
 */
import { findChromium } from "./lib/chromium.ts";
import { runFromCommandLine } from "./lib/runSuites.ts";
import type { Suite } from "./lib/suites.ts";

const suites: readonly Suite[] = [
  { name: "build contracts", command: ["hardhat", "build"], budget: 1200, counts: "exit" },
  {
    name: "build sdk",
    command: ["node", "sdk/scripts/build.ts"],
    budget: 180,
    counts: "exit",
    after: "build contracts",
  },
  {
    name: "next",
    command: ["mocha", "--config", "test/.mocharc.json", "test/next/**/*.test.ts"],
    budget: 600,
    counts: "tests",
    after: "build sdk",
    missing: () => (findChromium() ? undefined : "no Chromium: install the package chromium"),
  },
];

await runFromCommandLine(suites, { command: "npm run example:next --", strict: process.env.CI === "true" });
