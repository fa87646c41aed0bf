import type { Account, Hash } from "viem";
import type { PlazaClient } from "../../actions/internal/types.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import type { GraphqlClient } from "../../graphql/createGraphqlClient.ts";
import type { RelayerClient } from "../../relayer/createRelayerClient.ts";
import type { FlowRequirement, FlowStatus } from "../types.ts";
import type { Attempt } from "./plan.ts";

/** How long things may take, in milliseconds. */
export type Timeouts = { request: number; signature: number; block: number };

/** What a flow works with while it plans. */
export type PlanScope = {
  client: PlazaClient;
  account: Account;
  deployment: PlazaDeployment;
  relayer: RelayerClient | undefined;
  graphql: GraphqlClient | undefined;
  timeouts: Timeouts;
};

/** What a step works with while it runs. */
export type StepScope<parameters> = PlanScope & {
  parameters: parameters;
  /** What the steps before have given. */
  outcomes: readonly unknown[];
  attempt: Attempt | null;
  /** Saves what the wallet is being asked for; null when that came to nothing. */
  saveAttempt(attempt: Attempt | null): Promise<void>;
  enter(status: Extract<FlowStatus, "validating" | "awaitingSignature" | "sending">): void;
  signal: AbortSignal;
};

/** One step. What it gives is saved, and must be what JSON and bigints can say. */
export type Step<parameters> = {
  requirement: FlowRequirement;
  run(scope: StepScope<parameters>): Promise<unknown>;
};

/**
 * What the step before gave is no longer good, as the cause says: it is to be done anew. What a plan found given when it was made has no such
 * step: then the one that is `named` is put before.
 */
export class StepExpired extends Error {
  readonly named: string | undefined;

  constructor(cause: unknown, named?: string) {
    super(undefined, { cause });
    this.named = named;
  }
}

/** What a transaction's step gives. */
export type Sent<event> = { hash: Hash; block: bigint; event: event };
