import { execFile } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** What Ponder keeps on this machine between starts; not under version control. */
export const CACHE = fileURLToPath(new URL("../.ponder", import.meta.url));

/**
 * Puts an empty database where there is none yet. To make one takes PGlite some seconds of computing, which copying one
 * saves at every start but the first.
 */
export async function prepareDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const template = await ensureTemplate();
  await mkdir(dirname(folder), { recursive: true });
  await cp(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
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
