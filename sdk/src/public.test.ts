import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import * as entry from "./index.ts";

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
);

describe("the package", () => {
  it("runs in Node and browsers with nothing but viem; its hooks with React and TanStack Query besides, /ethers with ethers", () => {
    const foreign = files.flatMap((file) => {
      const source = readFileSync(new URL(file, folder), "utf8");
      const imported = [...source.matchAll(/^(import type|import|export)\b[^;]*?\bfrom "([^"]+)"/gm)].map(
        ([, how, from = ""]) => (how === "import type" ? `type ${from}` : from),
      );
      const allowed = [
        /^\./,
        /^type \./,
        /^(type )?viem(\/(actions|siwe|utils))?$/,
        ...(/^query[\\/]/.test(file) ? [/^type @tanstack\/query-core$/] : []),
        ...(/^react[\\/]/.test(file) ? [/^(type )?(react|@tanstack\/react-query)$/] : []),
        ...(/^ethers[\\/]/.test(file) ? [/^(type )?ethers$/] : []),
      ];
      return imported.filter((from) => !allowed.some((form) => form.test(from))).map((from) => `${file}: ${from}`);
    });
    expect(foreign).to.deep.equal([]);
    expect(files.length).to.be.greaterThan(80);
  });

  it("gives all of its entry points from one", async () => {
    for (const path of [
      "./abi/index.ts",
      "./actions/index.ts",
      "./flows/index.ts",
      "./relayer/index.ts",
      "./graphql/index.ts",
    ])
      expect(entry).to.include.keys(Object.keys(await import(new URL(path, folder).href)));
  });

  it("has its queries beside, its hooks and what is for ethers, which nothing else needs", () => {
    const needed = files
      .filter((file) => !/^(query|react|ethers)[\\/]/.test(file))
      .filter((file) => /from "[^"]*\/(query|react|ethers)\//.test(readFileSync(new URL(file, folder), "utf8")));
    expect(needed).to.deep.equal([]);
  });

  it("documents each action with an example", () => {
    const actions = files.filter((file) =>
      /^actions[\\/](listings|auctions|batch|vault|credits|items|admin|orders|reads|signing)[\\/](?!index|traits)/.test(
        file,
      ),
    );
    expect(actions).to.have.lengthOf(81);
    for (const file of actions) expect(readFileSync(new URL(file, folder), "utf8"), file).to.include("@example");
  });
});
