import { stripVTControlCharacters } from "node:util";
import type { Exception } from "./exceptions.ts";

/** Coverage of one file: per cent of its lines and statements, and the numbers of the lines that nothing ran. */
export type FileCoverage = { file: string; lines: number; statements: number; uncovered: number[] };

/** Reads what `hardhat test solidity --coverage` printed, with the lines from its lcov file (its table cuts them short). */
export function parseCoverage(printed: string, lcov: string): FileCoverage[] {
  const uncovered = new Map(
    lcov
      .split("end_of_record")
      .map((record) => [
        /^SF:(.+)$/m.exec(record)?.[1],
        [...record.matchAll(/^DA:(\d+),0$/gm)].map(([, line]) => Number(line)).sort((a, b) => a - b),
      ]),
  );
  const rows = stripVTControlCharacters(printed).matchAll(/^║ (contracts\/\S+\.sol) +│ ([\d.]+) +│ ([\d.]+) /gm);
  return [...rows].map(([, file = "", lines, statements]) => ({
    file,
    lines: Number(lines),
    statements: Number(statements),
    uncovered: uncovered.get(file) ?? [],
  }));
}

/** Names of the tests that Hardhat says have failed. */
export const failuresOf = (printed: string): string[] =>
  [...stripVTControlCharacters(printed).matchAll(/^ {2}\d+\) (\S+#\S+?)\(/gm)].map(([, name = ""]) => name);

/**
 * What keeps the coverage from 100 % of lines and statements: lines that nothing runs and no exception names, statements on
 * covered lines, and exceptions that are none any more.
 *
 * @param sourceOf - Text of a source file.
 */
export function gapsOf(
  coverage: readonly FileCoverage[],
  exceptions: readonly Exception[],
  sourceOf: (file: string) => string,
): string[] {
  const used = new Set<Exception>();
  const gaps = coverage.flatMap(({ file, statements, uncovered }) => {
    const text = sourceOf(file).split("\n");
    const unexplained = uncovered.filter((number) => {
      const exception = exceptions.find((entry) => entry.file === file && entry.line === text[number - 1]?.trim());
      if (exception) used.add(exception);
      return !exception;
    });
    if (unexplained.length > 0) return unexplained.map((number) => `${file}:${number} ${text[number - 1]?.trim()}`);
    return statements < 100 && uncovered.length === 0 ? [`${file}: ${statements} % of its statements`] : [];
  });
  const stale = exceptions.filter((exception) => !used.has(exception));
  return [...gaps, ...stale.map(({ file, line }) => `${file} has an exception that is covered or gone: ${line}`)];
}
