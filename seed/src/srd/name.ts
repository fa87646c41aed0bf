import type { Equipment } from "./equipment.ts";
import { bardingArmor } from "./itemType.ts";

/** Names that say too little outside the document's tables. */
const SPELLED_OUT: Readonly<Record<string, string>> = {
  Padded: "Padded Armor",
  Leather: "Leather Armor",
  "Studded Leather": "Studded Leather Armor",
  Hide: "Hide Armor",
  Splint: "Splint Armor",
  Plate: "Plate Armor",
  "Half Plate": "Half Plate Armor",
  Riding: "Riding Saddle",
  "Clothes, costume": "Costume",
};

const SMALL_WORDS: ReadonlySet<string> = new Set(["and", "of", "or", "the"]);

/** "Crossbow, light" is for finding it in an index; in a shop it is a light crossbow. A comma within brackets stays. */
function turnAround(name: string): string {
  const [, first, second, rest] = /^([^,(]+), ([^(]+?)( \(.*)?$/.exec(name) ?? [];
  return first && second ? `${second} ${first}${rest ?? ""}` : name;
}

/** Capital letters as in a title, but not within brackets. */
function titleCase(name: string): string {
  const [outside = "", ...brackets] = name.split(/(?=\()/);
  const words = outside.split(" ").map((word, index) => {
    const small = index > 0 && SMALL_WORDS.has(word);
    return small ? word : word.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  });
  return words.join(" ") + brackets.join("");
}

/** The name that players see. */
export function displayName({ name }: Pick<Equipment, "name">): string {
  const armor = bardingArmor({ name });
  if (armor !== undefined) return titleCase(`${armor} barding`);
  return SPELLED_OUT[name] ?? titleCase(turnAround(name));
}
