import { type Logger, pino } from "pino";

export type { Logger };

/** Levels that a logger can be set to. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** A logger that writes JSON lines to the standard output. Amounts are bigints and print as decimal strings. */
export function createLogger(level: LogLevel): Logger {
  return pino({
    name: "plaza-relayer",
    level,
    formatters: { level: (label) => ({ level: label }), log: plainBigints },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

function plainBigints(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "bigint" ? value.toString() : value]),
  );
}
