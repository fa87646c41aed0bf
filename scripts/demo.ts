/**
 * `npm run demo`: the whole house on free ports, and a story played in it with real transactions and real HTTP. Exits with 1
 * if any step is wrong.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playStory } from "./demo/story.ts";
import { createBook } from "./demo/tell.ts";
import { createWorld } from "./demo/world.ts";
import { freePorts } from "./lib/ports.ts";
import { startStack } from "./lib/stack.ts";

/** Seconds after which a demo that hangs is given up. */
const DEADLINE = 240;

const began = performance.now();
const seconds = () => ((performance.now() - began) / 1_000).toFixed(1);
const house = new AsyncDisposableStack();
const book = createBook((line) => console.log(line));
let ending: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => end(1, `Stopped by ${signal}.`));
setTimeout(() => end(1, `The demo took longer than ${DEADLINE} s.`), DEADLINE * 1_000).unref();

try {
  const stack = await book.tell("the house opens", async () => ({
    value: await openHouse(),
    result: "chain, catalogue, indexer, relayer",
  }));
  void stack.crashed.then((error) => end(1, error.message));
  await playStory(createWorld(stack), book.tell);
  await end(0, `All ${book.steps()} steps are right, by GraphQL and by the chain, in ${seconds()} s.`);
} catch (error) {
  await end(1, `The story went wrong after ${seconds()} s.`, error);
}

function report(part: string, state: string, text: string): void {
  if (state === "done") console.log(`${seconds().padStart(5)} s  ${part}: ${text}`);
}

async function openHouse() {
  const folder = await mkdtemp(join(tmpdir(), "plaza-demo-"));
  house.defer(() => rm(folder, { recursive: true, force: true }));
  return startStack(
    { ports: await freePorts(), deploymentFolder: join(folder, "chain-31337"), onProgress: report },
    house,
  );
}

/** Prints the table and closes the house, once, whoever asks first. */
function end(code: number, words: string, error?: unknown): Promise<void> {
  ending ??= (async () => {
    process.exitCode = code;
    console.log(`\n${book.render()}\n`);
    if (error !== undefined) console.error(shorten(error));
    await house.disposeAsync().catch((failure: unknown) => {
      process.exitCode = 1;
      console.error(failure);
    });
    console.log(words);
    process.exit();
  })();
  return ending;
}

/** Where it went wrong. The whole of an error can be pages long: it shows the transaction. */
function shorten(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? error.message).split("\n") : [String(error)];
  return lines
    .slice(0, 16)
    .map((line) => line.slice(0, 160))
    .join("\n");
}
