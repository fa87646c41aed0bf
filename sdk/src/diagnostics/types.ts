import type { PlazaError } from "../errors/base.ts";
import type { FlowState } from "../flows/types.ts";

/** How an operation ended: it was done; it was refused, rightly (sold, too low, declined in the wallet); or something failed that should have worked. */
export type OperationOutcome = "done" | "refused" | "failed";

/** One operation that is over. */
export type Operation = {
  /** What it was: a flow's kind with its phase (`buy.plan`, `buy.run`), a request (`GET /v1/auctions`), an action (`buySync`). */
  name: string;
  outcome: OperationOutcome;
  /** How long it took. */
  milliseconds: number;
  /** When it ended, milliseconds since 1970. */
  at: number;
  /** What it came to, where it was not done; of a request that was answered with a status, none. */
  error?: PlazaError | undefined;
};

/** A flow's change of state. */
export type FlowTransition = {
  /** Id of the plan. */
  id: string;
  /** Which flow: `buy`, `bid`. */
  kind: string;
  state: FlowState<unknown>;
};

/**
 * Told of what the SDK does: nothing of it leaves the program unless this sends it. An error that it throws is dropped: what is watched goes on.
 */
export type DiagnosticsHook = {
  onOperation?: ((operation: Operation) => void) | undefined;
  onState?: ((transition: FlowTransition) => void) | undefined;
};

/** Whether operations do what they should: at least nine of the last ten, at least half of them, or fewer; `unknown` before the first. */
export type Health = "healthy" | "degraded" | "failing" | "unknown";

/** All operations of one name. */
export type OperationSummary = {
  count: number;
  refused: number;
  failed: number;
  /** Share of what was done among all, 0 to 1. */
  successRate: number;
  /** Milliseconds, over all. */
  mean: number;
  /** Milliseconds, over the last 200. */
  p95: number;
  /** The last ten, the newest last. */
  last: readonly Operation[];
  health: Health;
};

/** What diagnostics know. */
export type DiagnosticsReport = {
  /** By name. */
  operations: Readonly<Record<string, OperationSummary>>;
  /** The last ten changes of flows' states, the newest last. */
  transitions: readonly FlowTransition[];
  /** The worst of the operations'. */
  health: Health;
};
