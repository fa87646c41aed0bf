import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { EdgeVM } from "@edge-runtime/vm";
import { tokenSet } from "@plaza/sdk";
import { expect } from "chai";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { build as buildByVite } from "vite";
import { launchBrowser } from "../e2e/browser.ts";
import { installPackedSdk, type Project } from "../helpers/packedSdk.ts";
import { run, runSoundly } from "../helpers/run.ts";
import { probe, type Told } from "./probe.ts";

/** What each entry point may want besides viem. */
const peersOf: Record<string, readonly string[]> = {
  "@plaza/sdk/react": ["react", "@tanstack/react-query"],
  "@plaza/sdk/ethers": ["ethers"],
};

const expected: Told = {
  root: tokenSet([1n, 2n, 3n]).root,
  refused: [true, "UserRejectedError", "cancel"],
  url: "http://127.0.0.1:42069/graphql",
};

describe("the SDK from its packed tarball", function () {
  this.timeout(120_000);
  let project: Project;

  before(async () => {
    project = await installPackedSdk(["viem", "react", "@tanstack/react-query", "@tanstack/query-core", "ethers"]);
  });

  after(() => project?.close());

  const everyEntry = () => project.entries.map((entry, i) => `export * as entry${i} from "${entry}";`).join("\n");

  /** Bundles a program as it stands in the project, split where it may be. */
  const bundle = async (code: string, options: BuildOptions = {}) => {
    const stdin = { contents: code, resolveDir: project.folder };
    const shape = { bundle: true, format: "esm", metafile: true, write: false, logLevel: "silent" } as const;
    const { outputFiles = [], metafile } = await build({ stdin, ...shape, ...options });
    return { code: outputFiles.map(({ text }) => text).join("\n"), imported: importsOf(metafile as Metafile) };
  };

  for (const { name, node } of nodes())
    it(`loads in ${name}, from plain JavaScript`, async () => {
      const load = (entry: string) =>
        `if (Object.keys(await import("${entry}")).length < 3) throw new Error("${entry}");`;
      await writeFile(join(project.folder, "load.js"), project.entries.map(load).join("\n"));
      await runSoundly(node, ["load.js"], { cwd: project.folder });
      await writeFile(
        join(project.folder, "probe.js"),
        `${probe}\nconsole.log(JSON.stringify(await globalThis.told));`,
      );
      expect(JSON.parse(await runSoundly(node, ["probe.js"], { cwd: project.folder }))).to.deep.equal(expected);
    });

  it("needs nothing but viem, and for hooks and ethers what their names say", async () => {
    for (const entry of project.entries) {
      const { imported } = await bundle(`export * from "${entry}"`, { packages: "external", platform: "neutral" });
      const peers = new Set(imported.map(packageOf).filter((name) => name !== "@plaza/sdk"));
      expect(["viem", ...(peersOf[entry] ?? [])], entry).to.include.members([...peers]);
    }
  });

  it("bundles by esbuild for a browser, with no module of Node's in it", async () => {
    const { code, imported } = await bundle(everyEntry(), { platform: "browser" });
    expect(imported).to.deep.equal([]);
    expect(code).to.not.match(/["']node:/);
  });

  it("bundles by Vite", async () => {
    await writeFile(join(project.folder, "page.js"), everyEntry());
    const result = await buildByVite({
      root: project.folder,
      configFile: false,
      logLevel: "error",
      build: { write: false, lib: { entry: "page.js", formats: ["es"] } },
    });
    const [{ output }] = result as unknown as [{ output: { fileName: string; exports?: string[] }[] }];
    expect(output[0]?.exports).to.have.lengthOf(project.entries.length);
  });

  it("leaves nothing in a bundle that uses nothing of it", async () => {
    const { code } = await bundle(project.entries.map((entry) => `import "${entry}";`).join("\n"), { minify: true });
    expect(code.trim()).to.equal("");
  });

  it("gives Next its hooks at a boundary of client components, each by its name", async () => {
    const file = join(project.folder, "node_modules", "@plaza", "sdk", "esm", "react", "index.js");
    const code = await readFile(file, "utf8");
    // Next does not follow what a boundary exports without naming it.
    expect(code)
      .to.match(/^"use client";/)
      .and.not.include("export *");
    const names = [...code.matchAll(/^export \{([^}]*)\} from/gm)].flatMap(([, list = ""]) => list.split(","));
    expect(names).to.have.length.above(40);
  });

  it("loads where React renders components on a server, but for the hooks", async () => {
    const load = project.entries
      .filter((entry) => entry !== "@plaza/sdk/react")
      .map((entry) => `await import("${entry}");`);
    await writeFile(join(project.folder, "server.js"), load.join("\n"));
    await runSoundly(process.execPath, ["--conditions", "react-server", "server.js"], { cwd: project.folder });
  });

  it("runs in a browser", async () => {
    const { code } = await bundle(probe, { platform: "browser" });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ type: "module", content: code });
      // A module runs some time after it is added.
      await page.waitForFunction("globalThis.told !== undefined");
      expect(await page.evaluate("globalThis.told")).to.deep.equal(expected);
    } finally {
      await browser.close();
    }
  });

  it("runs at the edge, where there is no Node and no page", async () => {
    const options = { platform: "neutral", conditions: ["edge-light", "workerd", "worker"] } satisfies BuildOptions;
    const { code, imported } = await bundle(probe, { ...options, mainFields: ["module", "main"], format: "iife" });
    expect(imported).to.deep.equal([]);
    const edge = new EdgeVM();
    edge.evaluate(code);
    expect(await edge.evaluate<Promise<string>>("told.then(JSON.stringify)")).to.equal(JSON.stringify(expected));
  });

  for (const resolution of [
    { module: "nodenext", moduleResolution: "nodenext" },
    { module: "esnext", moduleResolution: "bundler" },
  ])
    it(`has its types, under ${resolution.moduleResolution}`, async () => {
      await writeFile(join(project.folder, "typed.ts"), typed);
      const compilerOptions = { ...resolution, strict: true, noEmit: true, target: "es2023", lib: ["es2023", "dom"] };
      const config = { compilerOptions: { ...compilerOptions, skipLibCheck: true, types: [] }, files: ["typed.ts"] };
      await writeFile(join(project.folder, "tsconfig.json"), JSON.stringify(config));
      const { code, output } = await run("tsc", ["-p", "."], { cwd: project.folder });
      expect(code, output).to.equal(0);
    });
});

