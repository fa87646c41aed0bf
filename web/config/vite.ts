import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { InlineConfig } from "vite";
import { glyphs } from "./glyphs.ts";
import { HEADERS, policy } from "./policy.ts";
import type { PageSettings } from "./settings.ts";

/** Folder of the page's sources. */
export const PAGE_ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The one Vite configuration: for `vite`, `vite build` and the launcher alike. */
export function viteConfig(settings: PageSettings, port: number): InlineConfig {
  const listen = { host: "127.0.0.1", port, strictPort: true };
  return {
    root: PAGE_ROOT,
    plugins: [react(), glyphs(), policy(settings)],
    define: { __PLAZA_SETTINGS__: JSON.stringify(settings) },
    server: listen,
    preview: { ...listen, headers: HEADERS },
    build: { target: "es2022", chunkSizeWarningLimit: 1500 },
  };
}
