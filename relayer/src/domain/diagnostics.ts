/** How well operations went lately; `no_data` before the first. */
export const verdicts = ["excellent", "good", "fair", "poor", "no_data"] as const;
export type Verdict = (typeof verdicts)[number];

/** One operation that ended. */
export type Operation = { name: string; ok: boolean; milliseconds: number; requestId: string; at: string };

export type OperationFigures = { count: number; successRate: number; meanMs: number; p95Ms: number };

/** Least success rate and largest mean duration of each verdict, best first. */
const BARS = [
  { verdict: "excellent", successRate: 0.95, meanMs: 2_000 },
  { verdict: "good", successRate: 0.9, meanMs: 5_000 },
  { verdict: "fair", successRate: 0.8, meanMs: 10_000 },
] as const;

export function verdictOf({ count, successRate, meanMs }: OperationFigures): Verdict {
  if (count === 0) return "no_data";
  return BARS.find((bar) => successRate >= bar.successRate && meanMs <= bar.meanMs)?.verdict ?? "poor";
}

/** Figures of some operations; all zero of none. */
export function figuresOf(operations: readonly Operation[]): OperationFigures {
  const count = operations.length;
  if (count === 0) return { count, successRate: 0, meanMs: 0, p95Ms: 0 };
  const durations = operations.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const sum = durations.reduce((total, duration) => total + duration, 0);
  return {
    count,
    successRate: operations.filter(({ ok }) => ok).length / count,
    meanMs: sum / count,
    p95Ms: durations[Math.ceil(count * 0.95) - 1] ?? 0,
  };
}

const WINDOW = 1_000;
const SHOWN = 10;

/** Remembers the newest thousand operations, for whoever asks how things go. */
export class Diagnostics {
  readonly #operations: Operation[] = [];
  #next = 0;

  record(operation: Operation): void {
    this.#operations[this.#next] = operation;
    this.#next = (this.#next + 1) % WINDOW;
  }

  report() {
    const oldestFirst = [...this.#operations.slice(this.#next), ...this.#operations.slice(0, this.#next)];
    const all = figuresOf(oldestFirst);
    const names = [...new Set(oldestFirst.map(({ name }) => name))].sort();
    return {
      verdict: verdictOf(all),
      ...all,
      operations: names.map((name) => ({ name, ...figuresOf(oldestFirst.filter((one) => one.name === name)) })),
      last: oldestFirst.slice(-SHOWN).reverse(),
    };
  }
}
