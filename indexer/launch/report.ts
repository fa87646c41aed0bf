const KEPT_LINES = 20;
const ERROR_LEVEL = 50;

type Log = { level: number; msg: string; error?: { message?: string; stack?: string }; [key: string]: unknown };

/** Reads what Ponder says, a JSON line each time, and passes on what a person wants to hear. */
export function createReporter(onProgress: (text: string) => void, onListening: (port: number) => void = () => {}) {
  const kept: string[] = [];
  const keep = (text: string) => {
    kept.push(text);
    if (kept.length > KEPT_LINES) kept.shift();
  };
  return {
    onLine(line: string): void {
      const log = parse(line);
      if (!log) {
        keep(line);
        return;
      }
      if (log.level >= ERROR_LEVEL) keep([log.msg, log.error?.message].filter(Boolean).join(": "));
      if (log.msg === "Created HTTP server") onListening(Number(log.port));
      const text = describe(log);
      if (text) onProgress(text);
    },
    /** The last errors and whatever else was no log line. */
    lastWords: () => (kept.length === 0 ? "" : ` Its last words:\n${kept.join("\n")}`),
  };
}

function parse(line: string): Log | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "msg" in value ? (value as Log) : undefined;
  } catch {
    return undefined;
  }
}

function describe({ msg, ...log }: Log): string | undefined {
  switch (msg) {
    case "Connected to database":
      return "database open";
    case "Connected to JSON-RPC":
      return "chain found";
    case "Indexed block range":
      return `${log.event_count} events of blocks ${log.block_range}`;
    case "Created HTTP server":
      return `listening on port ${log.port}`;
    case "Completed backfill indexing across all chains":
      return "history indexed";
    default:
      return undefined;
  }
}
