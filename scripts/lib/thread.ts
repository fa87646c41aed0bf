/** Inside a thread of threads.ts: starts one part, says where it is, and closes it when told to. */
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadMessage, ThreadStart } from "./threads.ts";

if (!parentPort) throw new Error("this runs in a thread only");
const port = parentPort;
const say = (message: ThreadMessage) => port.postMessage(message);

try {
  const part = await start(workerData as ThreadStart);
  port.once("message", () => void part.close().then(() => say("closed")));
  say({ url: part.url });
} catch (error) {
  say({ failed: error instanceof Error ? error.message : String(error) });
}

async function start(what: ThreadStart): Promise<{ url: string; close(): Promise<void> }> {
  switch (what.part) {
    case "relayer":
      return (await import("@plaza/relayer/launch")).startRelayer(what.config);
    case "page":
      return (await import("@plaza/web/launch")).startPage(what.config);
  }
}
