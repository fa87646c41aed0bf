import { createRequire } from "node:module";
import type { Plugin } from "vite";

/** Names the page uses, and the game-icons.net picture behind each (CC BY 3.0, credited in the footer). */
const NAMES = {
  weapon: "broadsword",
  armor: "breastplate",
  mount: "horse-head",
  gear: "knapsack",
  tool: "anvil",
  cosmetic: "hood",
  collectible: "gems",
  land: "castle",
  power: "crossed-swords",
  defense: "shield",
  speed: "wingfoot",
  luck: "clover",
  any: "swords-emblem",
  warrior: "barbute",
  ranger: "bow-arrow",
  rogue: "cloak-dagger",
  mage: "wizard-staff",
  cleric: "ankh",
  coin: "two-coins",
  gavel: "gavel",
  chest: "open-chest",
  vault: "locked-chest",
  market: "shop",
  trade: "trade",
  gate: "medieval-gate",
} as const;

const ID = "virtual:plaza-glyphs";

/** Picks the few pictures that the page's own controls use out of the icon set, at build time. */
export function glyphs(): Plugin {
  return {
    name: "plaza-glyphs",
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      const set = createRequire(import.meta.url)("@iconify-json/game-icons/icons.json") as {
        icons: Record<string, { body: string } | undefined>;
      };
      const paths: Record<string, string> = {};
      for (const [name, icon] of Object.entries(NAMES)) {
        const path = / d="([^"]+)"/.exec(set.icons[icon]?.body ?? "")?.[1];
        if (path === undefined) throw new Error(`The icon set has no single-path picture "${icon}" (for ${name}).`);
        paths[name] = path;
      }
      return `export default ${JSON.stringify(paths)};`;
    },
  };
}
