// Loaded into the indexer's process by its launcher, which holds the other end of standard input. When the launcher is
// gone, however it went, that end closes; then this process ends too instead of living on unseen, and removes the folder
// that it ran in, since nobody else will.
import { rmSync } from "node:fs";

const folder = process.cwd();
const launcher = process.ppid;

let alone = false;

// Either sign may come first: that the end closed, or that the system gave this process another parent.
process.on("exit", () => {
  if (alone || process.ppid !== launcher) rmSync(folder, { recursive: true, force: true });
});

process.stdin.once("close", () => {
  alone = true;
  if (process.listenerCount("SIGTERM") > 0) process.kill(process.pid, "SIGTERM");
  else process.exit(1);
});
// Nobody reads what is said from then on.
for (const stream of [process.stdin, process.stdout, process.stderr]) stream.on("error", () => {});
process.stdin.resume();
process.stdin.unref();
