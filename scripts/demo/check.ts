import { isDeepStrictEqual } from "node:util";
import type { PlazaError } from "@plaza/sdk";
import { formatEther, type TransactionReceipt } from "viem";
import type { World } from "./world.ts";

/** Something is not as the story has it. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}` : inner)) ?? "nothing";
}

/** Holds what somebody says to what must be. `what` names who says what: "chain: owner". */
export function check<T>(what: string, got: T, expected: T): void {
  if (!isDeepStrictEqual(got, expected)) throw new StoryError(`${what}: got ${show(got)}, expected ${show(expected)}`);
}

/** Runs what must be refused, with an error of this class and no other. */
export async function refused<E extends PlazaError>(
  what: string,
  run: () => Promise<unknown>,
  Refusal: abstract new (...args: never[]) => E,
): Promise<E> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw new StoryError(`${what}: refused for another reason than ${Refusal.name}`, { cause: error });
  }
  throw new StoryError(`${what}: not refused, where ${Refusal.name} was due`);
}

/** Asks until the answer is there, or the time is up. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  const deadline = performance.now() + seconds * 1_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new StoryError(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until GraphQL knows of a transaction. */
export async function indexed({ graphql }: World, { blockNumber }: TransactionReceipt): Promise<void> {
  await graphql.waitForBlock(blockNumber);
}

/** An item that must be in GraphQL. */
export function present<T>(what: string, value: T | null | undefined): T {
  if (value === null || value === undefined) throw new StoryError(`${what}: not there`);
  return value;
}

/** Credits as people read them. */
export function inCredits(amount: bigint): string {
  return Number(formatEther(amount)).toLocaleString("en", { maximumFractionDigits: 2 });
}
