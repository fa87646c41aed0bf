import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { missingPackages, thisMachine } from "./installed.mjs";

// Not `npm ci`: it refuses a lock file without the builds for other systems, which a mirror of the registry may lack.
const install = "install --no-save --ignore-scripts --prefer-offline --no-audit --no-fund --loglevel=error".split(" ");

/** Installs what a folder's lock file says, where it is missing or other than that. `why` is said before. */
export function installLocked(folder: string, why: string): void {
  if (isInstalled(folder)) return;
  console.log(`Installing packages into ${folder}. ${why}`);
  const { status } = spawnSync("npm", install, { cwd: folder, stdio: "inherit" });
  if (status !== 0 || !isInstalled(folder)) throw new Error(`npm could not install them (it ended with ${status}).`);
}

function isInstalled(folder: string): boolean {
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const packagesOf = (file: string) => JSON.parse(readFileSync(file, "utf8")).packages;
  return (
    missingPackages(packagesOf(join(folder, "package-lock.json")), packagesOf(installed), thisMachine()).length === 0
  );
}
