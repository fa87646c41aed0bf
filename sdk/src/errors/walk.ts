/** An error and all that caused it, outermost first. Bounded: a chain of causes can be circular. */
export function* causesOf(error: unknown): Generator<unknown> {
  let current = error;
  for (let depth = 0; depth < 32 && current !== undefined && current !== null; depth++) {
    yield current;
    current = typeof current === "object" && "cause" in current ? current.cause : undefined;
  }
}

/** Whether something is an error of one of these names. Names survive two copies of viem on one page; classes do not. */
export function isNamed(error: unknown, names: ReadonlySet<string>): error is Error {
  return error instanceof Error && names.has(error.name);
}
