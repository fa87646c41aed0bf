import type { Address, Hash, Hex } from "viem";
import { FlowPlanNotFoundError } from "../../errors/flow.ts";
import type { FlowStore } from "../store.ts";
import type { FlowRequirement } from "../types.ts";

/** A transaction that the wallet was asked for. Saved before it is asked, so that whatever becomes of it can be found out. */
export type Attempt = {
  /** Whatever is sent for this step has this nonce: at most one such transaction can ever be carried out. */
  nonce: number;
  /** A block before it. */
  fromBlock: bigint;
  to: Address;
  data: Hex;
  /** Once the wallet has told. */
  hash?: Hash | undefined;
};

/** What is saved of a flow until it is finished. Holds nothing secret but signatures that were made for it. */
export type Plan = {
  version: 1;
  id: string;
  kind: string;
  chainId: number;
  marketplace: Address;
  account: Address;
  parameters: unknown;
  /** Names of its steps, in their order, and what they will do. */
  steps: string[];
  requirements: FlowRequirement[];
  /** What each step that is done has given, in their order. */
  outcomes: unknown[];
  /** Of the step that is under way. */
  attempt: Attempt | null;
  /** Unix milliseconds. */
  createdAt: number;
};

const PREFIX = "plaza-flow:";

/** JSON with bigints, which it has no word for. */
export function encode(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? { $bigint: String(part) } : part));
}

export function decode(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === "object" && part !== null && "$bigint" in part ? BigInt(String(part.$bigint)) : part,
  );
}

export const keyOf = (id: string): string => `${PREFIX}${id}`;

export async function savePlan(store: FlowStore, plan: Plan): Promise<void> {
  await store.set(keyOf(plan.id), encode(plan));
}

export async function loadPlan(store: FlowStore, id: string): Promise<Plan> {
  const text = await store.get(keyOf(id));
  if (text === null) throw new FlowPlanNotFoundError({ id });
  let plan: Plan | undefined;
  try {
    plan = decode(text) as Plan;
  } catch {
    // A plan is saved whole, so this is not ours.
  }
  if (plan?.version !== 1) throw new FlowPlanNotFoundError({ id, reason: "it is not of this version" });
  return plan;
}

/** Plans that have not come to their end, the oldest first. */
export async function listPlans(store: FlowStore): Promise<Plan[]> {
  const keys = (await store.keys()).filter((key) => key.startsWith(PREFIX));
  const loaded = await Promise.allSettled(keys.map((key) => loadPlan(store, key.slice(PREFIX.length))));
  return loaded
    .flatMap((plan) => (plan.status === "fulfilled" ? [plan.value] : []))
    .filter(({ outcomes, steps }) => outcomes.length < steps.length)
    .sort((a, b) => a.createdAt - b.createdAt);
}
