import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { exampleFaults } from "./exampleFaults.ts";
import { readPublicApi } from "./publicApi.ts";

describe("the rules of the public declarations", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "plaza-declarations-"));
    await mkdir(join(folder, "actions"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function faultsOf(text: string): Promise<string[]> {
    const file = join(folder, "actions", "index.d.ts");
    await writeFile(file, text);
    const { faults } = readPublicApi({ given: file }, (path) => path.startsWith(folder));
    return faults.map((fault) => fault.slice(file.length));
  }

  it("are kept by words, an example, and types that hold", async () => {
    const faults = await faultsOf(`
/** What it wants. */
export type Wanted = { amount: bigint };
export type GiveParameters = Wanted;
/**
 * Gives.
 *
 * @example give({ amount: 1n })
 */
export declare function give(parameters: GiveParameters): void;
/** {@link give}, and waits. */
export declare const giveSync: typeof give;
`);
    expect(faults).to.deep.equal([]);
  });

  it("are broken by any, by what is not found, and by silence", async () => {
    const faults = await faultsOf(`
/** Takes. @example take(1) */
export declare function take(what: any): void;
/** Lost. */
export type Lost = import("./nowhere.js").Lost;
export declare const mute: number;
/** No example. */
export declare function bare(): void;
`);
    expect(faults).to.deep.equal([
      ":5 Cannot find module './nowhere.js' or its corresponding type declarations.",
      ":3 says any",
      ":8 bare has no example",
      ":6 mute has no words",
    ]);
  });

  it("find the examples, each compiled beside what it names and the words that all share", async () => {
    const file = join(folder, "actions", "index.d.ts");
    await writeFile(
      file,
      `
/**
 * Gives.
 *
 * @example
 * \`\`\`ts
 * const given: bigint = give({ amount: parseEther("1") });
 * console.log(chainId, given);
 * \`\`\`
 *
 * @example
 * \`\`\`ts
 * give({ amount: 1 });
 * lend({ amount: nothing });
 * \`\`\`
 */
export declare function give(parameters: { amount: bigint }): bigint;
`,
    );
    const { examples, homes, faults } = readPublicApi({ given: file }, (path) => path.startsWith(folder));
    expect(faults).to.deep.equal([]);
    expect(await exampleFaults(examples, { entries: { given: file }, homes })).to.deep.equal([
      "give: Type 'number' is not assignable to type 'bigint'.",
      "give: Cannot find name 'lend'.",
      "give: Cannot find name 'nothing'.",
    ]);
  }).timeout(30_000);
});
