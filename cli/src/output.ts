import { formatEther } from "viem";
import type { Io } from "./io.ts";

/** Prints an answer as JSON: amounts as decimal strings, times in ISO 8601. */
export function printJson(io: Io, value: unknown, indent?: number): void {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part), indent);
  io.out(`${text}\n`);
}

/**
 * A text of somebody else's, such as an item's name, without what would steer a terminal, begin a line of its own, or turn around what
 * stands beside it.
 */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");

/** Prints rows below each other, each column as wide as its widest. */
export function printTable(io: Io, given: readonly (readonly string[])[]): void {
  const rows = given.map((row) => row.map(plain));
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
