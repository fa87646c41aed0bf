import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { Ports } from "../../scripts/lib/ports.ts";
import { groupRuns } from "../../scripts/lib/processes.ts";
import { root } from "../../scripts/lib/root.ts";

/** `npm start` as a user types it, in a process group of its own, as a terminal gives it. */
export class NpmStart {
  readonly process: ChildProcess;
  output = "";

  constructor(ports: Ports, ...args: string[]) {
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

  /** Ctrl-C. */
  interrupt(): void {
    process.kill(-this.#group, "SIGINT");
  }

  /** Whether anything of it is left. */
  get runs(): boolean {
    return groupRuns(this.#group);
  }

  kill(): void {
    if (this.runs) process.kill(-this.#group, "SIGKILL");
  }

  get #group(): number {
    return this.process.pid as number;
  }
}
