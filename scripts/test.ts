/**
 * `npm test`: every suite, or those that are named. The last line is `N passed, N failed`.
 */
import { findPostgres } from "../relayer/src/testing/postgres.ts";
import { findRedis } from "../relayer/src/testing/redis.ts";
import { findChromium } from "./lib/chromium.ts";
import { runFromCommandLine } from "./lib/runSuites.ts";
import type { Suite } from "./lib/suites.ts";

const workspace = (name: string, budget: number): Suite => ({
  name,
  command: ["mocha"],
  folder: name,
  budget,
  counts: "tests",
});

/** Suites over several parts, on chains of their own, with the contracts as Hardhat built them. */
const across = (name: string, budget: number): Suite => ({
  name,
  command: ["mocha", "--config", "test/.mocharc.json", `test/${name}/**/*.test.ts`],
  budget,
  counts: "tests",
  after: "build contracts",
});

const noChromium = "no Chromium: install the package chromium, or say where it is in PLAZA_CHROMIUM";

const noRedis = "no Redis: install the package redis-server, or say where its program is in PLAZA_REDIS";

const noPostgres = "no Postgres: install the package postgresql, or say where it is in PLAZA_POSTGRES";

const missingServers = () => (!findPostgres() ? noPostgres : findRedis() ? undefined : noRedis);

/** Over the SDK as it is published; what needs the contracts waits for them through the SDK. */
const onPackedSdk = (name: string, budget: number): Suite => ({ ...across(name, budget), after: "build sdk" });

const missingChromium = () => (findChromium() ? undefined : noChromium);

const suites: readonly Suite[] = [
  { name: "build contracts", command: ["hardhat", "build"], budget: 1200, counts: "exit" },
  {
    name: "build sdk",
    command: ["node", "scripts/build.ts"],
    folder: "sdk",
    budget: 180,
    counts: "exit",
    after: "build contracts",
  },
  workspace("sdk", 180),
  workspace("relayer", 240),
  {
    ...workspace("relayer servers", 420),
    folder: "relayer",
    command: ["mocha", "--config", ".mocharc.servers.json"],
    after: "build contracts",
    missing: missingServers,
  },
  workspace("indexer", 300),
  {
    ...across("indexer servers", 600),
    command: ["mocha", "--config", "test/.mocharc.json", "test/indexer/**/*.test.ts"],
    missing: missingServers,
  },
  workspace("seed", 120),
  workspace("web", 120),
  workspace("cli", 120),
  {
    name: "scripts",
    command: ["mocha", "scripts/**/*.test.ts"],
    budget: 420,
    counts: "tests",
    after: "build contracts",
  },
  {
    name: "contracts solidity",
    command: ["hardhat", "test", "solidity", "--no-compile"],
    budget: 420,
    counts: "tests",
    after: "build contracts",
  },
  {
    name: "contracts mocha",
    command: ["hardhat", "test", "mocha", "--no-compile"],
    budget: 420,
    counts: "tests",
    after: "build contracts",
  },
  across("integration", 900),
  { ...across("chaos", 420), missing: missingServers },
  { ...onPackedSdk("package", 240), missing: missingChromium },
  onPackedSdk("docs", 420),
  { ...across("e2e", 600), missing: missingChromium },
];

await runFromCommandLine(suites, { command: "npm test --", strict: process.env.CI === "true" });
