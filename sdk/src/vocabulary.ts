/**
 * Words that contracts, GraphQL and pages share. Their order is that of the enums in Solidity, which count from it.
 */
export const tokenStandards = ["ERC721", "ERC1155"] as const;
/** What an offer is for. */
export const offerScopes = ["ITEM", "COLLECTION", "TRAITS"] as const;
/** Solidity has `None` before these, which no item is. */
export const itemTypes = ["WEAPON", "ARMOR", "MOUNT", "GEAR", "TOOL", "COSMETIC", "COLLECTIBLE", "LAND"] as const;
/** How rare items are, the commonest first. */
export const rarities = ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"] as const;
/** Whom an item suits; `ANY` suits all. */
export const characterClasses = ["ANY", "WARRIOR", "RANGER", "ROGUE", "MAGE", "CLERIC"] as const;
/** What a piece of land is like; `NONE` for what is no land. */
export const biomes = ["NONE", "PLAINS", "FOREST", "MOUNTAIN", "DESERT", "SWAMP", "TUNDRA", "OCEAN"] as const;

/** One of {@link tokenStandards}: single pieces, or stacks of like units. */
export type TokenStandard = (typeof tokenStandards)[number];
/** One of {@link offerScopes}: one item, any of a collection, or any of a set. */
export type OfferScope = (typeof offerScopes)[number];
/** One of {@link itemTypes}. */
export type ItemType = (typeof itemTypes)[number];
/** One of {@link rarities}. */
export type Rarity = (typeof rarities)[number];
/** One of {@link characterClasses}. */
export type CharacterClass = (typeof characterClasses)[number];
/** One of {@link biomes}. */
export type Biome = (typeof biomes)[number];