/** A program that only sound types let through, and one line that they must refuse. */
const typed = `
import { plazaActions, type PlazaDeployment } from "@plaza/sdk";
import { listingsQueryOptions } from "@plaza/sdk/query";
import { useListings } from "@plaza/sdk/react";
import { createClient, http } from "viem";

export const client = (deployment: PlazaDeployment) => createClient({ transport: http() }).extend(plazaActions(deployment));
export const total: (c: ReturnType<typeof client>) => Promise<bigint> = async (c) =>
  (await c.buySync({ terms: {} as Parameters<typeof c.buy>[0]["terms"], maxTotal: 1n })).total;
// @ts-expect-error An amount is never a float.
export const refused = (c: ReturnType<typeof client>) => c.buy({ terms: {} as never, maxTotal: 1.5 });
export { listingsQueryOptions, useListings };
`;

/** What a bundle leaves for later to be found. */
function importsOf({ outputs }: Metafile): string[] {
  const all = Object.values(outputs).flatMap(({ imports }) => imports);
  return all.filter(({ external }) => external).map(({ path }) => path);
}

const packageOf = (path: string) =>
  path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");

/** The Node that the house pins, and the machine's own where that is another one that the package is for. */
function nodes(): { name: string; node: string }[] {
  const foreign = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((node) => existsSync(node));
  const version = foreign ? spawnSync(foreign, ["--version"], { encoding: "utf8" }).stdout.trim() : "";
  const isAnother = version !== process.version && Number(/^v(\d+)/.exec(version)?.[1] ?? 0) >= 20;
  return [
    { name: `Node ${process.version}`, node: process.execPath },
    ...(foreign && isAnother ? [{ name: `Node ${version}`, node: foreign }] : []),
  ];
}
