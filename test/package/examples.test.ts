import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../../scripts/lib/root.ts";
import { startTestChain } from "../helpers/chain.ts";
import { installPackedSdk, type Project } from "../helpers/packedSdk.ts";
import { run } from "../helpers/run.ts";

const examples = join(root, "examples");

describe("the examples", function () {
  this.timeout(180_000);

  it("import nothing of Plaza but the SDK's public entry points", async () => {
    const files = (await readdir(examples, { recursive: true })).filter(
      (file) => /\.tsx?$/.test(file) && !/node_modules|\.next|dist/.test(file),
    );
    expect(files).to.have.length.above(6);
    const manifest = JSON.parse(await readFile(join(root, "sdk", "package.json"), "utf8")) as { exports: object };
    const entries = Object.keys(manifest.exports).map((entry) => `@plaza/sdk${entry.slice(1)}`);
    for (const file of files) {
      const source = await readFile(join(examples, file), "utf8");
      for (const [, from = ""] of source.matchAll(/from "([^"]*)"/g)) {
        if (from.includes("plaza")) expect(entries, `${file} imports ${from}`).to.include(from);
        expect(from, file).to.not.match(/^\.\.\/\.\./);
      }
    }
  });

  describe("vite-react, beside the packed SDK", () => {
    let project: Project;
    let folder: string;
    const peers = ["viem", "react", "react-dom", "@tanstack/react-query", "@tanstack/query-core", "vite"];
    const others = ["@vitejs/plugin-react", "@types/react", "@types/react-dom", "@types/node"];

    before(async () => {
      project = await installPackedSdk([...peers, ...others]);
      folder = join(project.folder, "vite-react");
      await cp(join(examples, "vite-react"), folder, {
        recursive: true,
        filter: (path) => !/node_modules|dist$/.test(path),
      });
    });

    after(() => project?.close());

    it("has sound types", async () => {
      const compilerOptions = [
        "--jsx",
        "react-jsx",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
        "--skipLibCheck",
      ];
      const options = [
        "--noEmit",
        "--strict",
        "--target",
        "es2023",
        "--allowImportingTsExtensions",
        ...compilerOptions,
      ];
      const { code, output } = await run("tsc", [...options, "src/main.tsx", "src/env.d.ts"], { cwd: folder });
      expect(code, output).to.equal(0);
    });

    it("builds", async () => {
      const chain = await startTestChain();
      try {
        const env = { ...process.env, PLAZA_DEPLOYMENT: chain.deploymentFolder };
        const { code, output } = await run("vite", ["build", "--logLevel", "warn"], { cwd: folder, env });
        expect(code, output).to.equal(0);
        expect(await readdir(join(folder, "dist", "assets"))).to.have.length.above(1);
      } finally {
        await chain.close();
      }
    });
  });
});
