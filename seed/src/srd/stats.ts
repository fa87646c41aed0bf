import { rarities, type Stats } from "../catalogue/kind.ts";
import { fnv1a } from "../catalogue/random.ts";
import { costInGold } from "./cost.ts";
import { meanOfDice } from "./dice.ts";
import { type Equipment, hasProperty } from "./equipment.ts";
import { isDrawnVehicle } from "./itemType.ts";
import { rarityOf } from "./rarity.ts";

/** A round is six seconds: 1 mph is 8.8 feet a round. */
const FEET_A_ROUND = { "ft/round": 1, mph: 8.8 } as const;

/** The speed of the draft horse that pulls a vehicle, in feet a round. */
const DRAFT_SPEED = 40;

/** Things that people trust their luck to. */
const LUCKY: Readonly<Record<string, number>> = {
  "Gaming Sets": 40,
  "Holy Symbol": 25,
  "Druidic focus": 20,
  "Arcane focus": 15,
  "Musical Instrument": 10,
};

type Body = Omit<Stats, "luck">;

const atLeast = (minimum: number, value: number): number => Math.max(minimum, Math.round(value));
const bonus = (condition: boolean | undefined, value: number): number => (condition ? value : 0);

/** What dice in the description say, e.g. of "takes 2d6 acid damage". */
function meanInDescription(entry: Equipment, pattern: RegExp): number {
  const match = pattern.exec(entry.desc?.join(" ") ?? "");
  return match ? meanOfDice(match[1] ?? "") + Number(match[2] ?? 0) : 0;
}

function ofWeapon(entry: Equipment): Body {
  const oneHanded = meanOfDice(entry.damage?.damage_dice ?? "0d0");
  const twoHanded = entry["2h_damage"] ? meanOfDice(entry["2h_damage"].damage_dice) : oneHanded;
  return {
    power: atLeast(0, 5 * (oneHanded + twoHanded) + bonus(hasProperty(entry, "Heavy"), 10)),
    defense: bonus(hasProperty(entry, "Reach"), 10),
    speed: atLeast(
      5,
      60 -
        2 * (entry.weight ?? 0) +
        bonus(hasProperty(entry, "Finesse"), 10) +
        bonus(hasProperty(entry, "Light"), 10) -
        bonus(hasProperty(entry, "Loading"), 10),
    ),
  };
}

/** Barding protects as the armor that it is made like, and weighs what it weighs. */
function ofArmor(entry: Equipment, armor: Equipment): Body {
  const base = armor.armor_class?.base ?? 0;
  return {
    power: 0,
    defense: 10 * (armor.armor_category === "Shield" ? base : base - 10),
    speed: atLeast(0, 40 - (entry.weight ?? 0) / 2 - bonus(armor.stealth_disadvantage, 5)),
  };
}

function ofAnimal(entry: Equipment): Body {
  const pounds = Number.parseInt((entry.capacity ?? "0").replace(",", ""), 10);
  return { power: atLeast(0, pounds / 10), defense: atLeast(0, pounds / 20), speed: entry.speed?.quantity ?? 0 };
}

function ofDrawnVehicle({ weight = 0 }: Equipment): Body {
  return { power: 0, defense: atLeast(0, weight / 10), speed: atLeast(0, DRAFT_SPEED - weight / 40) };
}

/** The document says nothing of a ship's strength but its cost. */
function ofShip(entry: Equipment): Body {
  const hull = atLeast(0, 8 * Math.log2(costInGold(entry)));
  const { quantity, unit } = entry.speed ?? { quantity: 0, unit: "mph" };
  return { power: hull, defense: hull, speed: atLeast(0, quantity * FEET_A_ROUND[unit]) };
}

/** What harms has power, what heals has defense. */
function ofGear(entry: Equipment): Body {
  return {
    power: atLeast(0, 5 * meanInDescription(entry, /(\d+d\d+) \w+ damage/)),
    defense: atLeast(0, 5 * meanInDescription(entry, /regains (\d+d\d+)(?: \+ (\d+))? hit points/)),
    speed: 0,
  };
}

function bodyOf(entry: Equipment, armor: Equipment | undefined): Body {
  if (entry.equipment_category === "Weapon") return ofWeapon(entry);
  if (armor) return ofArmor(entry, armor);
  if (entry.vehicle_category === "Mounts and Other Animals") return ofAnimal(entry);
  if (entry.vehicle_category === "Waterborne Vehicles") return ofShip(entry);
  return isDrawnVehicle(entry) ? ofDrawnVehicle(entry) : ofGear(entry);
}

/** Luck knows no reason: it comes from the name, helped by rarity and by what the thing is for. */
function luckOf(entry: Equipment): number {
  const fate = 1 + (fnv1a(entry.name) % 20);
  const lucky = LUCKY[entry.gear_category ?? entry.tool_category ?? ""] ?? 0;
  return fate + 10 * rarities.indexOf(rarityOf(entry)) + lucky;
}

/**
 * The stats of a plain piece.
 *
 * @param entry The equipment entry.
 * @param armor The armor itself, or for barding the armor that it is made like.
 */
export function statsOf(entry: Equipment, armor: Equipment | undefined): Stats {
  return { ...bodyOf(entry, armor), luck: luckOf(entry) };
}
