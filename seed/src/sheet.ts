import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseCatalogue } from "./catalogue/choose.ts";
import { formatCredits } from "./catalogue/credits.ts";
import type { Kind } from "./catalogue/kind.ts";

/** Where the sheet goes: the first argument, else with what else Plaza makes and git ignores. */
const target = process.argv[2] ?? fileURLToPath(new URL("../../.plaza/catalogue.html", import.meta.url));

const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function card({ name, icon, itemType, rarity, price }: Kind): string {
  return `<figure><svg viewBox="0 0 512 512"><path d="${icon}"/></svg><figcaption>${escapeHtml(name)}<br>
<small>${itemType} · ${rarity} · ${formatCredits(price)}</small></figcaption></figure>`;
}

const style = `body{font:12px sans-serif;display:grid;grid-template-columns:repeat(auto-fill,120px);gap:8px}
figure{margin:0;text-align:center}svg{width:80px}small{color:#666;font-size:9px}`;

const { kinds } = await chooseCatalogue(process.env);
await mkdir(dirname(target), { recursive: true });
await writeFile(
  target,
  `<!doctype html><meta charset="utf-8"><style>${style}</style>\n${kinds.map(card).join("\n")}\n`,
);
console.log(`${kinds.length} kinds are drawn in ${target}`);
