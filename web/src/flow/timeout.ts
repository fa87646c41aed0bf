import { PlazaError } from "@plaza/sdk";

/** A step took longer than anybody should wait. */
export class StepTimeoutError extends PlazaError {
  override readonly name = "StepTimeoutError";

  constructor(message: string) {
    super(message, { code: "step_timeout", recovery: "retry", retryable: true, name: "StepTimeoutError" });
  }
}

/** Rejects with words of its own when `promise` takes longer than `milliseconds`. */
export async function within<T>(promise: Promise<T>, milliseconds: number, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StepTimeoutError(message)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
