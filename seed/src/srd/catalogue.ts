import type { Catalogue, Kind } from "../catalogue/kind.ts";
import { pictureOf, picturePath } from "../icons/icons.ts";
import { classOf } from "./class.ts";
import { priceOf } from "./cost.ts";
import { type Equipment, loadEquipment } from "./equipment.ts";
import { bardingArmor, isStackable, itemTypeOf } from "./itemType.ts";
import { displayName } from "./name.ts";
import { PIECES, rarityOf, UNITS } from "./rarity.ts";
import { statsOf } from "./stats.ts";

/** Drawn when neither the map nor a keyword knows better. */
const FALLBACK_PICTURE = "swap-bag";

/** The armor of an entry: itself, or for barding the armor that it is made like. */
function armorOf(entry: Equipment, all: readonly Equipment[]): Equipment | undefined {
  if (entry.equipment_category === "Armor") return entry;
  const name = bardingArmor(entry);
  if (name === undefined) return undefined;
  const armor = all.find((other) => other.equipment_category === "Armor" && other.name.toLowerCase() === name);
  if (!armor) throw new Error(`no armor is called "${name}", as "${entry.name}" needs`);
  return armor;
}

/** An equipment entry as a kind of ours, by the rule of docs/seed.md. */
function kindOf(entry: Equipment, all: readonly Equipment[]): Kind {
  const armor = armorOf(entry, all);
  const itemType = itemTypeOf(entry);
  const rarity = rarityOf(entry);
  const stackable = isStackable(itemType);
  return {
    kind: entry.index,
    name: displayName(entry),
    icon: picturePath(pictureOf(entry.name, FALLBACK_PICTURE)),
    stackable,
    itemType,
    rarity,
    class: classOf(entry, armor),
    biome: "NONE",
    stats: statsOf(entry, armor),
    price: priceOf(entry),
    supply: (stackable ? UNITS : PIECES)[rarity],
  };
}

/** The equipment of the System Reference Document 5.1 as a catalogue. */
export function srdCatalogue(): Catalogue {
  const equipment = loadEquipment();
  return {
    name: "System Reference Document 5.1 equipment",
    kinds: equipment.map((entry) => kindOf(entry, equipment)),
  };
}
