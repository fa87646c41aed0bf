import type { QueryClient } from "@tanstack/query-core";
import { PlazaError } from "../../errors/base.ts";
import { ContractError } from "../../errors/contract/base.ts";
import { RelayerError } from "../../errors/relayerBase.ts";
import { encode } from "../../flows/internal/plan.ts";
import { within } from "../../flows/internal/within.ts";
import type { Flow, FlowContext, FlowOutcome, FlowRunOptions } from "../../flows/types.ts";
import type { Undo } from "./optimistic.ts";

/** Options of a mutation, for `useMutation` and every other adapter of TanStack Query. Plans a flow and runs it to its end. */
export type FlowMutationOptions<parameters, result> = {
  mutationKey: readonly ["plaza", string];
  /** Tried also while the browser thinks that it is offline: what waits for the network would be sent by itself when nobody expects it any more. */
  networkMode: "always";
  /** Asked again with the same parameters after it failed, it takes up the plan that failed: nothing is sent twice. */
  mutationFn: (parameters: parameters) => Promise<result & FlowOutcome>;
  /** Shows in the cache what is about to be. */
  onMutate: (parameters: parameters, mutation: { client: QueryClient }) => Promise<Undo>;
  /** Takes that back. */
  onError: (error: Error, parameters: parameters, undo: Undo | undefined) => void;
  /** Whatever came of it, the answers in the cache are asked for anew. */
  onSettled: (
    result: unknown,
    error: unknown,
    parameters: parameters,
    undo: Undo | undefined,
    mutation: { client: QueryClient },
  ) => void;
};

/** How a mutation's flow is run, and who is told where it stands. */
export type FlowMutationRun = FlowRunOptions & {
  /** Told of the plan before it is run, with all that it will ask, and again where it has come to ask more. */
  onPlan?: ((flow: Flow<FlowOutcome>) => void) | undefined;
};

/** What a mutation's flow works with; a function is asked each time, and may connect a wallet or have it switch chain. */
export type FlowContextSource = FlowContext | (() => Promise<FlowContext>);

/** For as long as somebody may look at a wallet that wants to be unlocked, or to change its chain. */
const WALLET_MS = 120_000;

type Planner<parameters, result> = (
  context: FlowContext,
  parameters: parameters,
) => Promise<Flow<result & FlowOutcome>>;

type Optimistic<parameters> = (
  queries: QueryClient,
  parameters: parameters,
  context: FlowContext,
) => readonly Promise<Undo>[];

/** Makes the options of a flow's mutation. */
export function flowMutation<parameters, result>(
  name: string,
  plan: Planner<parameters, result>,
  optimistic: Optimistic<parameters> = () => [],
) {
  return (source: FlowContextSource, run: FlowMutationRun = {}): FlowMutationOptions<parameters, result> => {
    const contextOf = async () => {
      if (typeof source !== "function") return source;
      const { signal } = new AbortController();
      return within(source(), { timeout: WALLET_MS, what: "The wallet did not answer in time.", signal });
    };
    let unfinished: { asked: string; flow: Flow<result & FlowOutcome> } | undefined;
    return {
      mutationKey: ["plaza", name],
      networkMode: "always",
      async mutationFn(parameters) {
        const context = await contextOf();
        const asked = encode(parameters);
        const flow = unfinished?.asked === asked ? unfinished.flow : await plan(context, parameters);
        unfinished = undefined;
        let told = flow.requirements;
        run.onPlan?.(flow);
        const onState: FlowMutationRun["onState"] = (state) => {
          if (flow.requirements !== told) run.onPlan?.(flow);
          told = flow.requirements;
          run.onState?.(state);
        };
        try {
          return await flow.run({ ...run, onState });
        } catch (error) {
          if (!(await isOver(flow, error))) unfinished = { asked, flow };
          throw error;
        }
      },
      async onMutate(parameters, { client }) {
        const undos = await Promise.all(optimistic(client, parameters, await contextOf()));
        return () => {
          for (const undo of undos) undo();
        };
      },
      onError: (_error, _parameters, undo) => undo?.(),
      onSettled(_result, _error, _parameters, _undo, { client }) {
        void client.invalidateQueries({ queryKey: ["plaza"] });
      },
    };
  };
}

/**
 * Whether nothing can come of a failed plan any more, which is then deleted. One of which a part is done would do that part again if it
 * were planned anew: it stays, unless the contract or the relayer has refused the rest for good.
 */
async function isOver(flow: Flow<unknown>, error: unknown): Promise<boolean> {
  if (error instanceof PlazaError && error.retryable) return false;
  const isRefused = error instanceof ContractError || error instanceof RelayerError;
  if (flow.getState().step > 0 && !isRefused) return false;
  return flow.discard().catch(() => false);
}
