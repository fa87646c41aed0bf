import type { FlowLock } from "../lock.ts";
import type { FlowStore } from "../store.ts";
import { type Attempt, keyOf, loadPlan, savePlan } from "./plan.ts";

/**
 * Keeps the hash of whoever signed after his run was given up, for the next run to find. Not where somebody has gone on since, or is
 * going on now: then the nonce must do.
 */
export async function keepLateHash(
  { store, lock, id }: { store: FlowStore; lock: FlowLock; id: string },
  step: number,
  { nonce, hash }: Attempt,
): Promise<void> {
  await lock(keyOf(id), async () => {
    const plan = await loadPlan(store, id);
    const { attempt, outcomes } = plan;
    if (outcomes.length !== step || attempt?.nonce !== nonce || attempt.hash !== undefined) return;
    await savePlan(store, { ...plan, attempt: { ...attempt, hash } });
  });
}
