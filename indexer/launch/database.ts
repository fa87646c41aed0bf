import { execFile } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What Ponder keeps on this machine between starts; not under version control. */
export const CACHE = fileURLToPath(new URL("../.ponder", import.meta.url));

/**
 * PGlite comes with 400 kB of buffers and flushes its log at each commit: with these a block is indexed in two thirds of the
 * time. What a crash may take of the last commits, Ponder reads from the chain again.
 */
const SETTINGS = `shared_buffers = 16MB
wal_buffers = 4MB
wal_level = minimal
max_wal_senders = 0
synchronous_commit = off
`;

/** Room that an index in memory must find. */
const MEMORY_BYTES = 2 ** 30;

/**
 * Puts an empty database where there is none yet, and sets it up. To make one takes PGlite some seconds of computing, which
 * copying one saves at every start but the first.
 */
export async function prepareDatabase(folder: string): Promise<void> {
  if (!existsSync(folder)) {
    const template = await ensureTemplate();
    await mkdir(dirname(folder), { recursive: true });
    await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
  await writeFile(join(folder, "postgresql.auto.conf"), SETTINGS);
}

/** A new folder for what goes with the process: in memory where the system offers that as a folder with enough room. */
export async function makeScratchFolder(): Promise<string> {
  const room = await statfs("/dev/shm").catch(() => undefined);
  const inMemory = room !== undefined && room.bavail * room.bsize >= MEMORY_BYTES;
  return mkdtemp(join(inMemory ? "/dev/shm" : tmpdir(), "plaza-indexer-"));
}

async function ensureTemplate(): Promise<string> {
  // The very PGlite that Ponder will open it with.
  const entry = createRequire(import.meta.resolve("ponder")).resolve("@electric-sql/pglite");
  const { version } = JSON.parse(await readFile(join(dirname(entry), "../package.json"), "utf8")) as {
    version: string;
  };
  const template = join(CACHE, `empty-pglite-${version}`);
  if (existsSync(template)) return template;

  // Made aside and moved in whole, since several may start at once. In a process of its own, since it would block this one.
  const aside = `${template}.${process.pid}`;
  await mkdir(CACHE, { recursive: true });
  const program = `
    import pglite from ${JSON.stringify(pathToFileURL(entry).href)};
    const database = new pglite.PGlite(${JSON.stringify(aside)});
    await database.query("select 1");
    await database.close();`;
  try {
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
    await rename(aside, template);
  } catch (error) {
    if (!existsSync(template)) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return template;
}
