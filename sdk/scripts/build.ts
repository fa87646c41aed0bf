/**
 * `npm run build -w sdk`: writes `dist/`, the package as it is published: JavaScript and declarations in `esm/`, the sources that
 * their maps lead to in `src/`, a package.json of its own, the README and the licence. In the house the sources are used as they are.
 */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { publishedManifest } from "./manifest.ts";

const sdk = new URL("../", import.meta.url);
const dist = new URL("dist/", sdk);
const pathOf = (relative: string) => fileURLToPath(new URL(relative, dist));

rmSync(dist, { recursive: true, force: true });
cpSync(new URL("src/", sdk), pathOf("src"), {
  recursive: true,
  filter: (path) => !/\.test(-d)?\.ts$/.test(path),
});
cpSync(new URL("README.md", sdk), pathOf("README.md"));
cpSync(new URL("../LICENSE", sdk), pathOf("LICENSE"));
const manifest = publishedManifest(JSON.parse(readFileSync(new URL("package.json", sdk), "utf8")));
writeFileSync(pathOf("package.json"), `${JSON.stringify(manifest, null, 2)}\n`);

const { status } = spawnSync("tsc", ["-p", "tsconfig.build.json"], { cwd: sdk, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
for (const file of globSync("esm/**/*.d.ts", { cwd: dist })) nameJavaScript(pathOf(file));

/** The compiler names JavaScript files in what it emits, but not in declarations. As long as before, so that their maps stay right. */
function nameJavaScript(file: string): void {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/((?:from |import\()"\.{1,2}\/[^"]+)\.ts"/g, '$1.js"'));
}
