/** Things by when their time comes, so that who looks often for what is due need not look at all that is not. */
export class Schedule<thing> {
  /** Sorted when asked. What is added mostly comes last, and what is sorted already is sorted again in one look. */
  #later: { thing: thing; at: number }[] = [];
  #isSorted = true;

  /** @param at - When its time comes, in the unit that is asked by. */
  add(thing: thing, at: number): void {
    this.#later.push({ thing, at });
    this.#isSorted = false;
  }

  /** Takes out all whose time has come by then, the earliest first, of equal ones those that were added first. */
  take(by: number): thing[] {
    if (!this.#isSorted) this.#later.sort((one, other) => one.at - other.at);
    this.#isSorted = true;
    const first = this.#later.findIndex(({ at }) => at > by);
    return this.#later.splice(0, first < 0 ? this.#later.length : first).map(({ thing }) => thing);
  }
}
