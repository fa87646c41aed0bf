import { readdirSync, readFileSync } from "node:fs";

/**
 * Whether anything runs in a process group. One that ended and waits for its parent to notice does not count: in a
 * container that can take pid 1 some seconds.
 */
export function groupRuns(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  const stats = statsOfAll();
  return stats === undefined || stats.some((stat) => stat.group === group && stat.state !== "Z");
}

/** State and group of every process, where the system tells by files. */
function statsOfAll(): { state: string; group: number }[] | undefined {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => statOf(pid) ?? []);
  } catch {
    return undefined;
  }
}

function statOf(pid: string) {
  try {
    // The name, in parentheses, may hold anything; behind it: state, parent, group.
    const [state = "", , group] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return { state, group: Number(group) };
  } catch {
    return undefined; // it ended just now
  }
}
