import type { Address } from "viem";
import type { PlazaClient } from "../actions/internal/types.ts";
import type { PlazaDeployment } from "../deployment.ts";
import type { DiagnosticsHook } from "../diagnostics/types.ts";
import type { PlazaError } from "../errors/base.ts";
import type { GraphqlClient } from "../graphql/createGraphqlClient.ts";
import type { RelayerClient } from "../relayer/createRelayerClient.ts";
import type { FlowLock } from "./lock.ts";
import type { FlowStore } from "./store.ts";

/**
 * Where a flow stands: it has not begun; it looks whether a step would succeed; the wallet asks; a transaction or request is on its
 * way; all is done and the index catches up; it is over, in one of three ways. A flow that failed or timed out can be run again.
 */
export type FlowStatus =
  | "idle"
  | "validating"
  | "awaitingSignature"
  | "sending"
  | "processing"
  | "completed"
  | "failed"
  | "timedOut";

/** One thing that a flow will do, told before anything is signed. */
export type FlowRequirement = {
  /** `approve` and `transact` send a transaction, `permit` and `sign` ask for a signature, `request` asks a server, `wait` nobody. */
  type: "approve" | "permit" | "sign" | "transact" | "request" | "wait";
  /** What it does, in words for people. */
  label: string;
  /** How many Credits it is about, smallest unit; where it is about any. */
  amount?: bigint | undefined;
  /** Who may take them, of an approval or permit. */
  spender?: Address | undefined;
};

/** Where a flow stands, for a page to show. */
export type FlowState<result> = {
  status: FlowStatus;
  /** Index of the requirement that is under way. */
  step: number;
  /** From 0 to 1; never falls within one run. */
  progress: number;
  /** In words for people. */
  message: string;
  /** Why it `failed` or `timedOut`. */
  error?: PlazaError | undefined;
  /** Once `completed`. */
  result?: result | undefined;
};

/** What flows work with. */
export type FlowContext = {
  /** Signs and sends; reads too. */
  client: PlazaClient;
  deployment: PlazaDeployment;
  /** For what needs it: bids, withdrawals, offers. */
  relayer?: RelayerClient | undefined;
  /** Where given, a flow is complete only when the index shows it, or says that it lags. */
  graphql?: GraphqlClient | undefined;
  /** Where plans are kept; in memory by default, which survives no reload. */
  store?: FlowStore | undefined;
  /** Keeps a plan from running twice at once; Web Locks where there are any. */
  lock?: FlowLock | undefined;
  /** Milliseconds that the chain or a server may take to answer. @default 15_000 */
  requestTimeout?: number | undefined;
  /** Milliseconds that somebody may look at his wallet. @default 120_000 */
  signatureTimeout?: number | undefined;
  /** Milliseconds until a transaction must be in a block, and the index must have reached it. @default 60_000 */
  blockTimeout?: number | undefined;
  /** Told of each change of state, and of how planning and running ended. */
  diagnostics?: DiagnosticsHook | undefined;
};

export type FlowRunOptions = {
  /** Ends the flow before its next step. What was sent is not taken back. */
  signal?: AbortSignal | undefined;
  /** Told of each change. */
  onState?: ((state: FlowState<unknown>) => void) | undefined;
};

/** A plan that can be run, once to its end however often it is taken up. */
export type Flow<result> = {
  /** Id of the plan, to take it up again after a reload. */
  id: string;
  /** Everything that will be asked or sent, in its order. Begins with an approval where one that was there is gone when it is run. */
  requirements: readonly FlowRequirement[];
  /** Where it stands. */
  getState(): FlowState<result>;
  /** Calls back with each change; returns a function that ends that. */
  subscribe(listener: (state: FlowState<result>) => void): () => void;
  /**
   * Runs it from where it stands to its end. After a failure it can be called again: what has happened is not done again. Once it
   * is finished its plan is deleted, and this flow only tells its result.
   *
   * @throws The typed error of the step that failed, FlowAbortedError, FlowBusyError; FlowPlanNotFoundError
   * where it was finished elsewhere.
   */
  run(options?: FlowRunOptions): Promise<result>;
  /**
   * Deletes the plan, unless what its wallet was asked for may still happen. Returns whether there is none any more.
   *
   * @throws FlowBusyError while it runs, here or in another tab.
   */
  discard(): Promise<boolean>;
};

/** What every result tells. */
export type FlowOutcome = {
  /** Block of the last transaction; null where none was needed. */
  block: bigint | null;
  /** Whether the index shows it already; null where there is none to ask. */
  indexed: boolean | null;
};
