import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The data folder is in use. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Two processes would corrupt it: stop that one, or set PLAZA_RELAYER_DATA to another folder.`,
    );
  }
}

type Owner = { pid: number; started: string; token: string };

/**
 * Locks a data folder against a second process: PGlite opens a folder twice without an error, and both then write to it. A lock
 * whose owner is gone (killed) is taken over.
 *
 * @returns How to release it.
 */
export function lockFolder(folder: string): () => void {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true });
  const file = join(path, "lock.json");
  const token = randomUUID();
  const own = join(path, `lock.${token}`);
  writeFileSync(own, JSON.stringify({ pid: process.pid, started: startOf(process.pid) ?? "", token } satisfies Owner));
  try {
    acquire(file, own, folder);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (readOwner(file)?.token === token) rmSync(file, { force: true });
  };
}

function acquire(file: string, own: string, folder: string): void {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (tryLink(own, file)) return;
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner)) throw new FolderInUseError(folder, owner.pid);
    removeStale(file, `${own}.stale`, owner);
  }
  throw new FolderInUseError(folder, readOwner(file)?.pid ?? 0);
}

/** `link` makes the file with its content or fails: nobody ever reads a lock that is half written. */
function tryLink(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a dead owner's lock aside. If another process was faster, what moved is its new lock, which goes back. */
function removeStale(file: string, aside: string, stale: Owner | undefined): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readOwner(aside)?.token !== stale?.token) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readOwner(file: string): Owner | undefined {
  try {
    const { pid, started, token } = JSON.parse(readFileSync(file, "utf8")) as Owner;
    return Number.isSafeInteger(pid) ? { pid, started, token } : undefined;
  } catch {
    return undefined;
  }
}

/** This process counts too: another of its threads may hold the folder. */
function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const start = startOf(pid);
  return start === undefined || started === "" || start === started;
}

/** When a process started, where the system tells: pids are used again, soon so in a container. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
