import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { Readable } from "node:stream";
import { expect } from "chai";
import { freePorts, type Ports } from "../../scripts/lib/ports.ts";
import { groupRuns } from "../../scripts/lib/processes.ts";
import { root } from "../../scripts/lib/root.ts";

/** `npm start` as a user types it, in a process group of its own, as a terminal gives it. */
class Start {
  readonly process: ChildProcess;
  output = "";

  constructor(args: readonly string[], ports: Ports) {
    const env = {
      ...process.env,
      PLAZA_CHAIN_PORT: String(ports.chain),
      PLAZA_GRAPHQL_PORT: String(ports.graphql),
      PLAZA_RELAYER_PORT: String(ports.relayer),
      PLAZA_PAGE_PORT: String(ports.page),
    };
    this.process = spawn("npm", ["start", "--", ...args], {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (chunk: Buffer) => {
      this.output += chunk;
    };
    this.process.stdout?.on("data", keep);
    this.process.stderr?.on("data", keep);
  }

  /** Waits until it has printed a text. */
  async prints(text: string): Promise<void> {
    const ended = once(this.process, "exit");
    while (!this.output.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`npm start ended:\n${this.output}`);
      await Promise.race([once(this.process.stdout as Readable, "data"), ended]);
    }
  }

  async exitCode(): Promise<number | null> {
    if (this.process.exitCode === null) await once(this.process, "close");
    return this.process.exitCode;
  }

  get group(): number {
    return this.process.pid as number;
  }

  kill(): void {
    if (groupRuns(this.group)) process.kill(-this.group, "SIGKILL");
  }
}

describe("npm start", () => {
  let start: Start | undefined;
  afterEach(() => start?.kill());

  it("brings everything up, says where, and leaves nothing behind on Ctrl-C", async function () {
    this.timeout(150_000);
    const ports = await freePorts();
    start = new Start([], ports);
    await start.prints("Plaza is ready");
    expect(start.output.trimEnd().endsWith("Plaza is ready"), "it is the last line").to.equal(true);
    for (const player of ["alice", "bob", "carol", "dave", "erin"])
      expect(start.output).to.match(new RegExp(`${player} +0x.+[1-9].* Credits`));

    const graphql = await fetch(`http://127.0.0.1:${ports.graphql}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ items { totalCount } listings { totalCount } auctions { totalCount } }" }),
    });
    const { data } = (await graphql.json()) as {
      data: Record<"items" | "listings" | "auctions", { totalCount: number }>;
    };
    expect(data.items.totalCount).to.be.at.least(300);
    expect(data.listings.totalCount).to.be.at.least(100);
    expect(data.auctions.totalCount).to.be.at.least(20);
    expect((await fetch(`http://127.0.0.1:${ports.relayer}/health`)).status).to.equal(200);
    expect((await fetch(`http://127.0.0.1:${ports.page}/`)).status).to.equal(200);

    process.kill(-start.group, "SIGINT");
    expect(await start.exitCode()).to.equal(0);
    expect(groupRuns(start.group)).to.equal(false);
  });

  it("names a port in use and the variable that moves it, before anything starts", async () => {
    const ports = await freePorts();
    const taken = createServer().listen(ports.relayer, "127.0.0.1");
    await once(taken, "listening");
    start = new Start([], ports);
    expect(await start.exitCode()).to.equal(1);
    taken.close();
    expect(start.output).to.contain(
      `Port ${ports.relayer}, where the relayer would listen, is in use. PLAZA_RELAYER_PORT moves it.`,
    );
    expect(start.output).not.to.contain("contracts");
  });

  it("refuses what it does not know, and helps", async () => {
    start = new Start(["--frseh"], await freePorts());
    expect(await start.exitCode()).to.equal(2);
    expect(start.output).to.contain("--frseh").and.contain("Usage: npm start");
  });
});
