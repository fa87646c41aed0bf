import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { RelayerConfig } from "@plaza/relayer/launch";
import type { StartPageOptions } from "@plaza/web/launch";

/** What each part that runs in a thread is started with. */
export type ThreadConfigs = { relayer: RelayerConfig; page: StartPageOptions };

export type ThreadStart = {
  [part in keyof ThreadConfigs]: { part: part; config: ThreadConfigs[part] };
}[keyof ThreadConfigs];

/** What a thread says: it is up, it could not start, it is down. */
export type ThreadMessage = { url: string } | { failed: string } | "closed";

export type RunningPart = {
  url: string;
  /** Resolves, with the reason, if it ends without being told to. */
  crashed: Promise<Error>;
};

/**
 * Starts a part in a thread of its own. Opening a database or building a page keeps a thread busy for seconds, in which the
 * chain would answer nobody and whoever waits for it would give up.
 *
 * @param house Closes the part, even while it still starts.
 */
export async function startInThread(start: ThreadStart, house: AsyncDisposableStack): Promise<RunningPart> {
  const worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData: start });
  const crashed = new Promise<Error>((resolve) => {
    worker.once("error", resolve);
    worker.once("exit", (code) => resolve(new Error(`the ${start.part} ended with code ${code}`)));
  });
  let isUp = false;
  house.defer(async () => {
    if (isUp) {
      const closed = nextMessage(worker);
      worker.postMessage("close");
      await Promise.race([closed, crashed]);
    }
    await worker.terminate();
  });
  const message = await Promise.race([nextMessage(worker), crashed]);
  if (message instanceof Error) throw message;
  if (message === "closed") throw new Error("ended at once");
  if ("failed" in message) throw new Error(message.failed);
  isUp = true;
  return { url: message.url, crashed };
}

async function nextMessage(worker: Worker): Promise<ThreadMessage> {
  const [message] = (await once(worker, "message")) as [ThreadMessage];
  return message;
}
