import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect } from "chai";
import { FolderInUseError, lockFolder } from "./lock.ts";

describe("folder lock", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plaza-lock-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Another process that holds the folder until it is killed. */
  async function holder() {
    const script = `const { lockFolder } = await import(process.argv[1]); lockFolder(process.argv[2]); console.log("held"); setInterval(() => {}, 1e6);`;
    const lock = new URL("./lock.ts", import.meta.url).href;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, lock, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    return child;
  }

  it("keeps a second user of this process out until it is released", () => {
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).to.throw(FolderInUseError, "PLAZA_RELAYER_DATA");
    release();
    lockFolder(folder)();
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("keeps a second process out, and takes over from one that was killed", async () => {
    const child = await holder();
    expect(() => lockFolder(folder)).to.throw(FolderInUseError, `process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    const release = lockFolder(folder);
    expect(existsSync(join(folder, "lock.json"))).to.equal(true);
    release();
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("keeps another thread of this process out", async () => {
    const script = `const { parentPort, workerData } = require("node:worker_threads"); import(workerData.lock).then(({ lockFolder }) => { const release = lockFolder(workerData.folder); parentPort.once("message", release); parentPort.postMessage("held"); });`;
    const lock = new URL("./lock.ts", import.meta.url).href;
    const thread = new Worker(script, { eval: true, workerData: { lock, folder } });
    await once(thread, "message");
    expect(() => lockFolder(folder)).to.throw(FolderInUseError);
    thread.postMessage("release");
    await once(thread, "exit");
    lockFolder(folder)();
  });

  it("is not fooled by a pid that somebody else has now", () => {
    writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: process.ppid, started: "1", token: "old" }));
    lockFolder(folder)();
    writeFileSync(join(folder, "lock.json"), JSON.stringify({ pid: process.pid, started: "1", token: "old" }));
    lockFolder(folder)();
  });

  it("takes over a lock that nobody can read", () => {
    writeFileSync(join(folder, "lock.json"), "not json");
    lockFolder(folder)();
  });
});
