/** A line that no Solidity test runs, quoted, and why that is well. */
export type Exception = { file: string; line: string; reason: string };

export const exceptions: readonly Exception[] = [];

/** Tests that instrumented code cannot pass, and why. */
export const expectedFailures: readonly { test: RegExp; reason: string }[] = [
  {
    test: /_FitsInto/,
    reason: "instrumented code is twice as large; the check of gas and sizes measures the real code",
  },
];
