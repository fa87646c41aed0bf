import { formatEther } from "viem";
import type { Io } from "./io.ts";

/** Prints an answer as JSON: amounts as decimal strings, times in ISO 8601. */
export function printJson(io: Io, value: unknown, indent?: number): void {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part), indent);
  io.out(`${text}\n`);
}

/** Prints rows below each other, each column as wide as its widest. */
export function printTable(io: Io, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    io.out(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

/** An amount in whole Credits. */
export const inCredits = (amount: bigint | null): string => (amount === null ? "-" : `${formatEther(amount)} Credits`);
