import type { TraderClient } from "../account/useTrader.ts";

/** Where a purchase, a bid or any other change stands. */
export type FlowStatus = "idle" | "signing" | "sending" | "processing" | "done" | "failed";

export interface FlowState {
  status: FlowStatus;
  /** Which of `steps` is under way. */
  step: number;
  steps: readonly string[];
  /** Something to say although it worked. */
  note?: string;
  error?: unknown;
}

/** What a step may tell while it runs, and use. */
export interface StepContext {
  client: TraderClient;
  /** Moves the shown state on, from signing to sending. */
  enter(status: "signing" | "sending"): void;
}

export interface FlowStep {
  label: string;
  /** Left out when it has nothing to do, such as an allowance that suffices. */
  needed?(client: TraderClient): Promise<boolean>;
  /** Does it; tells the block that the indexer must reach before others can see it. */
  run(context: StepContext): Promise<{ block?: bigint }>;
}

export const IDLE: FlowState = { status: "idle", step: 0, steps: [] };

/** Whether something is under way, so that buttons wait. */
export function isBusy({ status }: FlowState): boolean {
  return status === "signing" || status === "sending" || status === "processing";
}
