import { FlowAbortedError, StepTimeoutError } from "../../errors/flow.ts";

/** Rejects when something takes too long, or the signal ends it. */
export async function within<value>(
  promise: Promise<value>,
  { timeout, what, signal }: { timeout: number; what: string; signal: AbortSignal },
): Promise<value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StepTimeoutError({ what, timeout })), timeout);
    onAbort = () => reject(aborted(signal));
    signal.addEventListener("abort", onAbort);
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal.removeEventListener("abort", onAbort);
  }
}

export function aborted({ reason }: AbortSignal): FlowAbortedError {
  return new FlowAbortedError({ cause: reason instanceof Error ? reason : undefined });
}
