import { FlowBusyError } from "../errors/flow.ts";
import { keyOf, loadPlan } from "./internal/plan.ts";
import { defaultFlowLock, type FlowLock } from "./lock.ts";
import type { FlowStore } from "./store.ts";

/**
 * Deletes the plan of a flow that nobody wants to go on with. What the wallet was asked for may still happen: such a plan stays, unless
 * `force` says that its owner knows.
 *
 * @returns Whether there is no such plan any more.
 * @throws FlowBusyError while it runs, here or in another tab.
 *
 * @example
 * ```ts
 * for (const { id, done, asked } of await unfinishedFlows(store)) if (done === 0 && !asked) await discardFlow({ store }, { id });
 * ```
 */
export async function discardFlow(
  { store, lock = defaultFlowLock() }: { store: FlowStore; lock?: FlowLock | undefined },
  { id, force = false }: { id: string; force?: boolean | undefined },
): Promise<boolean> {
  const done = await lock(keyOf(id), async () => {
    const plan = force ? undefined : await loadPlan(store, id).catch(() => undefined);
    if (plan !== undefined && plan.attempt !== null) return false;
    await store.delete(keyOf(id));
    return true;
  });
  if (done === undefined) throw new FlowBusyError({ id });
  return done.value;
}
