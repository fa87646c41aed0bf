/** "2d 4h", "3h 12m", "4:05", "0:09": coarse far away, exact when it matters. */
export function formatCountdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  const days = Math.floor(left / 86_400);
  const hours = Math.floor((left % 86_400) / 3_600);
  const minutes = Math.floor((left % 3_600) / 60);
  const rest = left % 60;
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${pad(minutes)}m`;
  return `${minutes}:${pad(rest)}`;
}

/** "just now", "4 min ago", "3 h ago", then the date. */
export function formatAgo(at: number, now: number): string {
  const passed = now - at;
  if (passed < 45) return "just now";
  if (passed < 3_600) return `${Math.max(1, Math.floor(passed / 60))} min ago`;
  if (passed < 86_400) return `${Math.floor(passed / 3_600)} h ago`;
  if (passed < 7 * 86_400) return plural(Math.floor(passed / 86_400), "day", "ago");
  return formatDate(at);
}

/** "12 Mar 2026, 14:05" in the person's own zone. */
export function formatDate(at: number): string {
  return new Date(at * 1000).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

function plural(count: number, unit: string, after?: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}${after === undefined ? "" : ` ${after}`}`;
}

function pad(value: number): string {
  return value.toString().padStart(2, "0");
}
