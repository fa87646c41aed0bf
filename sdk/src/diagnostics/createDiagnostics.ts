import type {
  DiagnosticsHook,
  DiagnosticsReport,
  FlowTransition,
  Health,
  Operation,
  OperationSummary,
} from "./types.ts";

/** A hook that keeps what it is told, and sums it up. */
export type Diagnostics = Required<DiagnosticsHook> & {
  /** What is known up to now. */
  report(): DiagnosticsReport;
};

type Kept = { count: number; refused: number; failed: number; total: number; durations: number[]; last: Operation[] };

const LAST = 10;
const WINDOW = 200;

/** From the worst on. */
const verdicts: readonly Health[] = ["failing", "degraded", "healthy", "unknown"];

/**
 * Keeps how long operations took and what they came to, in memory and nowhere else. Give it to clients, flows and actions that shall be watched.
 *
 * @example
 * ```ts
 * const diagnostics = createDiagnostics();
 * const relayer = createRelayerClient({ url, diagnostics });
 * const flow = await buyFlow({ client, deployment, relayer, diagnostics }, purchase);
 * await flow.run();
 * const { health, operations } = diagnostics.report();
 * console.log(health, operations["buy.run"]?.p95);
 * ```
 */
export function createDiagnostics(): Diagnostics {
  const kept = new Map<string, Kept>();
  const transitions: FlowTransition[] = [];

  return {
    onOperation(operation) {
      const { name, outcome, milliseconds } = operation;
      const of = kept.get(name) ?? { count: 0, refused: 0, failed: 0, total: 0, durations: [], last: [] };
      kept.set(name, of);
      of.count += 1;
      of.total += milliseconds;
      if (outcome !== "done") of[outcome] += 1;
      push(of.durations, milliseconds, WINDOW);
      push(of.last, operation, LAST);
    },

    onState: (transition) => push(transitions, transition, LAST),

    report() {
      const operations = Object.fromEntries([...kept].map(([name, of]) => [name, summaryOf(of)]));
      const found = Object.values(operations).map(({ health }) => health);
      const health = verdicts.find((verdict) => found.includes(verdict)) ?? "unknown";
      return { operations, transitions: [...transitions], health };
    },
  };
}

function push<value>(list: value[], value: value, most: number): void {
  list.push(value);
  if (list.length > most) list.shift();
}

function summaryOf({ count, refused, failed, total, durations, last }: Kept): OperationSummary {
  const sorted = durations.toSorted((a, b) => a - b);
  return {
    ...{ count, refused, failed },
    successRate: (count - refused - failed) / count,
    mean: total / count,
    p95: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0,
    last: [...last],
    health: healthOf(last),
  };
}

/** What was refused rightly is no sign of illness. */
function healthOf(last: readonly Operation[]): Health {
  const well = last.filter(({ outcome }) => outcome !== "failed").length / last.length;
  return well >= 0.9 ? "healthy" : well >= 0.5 ? "degraded" : "failing";
}
