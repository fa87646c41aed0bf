import { globSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../../scripts/lib/root.ts";
import { listForeignSword } from "../helpers/foreignCollection.ts";
import { run } from "../helpers/run.ts";
import { type House, openHouse } from "./house.ts";
import { askAsStranger, README_QUERY, readListings } from "./strangersClient.ts";

/** Inside the house, so that the samples find `@plaza/sdk` as a reader's file does. */
const folder = join(root, ".plaza", "samples");

const pages = ["README.md", ...globSync("docs/{,guides/}*.md", { cwd: root }).sort()];

/** What stands in a page's fenced blocks of one language. */
async function blocksOf(page: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, page), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code ?? "");
}

const programs = (
  await Promise.all(pages.map(async (page) => ({ page, code: (await blocksOf(page, "ts")).join("\n") })))
).filter(({ code }) => code !== "");
const queries = (
  await Promise.all(
    pages.map(async (page) =>
      (await blocksOf(page, "graphql")).map((query, i) => ({ name: `${page}, query ${i + 1}`, query })),
    ),
  )
).flat();
const fileOf = (page: string) => join(folder, `${page.replaceAll("/", "-").replace(/\.md$/, "")}.ts`);

/** Lists in an answer that are empty: a sample that finds nothing shows nothing. */
function emptyLists(value: unknown, path = "data"): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [path] : value.flatMap((entry, i) => emptyLists(entry, `${path}.${i}`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => emptyLists(entry, `${path}.${key}`));
}

describe("samples in the docs", function () {
  this.timeout(120_000);
  let house: House;

  before(async function () {
    // On a machine that does much else, the house takes minutes to be up and stocked.
    this.timeout(400_000);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    house = await openHouse();
    await listForeignSword(house);
    for (const { page, code } of programs) await writeFile(fileOf(page), toHouse(code));
    const config = { extends: "../../tsconfig.base.json", compilerOptions: { types: ["node"] }, include: ["*.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  /** Points a sample, which speaks of the ports of `npm start`, at this one's. */
  const toHouse = (code: string) =>
    code
      .replaceAll("http://127.0.0.1:8545", house.rpcUrl)
      .replaceAll("http://127.0.0.1:42069/graphql", house.graphqlUrl)
      .replaceAll("http://127.0.0.1:42070", house.relayerUrl);

  it("are there", () => {
    expect(programs.map(({ page }) => page)).to.include.members(["README.md", "docs/guides/dapp.md", "docs/sdk.md"]);
    expect(queries).to.have.length.above(3);
  });

  it("have sound types", async () => {
    const { code, output } = await run("tsc", ["--noEmit", "-p", folder], { cwd: root });
    expect(code, output).to.equal(0);
  });

  for (const { page } of programs)
    it(`run: ${page}`, async () => {
      const { code, output } = await run("node", [fileOf(page)], { cwd: root });
      expect(code, output).to.equal(0);
      expect(output.trim(), "it shows something").not.to.equal("");
    });

  for (const { name, query } of queries)
    it(`answer: ${name}`, async () => {
      expect(emptyLists(await askAsStranger(house.graphqlUrl, query))).to.deep.equal([]);
    });

  it("answer a client of somebody else's, with types that it made of the committed SDL", async () => {
    expect(queries).to.deep.include({ name: "README.md, query 1", query: README_QUERY });
    expect(await readListings(house.graphqlUrl)).not.to.deep.equal([]);
    const wrong = await askAsStranger(house.graphqlUrl, "{ listings(first: 101) { totalCount } }").catch(String);
    expect(wrong).to.include("first");
  });
});
