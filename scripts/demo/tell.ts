import { table } from "../lib/table.ts";

/** How a step went: what the story goes on with, what it cost, and what came of it in words. */
export type Outcome<T> = {
  value: T;
  /** Gas of all its transactions; absent where nothing was sent to the chain. */
  gas?: bigint;
  result: string;
};

/** Plays a step and writes down how it went. */
export type Tell = <T>(step: string, play: () => Promise<Outcome<T>>) => Promise<T>;

type Row = { step: string; gas: bigint; milliseconds: number; result: string };

/** Why, in one line: the words of an error and of what caused it. */
function reasonOf(error: unknown): string {
  const words: string[] = [];
  for (let cause = error; cause instanceof Error && words.length < 3; cause = cause.cause) {
    words.push((cause.message.split("\n")[0] ?? "").trim());
  }
  return words.join("; ") || String(error);
}

/** Keeps the book of a story. */
export function createBook(log: (line: string) => void) {
  const rows: Row[] = [];

  const tell: Tell = async (step, play) => {
    const started = performance.now();
    const write = (result: string, gas: bigint, wrong: boolean) => {
      rows.push({ step, gas, milliseconds: performance.now() - started, result });
      log(`${wrong ? "WRONG" : "ok   "} ${step}`);
    };
    try {
      const { value, gas = 0n, result } = await play();
      write(result, gas, false);
      return value;
    } catch (error) {
      write(`WRONG: ${reasonOf(error)}`, 0n, true);
      throw error;
    }
  };

  const render = (): string =>
    table(
      ["step", "gas", "seconds", "result"],
      rows.map(({ step, gas, milliseconds, result }) => [
        step,
        Number(gas).toLocaleString("en"),
        (milliseconds / 1_000).toFixed(1),
        result,
      ]),
    );

  return { tell, render, steps: () => rows.length };
}
