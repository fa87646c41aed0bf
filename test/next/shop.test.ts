import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { freePorts } from "../../scripts/lib/ports.ts";
import { root } from "../../scripts/lib/root.ts";
import type { Stack } from "../../scripts/lib/stack.ts";
import { launchBrowser } from "../e2e/browser.ts";
import { runSoundly } from "../helpers/run.ts";
import { startTestStack } from "../helpers/stack.ts";
import { until } from "../helpers/until.ts";

const folder = join(root, "examples", "next");
const next = join(folder, "node_modules", ".bin", "next");

describe("the example that Next renders", function () {
  this.timeout(120_000);
  let stack: Stack;
  let server: ChildProcess;
  let url: string;

  before(async function () {
    this.timeout(600_000);
    // Not `npm ci`: it refuses a lock file without the builds for other systems, which a mirror of the registry may lack.
    const install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await runSoundly("npm", install, { cwd: folder });
    // The lock file knows the package by its version alone: what was built last takes the place of what was installed then.
    const installed = join(folder, "node_modules", "@plaza", "sdk");
    await rm(installed, { recursive: true, force: true });
    await cp(join(root, "sdk", "dist"), installed, { recursive: true });
    const quiet = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    await runSoundly(next, ["build"], { cwd: folder, env: quiet });

    stack = await startTestStack();
    const { page: port } = await freePorts();
    url = `http://127.0.0.1:${port}`;
    server = spawn(next, ["start", "--hostname", "127.0.0.1", "--port", String(port)], {
      cwd: folder,
      env: { ...quiet, PLAZA_GRAPHQL_URL: stack.graphqlUrl },
      stdio: "inherit",
    });
    await until("the shop is open", () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  });

  after(async function () {
    this.timeout(30_000);
    if (server?.exitCode === null) {
      server.kill();
      await once(server, "exit");
    }
    await stack?.close();
  });

  /** Names of what the server put on the shelves. */
  const shelves = async (query = "") =>
    [...(await (await fetch(`${url}/${query}`)).text()).matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, name]) => name);

  it("comes from the server with its shelves full, by the filter in its address", async () => {
    expect(await shelves()).to.have.lengthOf(20);
    const [all, rare] = [await shelves("?sort=PRICE_DESC"), await shelves("?sort=PRICE_DESC&rarity=COMMON")];
    expect(rare).to.have.lengthOf(20).and.not.deep.equal(all);
  });

  it("is hydrated without a question, and asks only for more", async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url() === stack.graphqlUrl && request.method() === "POST") asked.push(request.url());
      });
      await page.goto(url, { waitUntil: "networkidle" });
      expect(asked).to.deep.equal([]);
      await page.getByRole("button", { name: "More" }).click();
      await page.locator("li").nth(39).waitFor();
      expect(asked).to.have.lengthOf(1);
    } finally {
      await browser.close();
    }
  });
});
