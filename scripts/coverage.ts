/**
 * `npm run test:coverage`: runs the Solidity tests over instrumented contracts and fails where a line or statement of
 * contracts/ is not run, unless scripts/coverage/exceptions.ts says why. Tests, mocks and helpers are not counted.
 * The page is coverage/html/index.html; the last line is `N passed, N failed`, of files. Hardhat counts no
 * branches: the `.tree` files and `npm run test:mutation` show those.
 */
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { exceptions, expectedFailures } from "./coverage/exceptions.ts";
import { failuresOf, gapsOf, parseCoverage } from "./coverage/judge.ts";
import { root } from "./lib/root.ts";

rmSync(`${root}coverage`, { recursive: true, force: true });
const { output, code } = await runTests();
const failures = failuresOf(output).filter((name) => !expectedFailures.some(({ test }) => test.test(name)));
if (code !== 0 && failuresOf(output).length === 0) failures.push(`Hardhat ended with ${code}`);

const coverage = parseCoverage(output, readFileSync(`${root}coverage/lcov.info`, "utf8"));
if (coverage.length === 0) throw new Error("Hardhat printed no coverage");
const gaps = gapsOf(coverage, exceptions, (file) => readFileSync(root + file, "utf8"));

for (const { file, line, reason } of exceptions) console.log(`Excepted: ${file}, ${line} (${reason})`);
for (const failure of failures) console.error(`Failed: ${failure}`);
for (const gap of gaps) console.error(`Not covered: ${gap}`);
const uncovered = new Set(gaps.map((gap) => gap.split(/[: ]/)[0])).size;
console.log(`${coverage.length - uncovered} passed, ${uncovered + failures.length} failed`);
process.exitCode = gaps.length + failures.length > 0 ? 1 : 0;

function runTests(): Promise<{ output: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    const args = ["--config", "scripts/coverage/hardhat.config.ts", "test", "solidity", "--coverage"];
    const child = spawn("hardhat", args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ output, code }));
  });
}
