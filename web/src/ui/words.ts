/** "WARRIOR" as "Warrior". */
export function titleCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

/** "0x1234…cdef". */
export function shortHex(value: string): string {
  return `${value.slice(0, 6)}…${value.slice(-4)}`;
}

/** "#1207"; of a number that is a hash in truth, its two ends. */
export function shortId(tokenId: bigint): string {
  const digits = tokenId.toString();
  return `#${digits.length > 12 ? `${digits.slice(0, 5)}…${digits.slice(-4)}` : digits}`;
}

export const RARITIES = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"] as const;
export const ITEM_TYPES = ["WEAPON", "ARMOR", "MOUNT", "GEAR", "TOOL", "COSMETIC", "COLLECTIBLE", "LAND"] as const;
export const CLASSES = ["ANY", "WARRIOR", "RANGER", "ROGUE", "MAGE", "CLERIC"] as const;
export const STATS = ["power", "defense", "speed", "luck"] as const;

const PLURALS: Record<string, string> = {
  WEAPON: "Weapons",
  ARMOR: "Armor",
  MOUNT: "Mounts",
  GEAR: "Gear",
  TOOL: "Tools",
  COSMETIC: "Cosmetics",
  COLLECTIBLE: "Collectibles",
  LAND: "Land",
};

/** "WEAPON" as "Weapons". */
export function typePlural(type: string): string {
  return PLURALS[type] ?? titleCase(type);
}
