/** Runs something while nobody else holds the same name. Answers `undefined` without running where somebody does. */
export type FlowLock = <value>(name: string, run: () => Promise<value>) => Promise<{ value: value } | undefined>;

type WebLocks = {
  request(name: string, options: { ifAvailable: true }, run: (lock: unknown) => Promise<void>): Promise<unknown>;
};

const held = /* @__PURE__ */ new Set<string>();

/**
 * Keeps apart what runs in one realm: scripts, and browsers without Web Locks.
 *
 * @example
 * ```ts
 * const flow = await buyFlow({ client, deployment, lock: localFlowLock }, purchase);
 * ```
 */
export const localFlowLock: FlowLock = async (name, run) => {
  if (held.has(name)) return undefined;
  held.add(name);
  try {
    return { value: await run() };
  } finally {
    held.delete(name);
  }
};

/**
 * Keeps tabs and workers of one origin apart, by Web Locks. A tab that is closed lets go.
 *
 * @example
 * ```ts
 * const flow = await buyFlow({ client, deployment, lock: webFlowLock(navigator.locks) }, purchase);
 * ```
 */
export function webFlowLock(locks: WebLocks): FlowLock {
  return async <value>(name: string, run: () => Promise<value>) => {
    let done: { value: value } | undefined;
    await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock !== null) done = { value: await run() };
    });
    return done;
  };
}

/**
 * Web Locks where there are any.
 *
 * @example
 * ```ts
 * const done = await defaultFlowLock()("my-job", async () => tidyUp());
 * if (done === undefined) console.log("another tab does it");
 * ```
 */
export function defaultFlowLock(): FlowLock {
  const { navigator } = globalThis as { navigator?: { locks?: WebLocks } };
  return navigator?.locks === undefined ? localFlowLock : webFlowLock(navigator.locks);
}
