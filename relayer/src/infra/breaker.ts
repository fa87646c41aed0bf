import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";

/** When a dependency is left alone, and for how long. */
export type BreakerSettings = {
  /** Failures in a row after which nothing more is asked of it. */
  failures: number;
  /** Milliseconds that a call has. */
  timeoutMs: number;
  /** Milliseconds until one call may try whether it is back. */
  resetMs: number;
};

export const defaultBreaker: BreakerSettings = { failures: 5, timeoutMs: 10_000, resetMs: 60_000 };

export type BreakerState = "closed" | "open" | "half-open";

/** A dependency did not answer in time, or is not asked because it failed too often. */
export class DependencyAwayError extends Error {
  override readonly name = "DependencyAwayError";
}

/** Stands between the relayer and something that can hang or break: calls end in time, and what keeps failing gets a rest. */
export class Breaker {
  readonly #name: string;
  readonly #settings: BreakerSettings;
  readonly #circuit: CircuitBreakerPolicy;
  readonly #policy: ReturnType<typeof wrap>;

  /** @param isOutage - Whether an error tells of the dependency rather than of what was asked of it. */
  constructor(name: string, settings: BreakerSettings, isOutage: (error: unknown) => boolean) {
    this.#name = name;
    this.#settings = settings;
    this.#circuit = circuitBreaker(
      handleWhen((error) => isTaskCancelledError(error) || isOutage(error)),
      { breaker: new ConsecutiveBreaker(settings.failures), halfOpenAfter: settings.resetMs },
    );
    this.#policy = wrap(this.#circuit, timeout(settings.timeoutMs, TimeoutStrategy.Aggressive));
  }

  get state(): BreakerState {
    if (this.#circuit.state === CircuitState.Closed) return "closed";
    return this.#circuit.state === CircuitState.HalfOpen ? "half-open" : "open";
  }

  /** @throws DependencyAwayError, or what the call throws. */
  async run<value>(call: () => Promise<value>): Promise<value> {
    try {
      return (await this.#policy.execute(call)) as value;
    } catch (error) {
      const { failures, timeoutMs } = this.#settings;
      if (isBrokenCircuitError(error))
        throw new DependencyAwayError(`The ${this.#name} failed ${failures} times in a row and is left alone.`);
      if (isTaskCancelledError(error))
        throw new DependencyAwayError(`The ${this.#name} did not answer within ${timeoutMs} ms.`);
      throw error;
    }
  }
}

/** The breakers of all dependencies, by name. */
export class Breakers {
  readonly #settings: BreakerSettings;
  readonly #breakers = new Map<string, Breaker>();

  constructor(settings: Partial<BreakerSettings> = {}) {
    this.#settings = { ...defaultBreaker, ...settings };
  }

  /** @param settings - Of this dependency, where those of all do not fit it. */
  add(
    name: string,
    isOutage: (error: unknown) => boolean = () => true,
    settings: Partial<BreakerSettings> = {},
  ): Breaker {
    const breaker = new Breaker(name, { ...this.#settings, ...settings }, isOutage);
    this.#breakers.set(name, breaker);
    return breaker;
  }

  states(): Record<string, BreakerState> {
    return Object.fromEntries([...this.#breakers].map(([name, { state }]) => [name, state]));
  }
}
