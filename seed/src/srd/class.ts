import type { CharacterClass } from "../catalogue/kind.ts";
import { type Equipment, hasProperty } from "./equipment.ts";

const OF_ARMOR: Readonly<Record<string, CharacterClass>> = {
  Light: "ROGUE",
  Medium: "RANGER",
  Heavy: "WARRIOR",
  Shield: "ANY",
};

const OF_GEAR: Readonly<Record<string, CharacterClass>> = {
  Ammunition: "RANGER",
  "Arcane focus": "MAGE",
  "Druidic focus": "RANGER",
  "Holy Symbol": "CLERIC",
};

/** Where the name says more than the category. The document trains its wizards with dart, sling and quarterstaff. */
const OF_NAME: Readonly<Record<string, CharacterClass>> = {
  Dart: "MAGE",
  Sling: "MAGE",
  Quarterstaff: "MAGE",
  "Component pouch": "MAGE",
  Spellbook: "MAGE",
  "Scholar's Pack": "MAGE",
  "Holy water (flask)": "CLERIC",
  "Healer's Kit": "CLERIC",
  "Herbalism Kit": "CLERIC",
  "Priest's Pack": "CLERIC",
  "Burglar's Pack": "ROGUE",
  "Disguise Kit": "ROGUE",
  "Forgery Kit": "ROGUE",
  "Poisoner's Kit": "ROGUE",
  "Thieves' tools": "ROGUE",
  "Explorer's Pack": "RANGER",
  "Hunting trap": "RANGER",
  Quiver: "RANGER",
  "Dungeoneer's Pack": "WARRIOR",
  Warhorse: "WARRIOR",
  Chariot: "WARRIOR",
  Warship: "WARRIOR",
};

function ofWeapon(entry: Equipment): CharacterClass {
  if (entry.weapon_range === "Ranged") return "RANGER";
  if (hasProperty(entry, "Finesse")) return "ROGUE";
  if (entry.weapon_category === "Martial") return "WARRIOR";
  return entry.damage?.damage_type.name === "Bludgeoning" ? "CLERIC" : "ANY";
}

/**
 * The class of character that an item suits.
 *
 * @param entry The equipment entry.
 * @param armor For barding, the armor that it is made like.
 */
export function classOf(entry: Equipment, armor: Equipment | undefined): CharacterClass {
  const byName = OF_NAME[entry.name];
  if (byName) return byName;
  if (entry.equipment_category === "Weapon") return ofWeapon(entry);
  return OF_ARMOR[(armor ?? entry).armor_category ?? ""] ?? OF_GEAR[entry.gear_category ?? ""] ?? "ANY";
}
