import { FlowAbortedError, StepTimeoutError } from "../../errors/flow.ts";
import { pause } from "../../http/pause.ts";

type Limits = { timeout: number; what: string; signal: AbortSignal };

/** Rejects when something takes too long, or the signal ends it. */
export async function within<value>(promise: Promise<value>, { timeout, what, signal }: Limits): Promise<value> {
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

/** Asks every so often until it is so. Whoever has given up asks no more. */
export async function becomes(
  isSo: () => Promise<boolean>,
  { interval, ...limits }: Limits & { interval: number },
): Promise<void> {
  let isOver = false;
  const asking = async () => {
    while (!isOver && !limits.signal.aborted && !(await isSo())) await pause(interval, limits.signal);
  };
  try {
    await within(asking(), limits);
  } finally {
    isOver = true;
  }
}

export function aborted({ reason }: AbortSignal): FlowAbortedError {
  return new FlowAbortedError({ cause: reason instanceof Error ? reason : undefined });
}
