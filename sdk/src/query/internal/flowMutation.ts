import type { QueryClient } from "@tanstack/query-core";
import type { FlowFunction } from "../../flows/internal/defineFlow.ts";
import type { FlowContext, FlowOutcome, FlowRunOptions } from "../../flows/types.ts";
import type { Undo } from "./optimistic.ts";

/** Options of a mutation, for `useMutation` and every other adapter of TanStack Query. Plans a flow and runs it to its end. */
export type FlowMutationOptions<parameters, result> = {
  mutationKey: readonly ["plaza", string];
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
export type FlowMutationRun = FlowRunOptions;

type Optimistic<parameters> = (
  queries: QueryClient,
  parameters: parameters,
  context: FlowContext,
) => readonly Promise<Undo>[];

/** Makes the options of a flow's mutation. */
export function flowMutation<parameters, result>(
  name: string,
  flow: FlowFunction<parameters, result>,
  optimistic: Optimistic<parameters> = () => [],
) {
  return (context: FlowContext, run: FlowMutationRun = {}): FlowMutationOptions<parameters, result> => ({
    mutationKey: ["plaza", name],
    mutationFn: async (parameters) => (await flow(context, parameters)).run(run),
    async onMutate(parameters, { client }) {
      const undos = await Promise.all(optimistic(client, parameters, context));
      return () => {
        for (const undo of undos) undo();
      };
    },
    onError: (_error, _parameters, undo) => undo?.(),
    onSettled(_result, _error, _parameters, _undo, { client }) {
      void client.invalidateQueries({ queryKey: ["plaza"] });
    },
  });
}
