import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Folder of the peers' own package.json and lock file. */
export const peersFolder = fileURLToPath(new URL("../../peers/", import.meta.url));

/** Installs the peers where they are missing or not what the lock file says. */
export function installPeers(): void {
  if (isInstalled()) return;
  console.log("Installing the peers into bench/peers; only this benchmark needs them.");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: peersFolder,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`npm could not install the peers (it ended with ${status})`);
}

function isInstalled(): boolean {
  const installed = `${peersFolder}node_modules/.package-lock.json`;
  if (!existsSync(installed)) return false;
  const versions = (file: string) =>
    Object.entries(
      (JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, { version: string }> }).packages,
    )
      .filter(([path]) => path !== "")
      .map(([path, { version }]) => `${path}@${version}`)
      .join();
  return versions(installed) === versions(`${peersFolder}package-lock.json`);
}
