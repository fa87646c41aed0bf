import { readFile } from "node:fs/promises";
import { credits } from "../catalogue/credits.ts";
import type { Catalogue, ItemType, Kind } from "../catalogue/kind.ts";
import { iconPath, pictureOf, picturePath } from "../icons/icons.ts";
import { CatalogueError, faultsOf } from "./error.ts";
import { type StudioKind, studioSchema } from "./schema.ts";

/** What to draw for a kind that names no icon and whose name has no keyword. */
export const FALLBACK_ICON: Readonly<Record<ItemType, string>> = {
  WEAPON: "broadsword",
  ARMOR: "armor-vest",
  MOUNT: "horse-head",
  GEAR: "backpack",
  TOOL: "toolbox",
  COSMETIC: "cloak",
  COLLECTIBLE: "gems",
  LAND: "treasure-map",
};

function iconOf({ icon, name, type }: StudioKind): string {
  if (icon === undefined) return picturePath(pictureOf(name, FALLBACK_ICON[type]));
  return typeof icon === "string" ? iconPath(icon) : icon.path;
}

function toKind(entry: StudioKind): Kind {
  const { kind, name, rarity, biome, stats } = entry;
  return {
    kind,
    name,
    icon: iconOf(entry),
    stackable: entry.units !== undefined,
    itemType: entry.type,
    rarity,
    class: entry.class,
    biome,
    stats,
    price: credits(entry.price),
    supply: entry.units ?? entry.pieces ?? 0,
  };
}

/**
 * A studio's own catalogue, from what its JSON says.
 *
 * @param json What `JSON.parse` gave.
 * @param source What to call it in an error, such as the file's path.
 * @throws {@link CatalogueError} naming every field that is wrong, what it got and what it expects.
 */
export function parseCatalogue(json: unknown, source: string): Catalogue {
  const parsed = studioSchema.safeParse(json);
  if (!parsed.success) throw new CatalogueError(source, faultsOf(parsed.error, json), { cause: parsed.error });
  return { name: parsed.data.name, kinds: parsed.data.kinds.map(toKind) };
}

/**
 * Reads a studio's own catalogue from a file.
 *
 * @throws {@link CatalogueError} when the file cannot be read, is not JSON, or does not follow the schema of docs/seed.md.
 */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CatalogueError(path, [{ path: "the whole file", got: "nothing", expected: "expected a readable file" }], {
      cause,
    });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : "something else";
    throw new CatalogueError(path, [{ path: "the whole file", got, expected: "expected JSON" }], { cause });
  }
  return parseCatalogue(json, path);
}
