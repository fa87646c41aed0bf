import { PlazaError } from "../errors/base.ts";
import { UnexpectedError } from "../errors/unexpected.ts";
import type { DiagnosticsHook, Operation, OperationOutcome } from "./types.ts";

/** Runs an operation, and tells the hook how long it took and what it came to. */
export async function measured<value>(
  hook: DiagnosticsHook | undefined,
  name: string,
  run: () => Promise<value>,
  outcomeOf: (value: value) => OperationOutcome = () => "done",
): Promise<value> {
  if (hook?.onOperation === undefined) return run();
  const began = performance.now();
  const end = (rest: Pick<Operation, "outcome" | "error">) =>
    quietly(() => hook.onOperation?.({ name, milliseconds: performance.now() - began, at: Date.now(), ...rest }));
  try {
    const value = await run();
    end({ outcome: outcomeOf(value) });
    return value;
  } catch (error) {
    // What is no error of the SDK's is a signal's own reason: somebody gave it up.
    const typed = error instanceof PlazaError ? error : undefined;
    const isFailure = typed?.retryable || typed instanceof UnexpectedError;
    end({ outcome: isFailure ? "failed" : "refused", error: typed });
    throw error;
  }
}

/** Calls somebody else's function, whose errors are his. */
export function quietly(tell: () => void): void {
  try {
    tell();
  } catch {
    // What is watched goes on.
  }
}
