/**
 * Words that contracts, GraphQL and pages share. Their order is that of the enums in Solidity, which count from it.
 */
export const tokenStandards = ["ERC721", "ERC1155"] as const;
/** What an offer is for. */
export const offerScopes = ["ITEM", "COLLECTION", "TRAITS"] as const;
/** Solidity has `None` before these, which no item is. */
export const itemTypes = ["WEAPON", "ARMOR", "MOUNT", "GEAR", "TOOL", "COSMETIC", "COLLECTIBLE", "LAND"] as const;
export const rarities = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"] as const;
export const characterClasses = ["ANY", "WARRIOR", "RANGER", "ROGUE", "MAGE", "CLERIC"] as const;
export const biomes = ["NONE", "PLAINS", "FOREST", "MOUNTAIN", "DESERT", "SWAMP", "TUNDRA", "OCEAN"] as const;

export type TokenStandard = (typeof tokenStandards)[number];
export type OfferScope = (typeof offerScopes)[number];
export type ItemType = (typeof itemTypes)[number];
export type Rarity = (typeof rarities)[number];
export type CharacterClass = (typeof characterClasses)[number];
export type Biome = (typeof biomes)[number];
