/**
 * Keeps the timers of these delays, in milliseconds, from running by themselves: `expire` ends them when a test wants it, and nobody waits.
 * All other timers run as ever.
 */
export function holdTimers(delays: readonly number[]) {
  const { setTimeout } = globalThis;
  let held: (() => void)[] = [];
  const holding = (run: () => void, delay?: number, ...rest: []) => {
    if (delay === undefined || !delays.includes(delay)) return setTimeout(run, delay, ...rest);
    held.push(run);
    return setTimeout(() => {}, 0);
  };
  globalThis.setTimeout = Object.assign(holding, setTimeout) as typeof setTimeout;
  return {
    /** As if their time were over. */
    expire() {
      const over = held;
      held = [];
      for (const run of over) run();
    },
    [Symbol.dispose]() {
      globalThis.setTimeout = setTimeout;
    },
  };
}
