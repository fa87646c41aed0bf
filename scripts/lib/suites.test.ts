import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { groupRuns } from "./processes.ts";
import { report, runSuites, type Suite } from "./suites.ts";

/** A suite that runs a line of JavaScript. */
const suite = (name: string, javascript: string, more: Partial<Suite> = {}): Suite => ({
  name,
  command: [process.execPath, "-e", javascript],
  budget: 20,
  counts: "tests",
  ...more,
});

describe("runSuites", () => {
  let logFolder: string;
  let lines: string[];
  const log = (line: string) => lines.push(...line.split("\n"));
  const run = (suites: Suite[], strict = false) => runSuites(suites, { strict, log, logFolder });

  beforeEach(async () => {
    lines = [];
    logFolder = await mkdtemp(join(tmpdir(), "plaza-suites-"));
  });
  afterEach(() => rm(logFolder, { recursive: true }));

  it("counts what passed, failed and was skipped, colours or not", async () => {
    const [result] = await run([
      suite(
        "a",
        String.raw`console.log("  \x1b[32m12 passing\x1b[0m (3s)\n  2 pending\n  1 failing"); process.exit(1)`,
      ),
    ]);
    expect(result).to.include({ passed: 12, failed: 1, skipped: 2 });
    expect(await readFile(join(logFolder, "a.log"), "utf8")).to.contain("12 passing");
  });

  it("ends with one line that sums all", async () => {
    const results = await run([suite("a", "console.log('2 passing')"), suite("b", "console.log('3 passing')")]);
    expect(report(results, log)).to.equal(true);
    expect(lines.at(-1)).to.equal("5 passed, 0 failed");
    expect(lines.at(-3), "what the last suite took, and may take").to.match(/^b +3 +0 +0 +\d+\.\d +20$/);
  });

  it("tells of the first failures again after all suites have ended", async () => {
    const output = String.raw`  1) breaks\n  2 passing\n  2 failing\n\n  1) a part\n       breaks:\n     Error: no\n\n  2) another:\n     Error: also no`;
    report(await run([suite("a", `console.log("${output}"); process.exit(2)`)]), log);
    const told = lines.slice(lines.indexOf("failed in a:"));
    expect(told.slice(1, 6)).to.deep.equal([
      "  1) a part",
      "       breaks:",
      "     Error: no",
      "  2) another:",
      "     Error: also no",
    ]);
  });

  it("begins with what takes longest, counting what waits for it", async () => {
    const begun = (name: string, budget: number, more: Partial<Suite> = {}) =>
      suite(name, "console.log('1 passing')", { budget, ...more });
    const suites = [begun("short", 10), begun("built", 30, { after: "build" }), begun("build", 5), begun("long", 20)];
    await runSuites(suites, { strict: false, log, logFolder, lanes: 1 });
    expect(lines.map((line) => /^ok +(\w+):/.exec(line)?.[1])).to.deep.equal(["build", "built", "long", "short"]);
  });

  it("fails where no test ran, though the program ended well", async () => {
    const [result] = await run([suite("none", "console.log('0 passing')")]);
    expect(result).to.include({ failed: 1, note: "no tests ran" });
  });

  it("fails where the program broke after its tests passed", async () => {
    const [result] = await run([suite("broke", "console.log('3 passing'); process.exit(7)")]);
    expect(result).to.include({ passed: 3, failed: 1, note: "ended with 7" });
  });

  it("fails where the program does not exist", async () => {
    const [result] = await run([suite("gone", "", { command: ["plaza-has-no-such-program"] })]);
    expect(result).to.include({ failed: 1 });
  });

  it("stops what is over its budget, with all that it started", async () => {
    const stubborn = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
      console.log("group " + process.pid); process.on("SIGTERM", () => {}); setInterval(() => {}, 1e6);`;
    const [result] = await run([suite("endless", stubborn, { budget: 1 })]);
    expect(result).to.include({ failed: 1 });
    expect(result?.note).to.contain("stopped: over its 1 s");
    const group = Number(/group (\d+)/.exec(await readFile(join(logFolder, "endless.log"), "utf8"))?.[1]);
    expect(groupRuns(group)).to.equal(false);
  });

  it("fails where a process is left running", async () => {
    const litter = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "inherit" }).unref();
      console.log("1 passing");`;
    const [result] = await run([suite("litter", litter)]);
    expect(result).to.include({ passed: 1, failed: 1, note: "left a process running" });
  });

  it("skips with the reason what cannot run here, and fails it where nothing may skip", async () => {
    const missing = [suite("browser", "console.log('1 passing')", { missing: () => "no Chromium" })];
    expect((await run(missing))[0]).to.include({ passed: 0, failed: 0, skipped: 1, note: "no Chromium" });
    expect((await run(missing, true))[0]).to.include({ failed: 1, note: "no Chromium" });
    const pending = [suite("pending", "console.log('1 passing\\n1 pending')")];
    expect((await run(pending, true))[0]).to.include({ failed: 1 });
  });

  it("does not start what needs a suite that failed", async () => {
    const [, second] = await run([
      suite("build", "process.exit(1)", { counts: "exit" }),
      suite("after", "console.log('1 passing')", { after: "build" }),
    ]);
    expect(second).to.include({ passed: 0, failed: 1, note: 'needs "build", which failed' });
  });
});
