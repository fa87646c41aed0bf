/** Work under way, by what was asked: who asks the same meanwhile waits for the same answer. Nothing is remembered once it is there. */
export class InFlight<value> {
  readonly #running = new Map<string, Promise<value>>();

  /**
   * Begins the work, or waits for what was begun for the same key.
   *
   * @returns What it came to, and whether this call began it.
   */
  async share(key: string, run: () => Promise<value>): Promise<{ value: value; isFirst: boolean }> {
    const running = this.#running.get(key);
    if (running) return { value: await running, isFirst: false };
    const begun = run().finally(() => this.#running.delete(key));
    this.#running.set(key, begun);
    return { value: await begun, isFirst: true };
  }
}
