import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTrader } from "../account/useTrader.ts";
import { graphql } from "../data/clients.ts";
import { type FlowState, type FlowStep, IDLE } from "./types.ts";

const INDEXER_MS = 20_000;

/**
 * Runs the steps of one change one after the other and tells where it stands. Every wait has an end, so nobody is left in
 * "processing". After the last step the indexer's answers are fresh when it says "done".
 */
export function useFlow() {
  const { getClient } = useTrader();
  const queries = useQueryClient();
  const [state, setState] = useState<FlowState>(IDLE);
  const alive = useRef(true);
  const running = useRef(false);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);

  const run = useCallback(
    async (steps: readonly FlowStep[]): Promise<boolean> => {
      if (running.current) return false;
      running.current = true;
      const show = (next: FlowState) => alive.current && setState(next);
      const labels = steps.map(({ label }) => label);
      let step = 0;
      try {
        show({ status: "signing", step, steps: labels });
        const client = await getClient();
        let block: bigint | undefined;
        for (const current of steps) {
          step = steps.indexOf(current);
          if (current.needed === undefined || (await current.needed(client))) {
            const enter = (status: "signing" | "sending") => show({ status, step, steps: labels });
            block = (await current.run({ client, enter })).block ?? block;
          }
        }
        show({ status: "processing", step, steps: labels });
        const note = block === undefined ? undefined : await indexed(block);
        await queries.invalidateQueries({ queryKey: ["plaza"] });
        show({ status: "done", step, steps: labels, note });
        return true;
      } catch (error) {
        show({ status: "failed", step, steps: labels, error });
        void queries.invalidateQueries({ queryKey: ["plaza"] });
        return false;
      } finally {
        running.current = false;
      }
    },
    [getClient, queries],
  );
  const reset = useCallback(() => setState(IDLE), []);
  return { state, run, reset };
}

/** Waits until the indexer shows the block; a slow indexer is no failure of what was done. */
async function indexed(block: bigint): Promise<string | undefined> {
  try {
    await graphql.waitForBlock(block, { timeout: INDEXER_MS });
    return undefined;
  } catch {
    return "It is done on the chain. The shop window is still catching up.";
  }
}
