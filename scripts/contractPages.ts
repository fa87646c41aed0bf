/**
 * Writes docs/contracts from the contracts' NatSpec, and the page of who can do what from the table that is tested. `--check`
 * writes nothing and exits 1 when a committed page is stale, missing or left over.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { root } from "./lib/root.ts";
import { accessPage } from "./natspec/accessPage.ts";
import { readModels } from "./natspec/model.ts";
import { pagesOf } from "./natspec/pages.ts";

const folder = `${root}docs/contracts/`;
const pages = pagesOf(readModels()).set("access.md", accessPage());
const present = new Map(globSync("*.md", { cwd: folder }).map((name) => [name, readFileSync(folder + name, "utf8")]));

const stale = [...pages].filter(([name, text]) => present.get(name) !== text).map(([name]) => name);
const leftOver = [...present.keys()].filter((name) => !pages.has(name));

if (stale.length + leftOver.length === 0) {
  console.log(`docs/contracts is current: ${pages.size} pages.`);
} else if (process.argv.includes("--check")) {
  console.error(
    `Stale in docs/contracts: ${[...stale, ...leftOver].join(", ")}. Run \`npm run generate\` and commit the result.`,
  );
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  for (const name of stale) writeFileSync(folder + name, pages.get(name) ?? "");
  for (const name of leftOver) rmSync(folder + name);
  console.log(`Wrote ${stale.length} pages of docs/contracts.`);
}
