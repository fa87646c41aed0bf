/** Milliseconds between two looks. */
const LOOK_MS = 20;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Waits until a question has an answer. One that throws has none yet.
 *
 * @throws where there is none in time; the message says what was waited for, and what the last look threw.
 */
export async function until<value>(
  what: string,
  ask: () => Promise<value | undefined | false> | value | undefined | false,
  limitMs = 120_000,
): Promise<value> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    let failure: unknown;
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > deadline) throw new Error(`It never came true: ${what}.`, { cause: failure });
    await pause(LOOK_MS);
  }
}
