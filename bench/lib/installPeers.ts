import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Installs the peers of a folder with a lock file, where they are missing or not what that says. */
export function installPeers(folder: string): void {
  if (isInstalled(folder)) return;
  console.log(`Installing the peers into ${folder}; only this benchmark needs them.`);
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`npm could not install the peers (it ended with ${status})`);
}

function isInstalled(folder: string): boolean {
  const installed = `${folder}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const versions = (file: string) =>
    Object.entries(
      (JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { version: string }> }).packages,
    )
      .filter(([path]) => path !== "")
      .map(([path, { version }]) => `${path}@${version}`)
      .join();
  return versions(installed) === versions(`${folder}package-lock.json`);
}
