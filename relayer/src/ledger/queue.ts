/** A job in the queue, and whoever waits for it. */
export type Entry<job, result> = {
  job: job;
  resolve: (result: result) => void;
  reject: (error: unknown) => void;
};

/** The queue is full: better to say so at once than to answer too late. */
export class QueueFullError extends Error {
  override readonly name = "QueueFullError";
}

/** The queue takes nothing any more. */
export class QueueClosedError extends Error {
  override readonly name = "QueueClosedError";
}

/**
 * One writer: jobs run in the order in which they came, in batches. What arrives while a batch is being written makes up the
 * next one, so that batches grow with the load and a lone job waits for nobody.
 */
export class BatchQueue<job, result> {
  readonly #run: (batch: Entry<job, result>[]) => Promise<void>;
  /** Whether a job must be in a batch of its own. */
  readonly #isAlone: (job: job) => boolean;
  readonly #limits: { batch: number; waiting: number };
  readonly #waiting: Entry<job, result>[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(
    run: (batch: Entry<job, result>[]) => Promise<void>,
    isAlone: (job: job) => boolean,
    limits: { batch: number; waiting: number },
  ) {
    this.#run = run;
    this.#isAlone = isAlone;
    this.#limits = limits;
  }

  /** Jobs that wait. */
  get length(): number {
    return this.#waiting.length;
  }

  push(job: job): Promise<result> {
    if (this.#closed) return Promise.reject(new QueueClosedError("The queue is closed."));
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(new QueueFullError("The queue is full."));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#running ??= this.#drain();
    });
  }

  /** Takes nothing more, and waits for what was taken. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #drain(): Promise<void> {
    // Let everything that became ready in this turn of the event loop join the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#take();
      try {
        await this.#run(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }

  #take(): Entry<job, result>[] {
    const [first] = this.#waiting;
    if (first && this.#isAlone(first.job)) return this.#waiting.splice(0, 1);
    let count = 0;
    for (const { job } of this.#waiting) {
      if (count === this.#limits.batch || this.#isAlone(job)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }
}
