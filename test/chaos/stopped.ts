import { readFileSync } from "node:fs";

/** A process and all that it has started. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return [
    pid,
    ...children
      .split(" ")
      .filter(Boolean)
      .flatMap((child) => family(Number(child))),
  ];
}

/** Stops a process and all that it has started, as a machine that is suspended does. Returns how to let them go on. */
export function suspend(pid: number): () => void {
  const stopped = family(pid);
  for (const member of stopped) process.kill(member, "SIGSTOP");
  return () => {
    for (const member of stopped) process.kill(member, "SIGCONT");
  };
}
