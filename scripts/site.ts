/**
 * `npm run docs`: the documentation as a site in .plaza/site, from the pages of the repository and the SDK's own comments; a link that
 * leads nowhere is an error. `-- serve` shows it on 127.0.0.1 as well.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { installLocked } from "./lib/installLocked.ts";
import { root } from "./lib/root.ts";
import { stagePages } from "./site/stage.ts";

const [what = "build", ...more] = process.argv.slice(2);
if (!["build", "serve"].includes(what) || more.length > 0)
  throw new Error(`Usage: npm run docs [-- serve], not ${[what, ...more].join(" ")}.`);

/** Generated from the contracts, which have pages of their own. */
const generated = ["./abi", "./ethers"];

const site = join(root, "site");
const pages = join(root, ".plaza", "site-pages");

installLocked(site, "Only the documentation's site needs them.");
console.log(`${await stagePages(pages)} pages of the repository`);
await run("typedoc", [
  ...(await entryPoints()).flatMap((file) => ["--entryPoints", file]),
  ...["--options", join(site, "typedoc.json"), "--tsconfig", join(root, "sdk", "tsconfig.json")],
  ...["--basePath", join(root, "sdk", "src"), "--out", join(pages, "reference"), "--docsRoot", pages],
]);
await run("vitepress", ["build", site]);
if (what === "serve") await run("vitepress", ["preview", site, "--host", "127.0.0.1"]);

/** The sources behind the SDK's entry points. The first that has something documents it, so `.` is left with what only it has. */
async function entryPoints(): Promise<string[]> {
  const { exports } = JSON.parse(await readFile(join(root, "sdk", "package.json"), "utf8")) as {
    exports: Record<string, string>;
  };
  return Object.entries(exports)
    .filter(([name]) => !generated.includes(name))
    .sort(([one], [other]) => Number(one === ".") - Number(other === "."))
    .map(([, file]) => join(root, "sdk", file));
}

/** Runs a program that the site installed. */
async function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(join(site, "node_modules", ".bin", program), args, { cwd: root, stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} ended with ${code}.`);
}
