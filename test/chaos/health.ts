import type { Instance } from "./instance.ts";
import { until } from "./wait.ts";

/** Milliseconds within which an outage must show. The chain may be silent for 15 s before that is one. */
const TRUTH_MS = 30_000;

/** Milliseconds within which all is to be well again, however busy the machine is. */
const WELL_MS = 120_000;

type Route = "/ready" | "/database" | "/chain" | "/redis";

/** Asks for health while something is wrong, and counts the answers. */
export class HealthWatch {
  /** How often it was right. */
  truths = 0;
  /** What was not told, or not in time. */
  readonly lies: string[] = [];

  /** Every instance that answers must say that something is wrong. */
  async mustComplain(instances: readonly Instance[], route: Route): Promise<void> {
    await Promise.all(
      instances
        .filter(({ url }) => url !== undefined)
        .map((instance) => this.#expect(instance, route, 503, "complains", TRUTH_MS)),
    );
  }

  /** Every instance must be well again. */
  async mustBeWell(instances: readonly Instance[]): Promise<void> {
    for (const route of ["/ready", "/database", "/chain", "/redis"] as const)
      await Promise.all(instances.map((instance) => this.#expect(instance, route, 200, "is well", WELL_MS)));
  }

  async #expect(instance: Instance, route: Route, status: number, what: string, limitMs: number): Promise<void> {
    let last = "";
    try {
      await until(
        what,
        async () => {
          const health = await instance.health(route);
          last = JSON.stringify(health);
          return health?.status === status;
        },
        limitMs,
      );
      this.truths += 1;
    } catch {
      this.lies.push(`${instance.name} ${what} at /health${route}: ${last}`);
    }
  }
}
