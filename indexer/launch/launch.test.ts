import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeRecord } from "../testing/record.ts";
import { claimData } from "./data.ts";
import { type IndexerConfig, startIndexer } from "./index.ts";
import { claimPort, PortInUseError } from "./port.ts";
import { createReporter } from "./report.ts";

describe("launching the indexer", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "plaza-launch-"));
  });
  after(() => rm(folder, { recursive: true }));

  const listen = async (server: Server) => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as { port: number }).port;
  };

  it("finds a free port, and says which one is taken and what moves it", async () => {
    expect(await claimPort("127.0.0.1", 0)).to.be.above(0);
    const server = createServer();
    const port = await listen(server);
    const error = await claimPort("127.0.0.1", port).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(PortInUseError);
    expect((error as Error).message).to.equal(
      `Port ${port}, where the indexer would listen, is in use. Set PLAZA_GRAPHQL_PORT to another.`,
    );
    server.close();
  });

  it("says at once that there is no deployment, or no chain", async () => {
    const deploymentFolder = join(folder, "nowhere", "chain-31337");
    const rpcUrl = `http://127.0.0.1:${await claimPort("127.0.0.1", 0)}`;
    const failure = (config: IndexerConfig) => startIndexer(config).catch((error: unknown) => error);
    expect(await failure({ rpcUrl, deploymentFolder })).to.include({
      ...{ name: "ConfigurationError", field: "PLAZA_DEPLOYMENT" },
    });
    await writeRecord(deploymentFolder);
    expect(String(await failure({ rpcUrl, deploymentFolder }))).to.include(`No chain answers at ${rpcUrl}`);
  });

  it("keeps an index of the same chain, and throws away one of another, and always one of a local chain", async () => {
    let hash = "0xaa";
    const server = createServer((_, response) => response.end(JSON.stringify({ result: { hash } })));
    const rpcUrl = `http://127.0.0.1:${await listen(server)}`;
    const dataDir = join(folder, "data");
    /** Whether an index that is there outlives a start. */
    const outlives = async (chainId: number) => {
      const deploymentFolder = join(folder, `chain-${chainId}`);
      await writeRecord(deploymentFolder, { chainId });
      await mkdir(join(dataDir, "pglite"), { recursive: true });
      expect(await claimData({ dataDir, deploymentFolder, rpcUrl })).to.equal(dataDir);
      return existsSync(join(dataDir, "pglite"));
    };
    try {
      expect(await outlives(84_532)).to.equal(false);
      expect(await outlives(84_532)).to.equal(true);
      hash = "0xbb";
      expect(await outlives(84_532)).to.equal(false);
      expect(await outlives(31_337)).to.equal(false);
      expect(await outlives(31_337)).to.equal(false);
    } finally {
      server.close();
    }
  });

  it("ends with the process that launched it, even if that is killed, and takes its folder along", async () => {
    const tether = new URL("./tether.mjs", import.meta.url).href;
    const scratch = join(folder, "scratch");
    await mkdir(scratch);
    const options = JSON.stringify({ cwd: scratch, stdio: ["pipe", "ignore", "ignore"] });
    const child = JSON.stringify(["--import", tether, "-e", "setInterval(() => {}, 1000)"]);
    const launcher = spawn(
      process.execPath,
      [
        "-e",
        `const child = require("node:child_process").spawn(process.execPath, ${child}, ${options});
         child.once("spawn", () => console.log(child.pid)); setInterval(() => {}, 1000);`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [line] = (await once(launcher.stdout, "data")) as [Buffer];
    const pid = Number(String(line).trim());
    expect(runs(pid)).to.equal(true);
    launcher.kill("SIGKILL");
    const deadline = Date.now() + 10_000;
    while (runs(pid)) {
      if (Date.now() > deadline) expect.fail(`process ${pid} lives on`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(existsSync(scratch)).to.equal(false);
  });

  it("passes on what a person wants to hear, and keeps the errors for the end", () => {
    const heard: string[] = [];
    const ports: number[] = [];
    const reporter = createReporter(
      (text) => heard.push(text),
      (port) => ports.push(port),
    );
    const log = (level: number, msg: string, more = {}) => reporter.onLine(JSON.stringify({ level, msg, ...more }));
    log(20, "Wrote file");
    log(30, "Indexed block range", { event_count: 3, block_range: "[1,9]" });
    log(50, "Build failed", { error: { message: "no such folder" } });
    reporter.onLine("not JSON");
    log(30, "Created HTTP server", { port: 42_069 });
    expect(heard).to.deep.equal(["3 events of blocks [1,9]", "listening on port 42069"]);
    expect(ports).to.deep.equal([42_069]);
    expect(reporter.lastWords()).to.equal(" Its last words:\nBuild failed: no such folder\nnot JSON");
  });
});

/** Whether a process runs. One that ended and waits for its parent to notice does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0] !== "Z";
  } catch (error) {
    // Without /proc there is only the signal to tell by.
    return (error as NodeJS.ErrnoException).code === "ENOENT" && !existsSync("/proc");
  }
}
