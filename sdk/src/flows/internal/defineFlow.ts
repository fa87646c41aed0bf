import { isAddressEqual } from "viem";
import { accountOf } from "../../actions/internal/accountOf.ts";
import { explained } from "../../actions/internal/explained.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import { measured, quietly } from "../../diagnostics/measured.ts";
import type { PlazaError } from "../../errors/base.ts";
import { FlowBusyError, FlowPlanNotFoundError, StepTimeoutError } from "../../errors/flow.ts";
import { RequestTimeoutError } from "../../errors/http.ts";
import { TransactionTimeoutError } from "../../errors/transaction.ts";
import { WrongChainError } from "../../errors/wallet.ts";
import { discardFlow } from "../discardFlow.ts";
import { defaultFlowLock } from "../lock.ts";
import { memoryFlowStore } from "../store.ts";
import type { Flow, FlowContext, FlowOutcome, FlowRunOptions, FlowState, FlowStatus } from "../types.ts";
import { keepLateHash } from "./keepLateHash.ts";
import { keyOf, loadPlan, type Plan, savePlan } from "./plan.ts";
import { type PlanScope, type Sent, type Step, StepExpired } from "./scope.ts";
import { aborted, within } from "./within.ts";

export type FlowDefinition<given, parameters, result> = {
  /** Names the kind of plan. */
  kind: string;
  /**
   * Names of the steps that it takes, by what the chain says now, and all that must stay the same each time it is run, such as a
   * random salt. Throws what stands in the way.
   */
  plan: (scope: PlanScope, given: given) => Promise<{ steps: string[]; parameters: parameters }>;
  /** All steps that there may be, by name. */
  steps: (parameters: parameters, deployment: PlazaDeployment) => Record<string, Step<parameters>>;
  /** What came of it, from what the steps gave. */
  result: (outcomes: readonly unknown[], parameters: parameters) => result;
  /** What can be known only once all is done, and fails nothing where it cannot. */
  afterwards?: ((scope: PlanScope, result: result, signal: AbortSignal) => Promise<Partial<result>>) | undefined;
  /** What an error means to who runs this flow, where that is not what it means to others. */
  reword?: ((error: PlazaError) => PlazaError) | undefined;
};

/** A function that plans a flow, and takes one up again. */
export type FlowFunction<parameters, result> = {
  (context: FlowContext, parameters: parameters): Promise<Flow<result & FlowOutcome>>;
  /** Takes a saved plan up again, after a reload or in another tab. */
  resume(context: FlowContext, id: string): Promise<Flow<result & FlowOutcome>>;
};

const fractions: Partial<Record<FlowStatus, number>> = { validating: 0.1, awaitingSignature: 0.3, sending: 0.6 };
const EXPIRED = Symbol();
const timedOut = [StepTimeoutError, RequestTimeoutError, TransactionTimeoutError];

