import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DefaultTheme, defineConfig } from "vitepress";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const pages = join(repository, ".plaza", "site-pages");

/** Every page of a folder, by its first heading. */
const pagesIn = (folder: string): DefaultTheme.SidebarItem[] =>
  globSync(`${folder}/*.md`, { cwd: pages, exclude: (name) => name.endsWith("index.md") })
    .sort()
    .map((path) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` }));

function titleOf(path: string): string {
  const title = readFileSync(join(pages, path), "utf8").match(/^# (.+)$/m)?.[1];
  if (!title) throw new Error(`${path} has no heading.`);
  return title;
}

function reference(): DefaultTheme.SidebarItem[] {
  const file = join(pages, "reference", "typedoc-sidebar.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

export default defineConfig({
  title: "Plaza",
  description: "The economic hub of an on-chain game world: contracts, relayer, indexer, SDK and page.",
  lang: "en",
  srcDir: "../.plaza/site-pages",
  outDir: "../.plaza/site",
  cacheDir: "../.plaza/site-cache",
  cleanUrls: true,
  appearance: "dark",
  // Pages about what runs on a reader's own machine name its addresses.
  ignoreDeadLinks: "localhostLinks",
  markdown: {
    theme: { light: "github-light", dark: "github-dark" },
    config(markdown) {
      const fence = markdown.renderer.rules.fence;
      markdown.renderer.rules.fence = (tokens, at, ...rest) => {
        const token = tokens[at];
        if (token?.info.trim() !== "mermaid") return fence?.(tokens, at, ...rest) ?? "";
        return `<Diagram code="${encodeURIComponent(token.content)}" />`;
      };
    },
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Start", link: "/introduction", activeMatch: "^/(introduction|guides/)" },
      { text: "SDK", link: "/sdk", activeMatch: "^/(sdk|errors)" },
      { text: "GraphQL", link: "/graphql" },
      { text: "Contracts", link: "/contracts/", activeMatch: "^/contracts/" },
      { text: "Reference", link: "/reference/", activeMatch: "^/reference/" },
    ],
    sidebar: {
      "/reference/": [{ text: "SDK reference", items: reference() }],
      "/contracts/": [{ text: "Contracts", link: "/contracts/", items: pagesIn("contracts") }],
      "/": [
        {
          text: "Getting started",
          items: [{ text: "What Plaza is", link: "/introduction" }, ...pagesIn("guides")],
        },
        {
          text: "Build",
          items: [
            { text: "SDK", link: "/sdk" },
            { text: "Errors", link: "/errors" },
            { text: "GraphQL", link: "/graphql" },
            { text: "SDK reference", link: "/reference/" },
          ],
        },
        {
          text: "Operate",
          items: [
            { text: "Relayer", link: "/operate/relayer" },
            { text: "Indexer", link: "/operate/indexer" },
            { text: "Your own catalogue", link: "/seed" },
            ...pagesIn("runbooks"),
          ],
        },
        {
          text: "Understand",
          items: [
            { text: "Architecture", link: "/architecture" },
            { text: "Contracts", link: "/contracts/" },
            { text: "Whom you trust", link: "/security" },
            { text: "Evidence", link: "/evidence" },
            { text: "Benchmarks", link: "/benchmarks" },
            { text: "Contributing", link: "/contributing" },
          ],
        },
        { text: "Decisions", collapsed: true, items: pagesIn("decisions") },
      ],
    },
    footer: { message: "MIT" },
  },
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/plaza.svg" }]],
  vite: { publicDir: join(repository, "web", "public") },
});
