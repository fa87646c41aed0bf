import type { ItemType } from "../catalogue/kind.ts";
import type { Equipment } from "./equipment.ts";

const BARDING = "Barding: ";

/** Vehicles that stand among the tack in the document. */
const DRAWN_VEHICLES: ReadonlySet<string> = new Set(["Carriage", "Cart", "Chariot", "Sled", "Wagon"]);

/** The armor that a barding is made like ("Barding: Chain mail" gives "chain mail"), or nothing if it is no barding. */
export function bardingArmor({ name }: Pick<Equipment, "name">): string | undefined {
  return name.startsWith(BARDING) ? name.slice(BARDING.length).toLowerCase() : undefined;
}

/** Whether an animal pulls it. */
export function isDrawnVehicle({ name }: Pick<Equipment, "name">): boolean {
  return DRAWN_VEHICLES.has(name);
}

/** What to ride, drive or sail is a mount; barding is armor; saddles, fodder and the like are gear. */
function ofMountsAndVehicles(entry: Equipment): ItemType {
  if (bardingArmor(entry) !== undefined) return "ARMOR";
  const isTack = entry.vehicle_category === "Tack, Harness, and Drawn Vehicles" && !isDrawnVehicle(entry);
  return isTack ? "GEAR" : "MOUNT";
}

/** The item type, from the equipment category. */
export function itemTypeOf(entry: Equipment): ItemType {
  switch (entry.equipment_category) {
    case "Weapon":
      return "WEAPON";
    case "Armor":
      return "ARMOR";
    case "Adventuring Gear":
      return "GEAR";
    case "Tools":
      return "TOOL";
    case "Mounts and Vehicles":
      return ofMountsAndVehicles(entry);
  }
}

/** Gear and tools are stacks of like units; weapons, armor and mounts are pieces of their own. */
export function isStackable(itemType: ItemType): boolean {
  return itemType === "GEAR" || itemType === "TOOL";
}