/** Makes a flow of its steps: planning, saving, states and errors are the same for all of them. */
export function defineFlow<given extends object, parameters extends object, result extends object>({
  kind,
  plan: planSteps,
  steps: stepsOf,
  result: resultOf,
  afterwards = async () => ({}),
  reword = (error) => error,
}: FlowDefinition<given, parameters, result>): FlowFunction<given, result> {
  type Result = result & FlowOutcome;

  async function plan(context: FlowContext, given: given): Promise<Flow<Result>> {
    const scope = scopeOf(context);
    const { chainId, marketplace } = scope.deployment;
    try {
      const { steps, parameters } = await within(planSteps(scope, given), {
        timeout: scope.timeouts.request,
        what: "What this takes could not be found out in time.",
        signal: new AbortController().signal,
      });
      const known = stepsOf(parameters, scope.deployment);
      const saved: Plan = {
        version: 1,
        id: crypto.randomUUID(),
        kind,
        chainId,
        marketplace,
        account: scope.account.address,
        parameters,
        steps,
        requirements: steps.map((name) => stepNamed(known, name, "").requirement),
        outcomes: [],
        attempt: null,
        createdAt: Date.now(),
      };
      const store = context.store ?? memoryFlowStore();
      await savePlan(store, saved);
      return flowOf({ ...context, store }, scope, saved);
    } catch (error) {
      throw reword(await explained(error));
    }
  }

  async function resume(context: FlowContext, id: string): Promise<Flow<Result>> {
    const scope = scopeOf(context);
    const saved = await loadPlan(context.store ?? memoryFlowStore(), id);
    const { chainId, marketplace } = scope.deployment;
    const refuse = (reason: string) => new FlowPlanNotFoundError({ id, reason });
    if (saved.kind !== kind) throw refuse(`it is a ${saved.kind}`);
    if (saved.chainId !== chainId || !isAddressEqual(saved.marketplace, marketplace))
      throw refuse("it is of another Plaza");
    if (!isAddressEqual(saved.account, scope.account.address)) throw refuse(`it is of ${saved.account}`);
    return flowOf(context, scope, saved);
  }

  function flowOf(context: FlowContext, scope: PlanScope, planned: Plan): Flow<Result> {
    const { id } = planned;
    let { requirements } = planned;
    const { store = memoryFlowStore(), lock = defaultFlowLock() } = context;
    const listeners = new Set<(state: FlowState<Result>) => void>();
    let running = 0;
    let reached = planned.outcomes.length;
    let state: FlowState<Result> = { status: "idle", step: planned.outcomes.length, progress: 0, message: "" };

    const run = (options: FlowRunOptions = {}) => measured(context.diagnostics, `${kind}.run`, () => runOnce(options));

    async function runOnce({ signal = new AbortController().signal, onState }: FlowRunOptions): Promise<Result> {
      if (state.result !== undefined) return state.result;
      const show = (next: FlowState<Result>) => {
        state = next;
        onState?.(next);
        for (const listener of listeners) listener(next);
        quietly(() => context.diagnostics?.onState?.({ id, kind, state: next }));
      };
      let progress = 0;
      const enter = (status: FlowStatus, step: number) => {
        progress = Math.max(progress, (step + (fractions[status] ?? 0)) / (requirements.length + 1));
        show({ status, step, progress, message: messageOf(status, requirements[step]?.label) });
      };

      running += 1;
      let over = false;
      const work = async (): Promise<Result> => {
        // Another tab may have gone on meanwhile: what it saved is what holds.
        const plan = await loadPlan(store, id);
        requirements = plan.requirements;
        const known = stepsOf(plan.parameters as parameters, scope.deployment);
        const redone = new Set<string>();
        while (plan.outcomes.length < plan.steps.length) {
          if (signal.aborted) throw aborted(signal);
          const index = plan.outcomes.length;
          const name = plan.steps[index] ?? "";
          const step = stepNamed(known, name, id);
          const asked = step.run({
            ...scope,
            parameters: plan.parameters as parameters,
            outcomes: plan.outcomes,
            attempt: plan.attempt,
            saveAttempt: async (attempt) => {
              if (over) return attempt === null ? undefined : keepLateHash({ store, lock, id }, index, attempt);
              plan.attempt = attempt;
              await savePlan(store, plan);
            },
            enter: (status) => enter(status, index),
            signal,
          });
          const outcome = await asked.catch((error: unknown) => {
            if (!(error instanceof StepExpired)) throw error;
            // What does not help once would be asked for without end.
            if (redone.has(name) || (index === 0 && error.named === undefined)) throw error.cause;
            redone.add(name);
            if (index === 0 && error.named !== undefined) {
              plan.requirements = [stepNamed(known, error.named, id).requirement, ...plan.requirements];
              plan.steps = [error.named, ...plan.steps];
              requirements = plan.requirements;
            }
            return EXPIRED;
          });
          plan.outcomes = outcome === EXPIRED ? plan.outcomes.slice(0, -1) : [...plan.outcomes, outcome ?? null];
          plan.attempt = null;
          await savePlan(store, plan);
          reached = plan.outcomes.length;
        }
        // Nobody needs it any more, and it may hold signatures.
        await store.delete(keyOf(id));
        enter("processing", plan.steps.length);
        const block = lastBlock(plan.outcomes);
        const indexed = block === null ? null : await isIndexed(scope, block, signal);
        const done = resultOf(plan.outcomes, plan.parameters as parameters);
        const later = await afterwards(scope, done, signal).catch(() => ({}));
        const result = { ...done, ...later, block, indexed };
        show({ status: "completed", step: plan.steps.length, progress: 1, message: "Done.", result });
        return result;
      };

      try {
        const done = await lock(keyOf(id), () =>
          work().finally(() => {
            over = true;
          }),
        );
        if (done === undefined) throw new FlowBusyError({ id });
        return done.value;
      } catch (caught) {
        const error = reword(await explained(caught));
        // Whoever runs it here already tells how it goes.
        if (error instanceof FlowBusyError && running > 1) throw error;
        const status = timedOut.some((late) => error instanceof late) ? "timedOut" : "failed";
        show({ ...state, status, step: reached, message: error.shortMessage, error });
        throw error;
      } finally {
        running -= 1;
      }
    }

    return {
      id,
      get requirements() {
        return requirements;
      },
      run,
      discard: () => discardFlow({ store, lock }, { id }),
      getState: () => state,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
  }

  const planned = (context: FlowContext, given: given) =>
    measured(context.diagnostics, `${kind}.plan`, () => plan(context, given));
  return Object.assign(planned, { resume });
}

function scopeOf({ client, deployment, relayer, graphql, ...context }: FlowContext): PlanScope {
  const { requestTimeout = 15_000, signatureTimeout = 120_000, blockTimeout = 60_000 } = context;
  const timeouts = { request: requestTimeout, signature: signatureTimeout, block: blockTimeout };
  // Made for the chain on which its wallet is: nothing of this house is there, and a call to nobody succeeds.
  if (client.chain !== undefined && client.chain.id !== deployment.chainId) throw new WrongChainError();
  return { client, account: accountOf(undefined, client), deployment, relayer, graphql, timeouts };
}

function stepNamed<parameters>(known: Record<string, Step<parameters>>, name: string, id: string): Step<parameters> {
  const step = known[name];
  if (step === undefined) throw new FlowPlanNotFoundError({ id, reason: `it has a step "${name}"` });
  return step;
}

function messageOf(status: FlowStatus, label = ""): string {
  if (status === "awaitingSignature") return `${label}: waiting for your wallet.`;
  if (status === "sending") return `${label}: on its way.`;
  if (status === "processing") return "Done on chain. The index is catching up.";
  return `${label}: looking whether it works.`;
}

function lastBlock(outcomes: readonly unknown[]): bigint | null {
  const sent = outcomes.findLast((outcome) => typeof (outcome as Sent<unknown> | null)?.block === "bigint");
  return sent === undefined ? null : (sent as Sent<unknown>).block;
}

/** A slow index is no failure of what was done. */
async function isIndexed(
  { graphql, timeouts }: PlanScope,
  block: bigint,
  signal: AbortSignal,
): Promise<boolean | null> {
  if (graphql === undefined) return null;
  try {
    await graphql.waitForBlock(block, { timeout: timeouts.request, signal });
    return true;
  } catch {
    return false;
  }
}
