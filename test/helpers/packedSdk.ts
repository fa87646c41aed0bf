import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../scripts/lib/root.ts";
import { runSoundly } from "./run.ts";

/** A stranger's project that has the SDK from its packed tarball. */
export type Project = {
  folder: string;
  /** Entry points by the names that one imports: `@plaza/sdk`, `@plaza/sdk/actions`. */
  entries: string[];
  close(): Promise<void>;
};

/**
 * Packs what the suite `build sdk` built and has npm install it into an empty project outside the house.
 *
 * @param peers - Packages that the project has besides, those of the house: nothing is fetched.
 */
export async function installPackedSdk(peers: readonly string[]): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "plaza-package-"));
  try {
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "stranger", private: true, type: "module" }));
    const packing = ["pack", "--json", "--pack-destination", folder];
    const packed = await runSoundly("npm", [...packing, "--loglevel=error"], { cwd: join(root, "sdk", "dist") });
    const [{ filename }] = JSON.parse(packed.slice(packed.indexOf("["))) as [{ filename: string }];
    const quietly = [
      "--offline",
      "--legacy-peer-deps",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    await runSoundly("npm", ["install", ...quietly, `./${filename}`], { cwd: folder });
    const sdk = join(folder, "node_modules", "@plaza", "sdk");
    for (const peer of peers) await linkPackage(folder, peer);
    const manifest = JSON.parse(await readFile(join(sdk, "package.json"), "utf8")) as { exports: object };
    const entries = Object.keys(manifest.exports)
      .filter((entry) => entry !== "./package.json")
      .map((entry) => `@plaza/sdk${entry.slice(1)}`);
    return { folder, entries, close: () => rm(folder, { recursive: true, force: true }) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function linkPackage(folder: string, name: string): Promise<void> {
  const link = join(folder, "node_modules", name);
  await mkdir(dirname(link), { recursive: true });
  await symlink(join(root, "node_modules", name), link);
}
