import { readdir, readFile } from "node:fs/promises";
import { expect } from "chai";

// Each finding has a spec of its own in test/findings; Hardhat's mocha runner looks into this folder only.
const findings = new URL("../findings/", import.meta.url);
const files = (await readdir(findings)).filter((name) => name.endsWith(".test.ts")).sort();
for (const name of files) await import(new URL(name, findings).href);

describe("the list of findings", () => {
  it("names each with its title and its rules, as its file does", async () => {
    const page = await readFile(new URL("README.md", findings), "utf8");
    const row = /^\| (?<title>.+) \| (?<rules>[\d, ]+) \| \[(?<name>\w+)\]\((?<link>[\w.]+)\) \|$/gm;
    const listed = [...page.matchAll(row)].map(
      ({ groups }) => groups as Record<"title" | "rules" | "name" | "link", string>,
    );
    expect(listed.map(({ link }) => link).sort()).to.deep.equal(files);
    for (const { title, rules, name, link } of listed) {
      expect(link).to.equal(`${name}.test.ts`);
      const source = await readFile(new URL(link, findings), "utf8");
      expect(source, link).to.include(`describe("finding: ${title}", `);
      const [, named = ""] = /\(MECHANISM\.md[\s*]+([^)]+)\)/.exec(source) ?? [];
      expect(named.match(/\d+/g)?.join(", "), `rules of ${link}`).to.equal(rules);
    }
  });
});
