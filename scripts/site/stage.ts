import { existsSync, globSync, statSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join, posix, relative } from "node:path";
import { root } from "../lib/root.ts";

/** Where a file of the repository stands on the site, for the pages that are not under docs/. */
const places: Readonly<Record<string, string>> = {
  "README.md": "introduction.md",
  "SECURITY.md": "security.md",
  "CONTRIBUTING.md": "contributing.md",
  "CREDITS.md": "credits.md",
  "relayer/README.md": "operate/relayer.md",
  "indexer/README.md": "operate/indexer.md",
  "test/invariant/README.md": "evidence/invariants.md",
  "test/findings/README.md": "evidence/findings.md",
  "site/index.md": "index.md",
};

const languages: Readonly<Record<string, string>> = { ".sol": "solidity", ".ts": "ts", ".tsx": "tsx", ".mjs": "js" };

/**
 * Copies every page of the repository into `folder` as the site has it: links between pages lead to where these stand, pictures
 * come along, a source that a page links to becomes a page itself, and what else a page names in the repository loses its link.
 *
 * @returns How many pages there are.
 */
export async function stagePages(folder: string): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  const pages = new Map(Object.entries(places));
  for (const path of globSync("docs/**/*.md", { cwd: root })) pages.set(path, placeOf(path));
  const sources = new Map<string, string>();

  for (const [path, place] of pages) {
    const text = await readFile(join(root, path), "utf8");
    const links: { target: string; place: string }[] = [];
    const moved = mapLinks(text, (href, isImage) => {
      const [to = "", anchor = ""] = href.split(/(?=#)/, 2);
      const target = posix.normalize(posix.join(posix.dirname(path), to)).replace(/\/$/, "");
      const found = pages.get(target) ?? pages.get(posix.join(target, "README.md")) ?? asFile(target, isImage);
      if (!found) return undefined;
      if (!pages.has(target) && !pages.has(posix.join(target, "README.md"))) links.push({ target, place: found });
      return `${posix.relative(posix.dirname(place), found)}${anchor}`.replace(/^(?!\.)/, "./");
    });
    for (const { target, place: to } of links) sources.set(target, to);
    await put(join(folder, place), moved);
  }
  for (const [path, place] of sources)
    if (place.endsWith(".md")) await put(join(folder, place), await sourcePage(path));
    else await copy(join(root, path), join(folder, place));
  return pages.size;
}

/** docs/a/README.md is the page of the folder a. */
function placeOf(path: string): string {
  return relative("docs", path).replace(/README\.md$/, "index.md");
}

/** Where a linked file that is no page stands, if it is shown at all. */
function asFile(path: string, isImage: boolean): string | undefined {
  if (path.startsWith("..") || !existsSync(join(root, path)) || !statSync(join(root, path)).isFile()) return undefined;
  if (isImage) return posix.join("files", path);
  return extname(path) in languages ? posix.join("source", `${path}.md`) : undefined;
}

async function sourcePage(path: string): Promise<string> {
  const code = await readFile(join(root, path), "utf8");
  const frontmatter = "---\noutline: false\nsearch: false\n---\n\n";
  return `${frontmatter}# ${path}\n\n\`\`\`\`${languages[extname(path)]}\n${code.trimEnd()}\n\`\`\`\`\n`;
}

/**
 * A page with its relative links replaced, those in code aside. Where there is no new address the words stay and the link goes; a
 * picture must have one.
 */
function mapLinks(text: string, addressOf: (href: string, isImage: boolean) => string | undefined): string {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g, replace)))
    .join("");

  function replace(link: string, mark: string, words: string, href: string): string {
    const inner = mark ? words : mapLinks(words, addressOf);
    if (/^([a-z]+:|#|\/)/.test(href)) return `${mark}[${inner}](${href})`;
    const address = addressOf(href, mark === "!");
    if (address) return `${mark}[${inner}](${address})`;
    if (mark) throw new Error(`There is no picture ${href}: ${link}`);
    return inner;
  }
}

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}
