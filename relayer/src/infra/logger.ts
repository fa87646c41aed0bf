import { type DestinationStream, type Logger, type LoggerOptions, pino } from "pino";
import { withoutSecretsInUrls } from "./errorText.ts";

export type { Logger };

/** Levels that a logger can be set to. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const secretsOfErrors = ["err", "err.cause", "err.aggregateErrors[*]"].flatMap((error) =>
  ["query", "params", "parameters", "queryOptions", "detail", "where", "internalQuery"].map(
    (field) => `${error}.${field}`,
  ),
);

/** A logger that writes JSON lines to the standard output. Amounts are bigints and print as decimal strings. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    name: "plaza-relayer",
    level,
    formatters: { level: (label) => ({ level: label }), log: plainBigints },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: Error) => scrubbed(pino.stdSerializers.err(error)) },
    // Errors of a database carry what was written, and with it the maxima of bids.
    redact: { paths: secretsOfErrors, remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}

function plainBigints(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "bigint" ? value.toString() : value]),
  );
}

/** How deep errors are looked into: those of viem hold what was asked, and clients. */
const DEPTH = 6;

/** The same with no key of an endpoint in any text of it. */
function scrubbed(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return withoutSecretsInUrls(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.map((one) => scrubbed(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, scrubbed(one, depth + 1)]));
}
