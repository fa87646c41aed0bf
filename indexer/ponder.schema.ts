import { index, onchainEnum, onchainTable, type PgColumnsBuilders, primaryKey } from "ponder";

// Enums are declared in the order of the contracts' enums: an event's number is the index of its name, and Postgres
// sorts by that order, so that rarity sorts from common to legendary.

/** Which interface a token follows. */
export const tokenStandard = onchainEnum("token_standard", ["ERC721", "ERC1155"]);
/** What an item is for. The contract's `None` is never minted and stands for null. */
export const itemType = onchainEnum("item_type", [
  "WEAPON",
  "ARMOR",
  "MOUNT",
  "GEAR",
  "TOOL",
  "COSMETIC",
  "COLLECTIBLE",
  "LAND",
]);
export const rarity = onchainEnum("rarity", ["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"]);
export const characterClass = onchainEnum("character_class", ["ANY", "WARRIOR", "RANGER", "ROGUE", "MAGE", "CLERIC"]);
export const biome = onchainEnum("biome", [
  "NONE",
  "PLAINS",
  "FOREST",
  "MOUNTAIN",
  "DESERT",
  "SWAMP",
  "TUNDRA",
  "OCEAN",
]);
/** As the chain has it; that a listing expired follows from its expiry and the clock. */
export const listingState = onchainEnum("listing_state", ["ACTIVE", "SOLD", "CANCELLED"]);
/** As the chain has it; scheduled, live and ended follow from the times and the clock. */
export const auctionState = onchainEnum("auction_state", ["OPEN", "FINALIZING", "SETTLED", "RETURNED", "CANCELLED"]);
export const tradeSource = onchainEnum("trade_source", ["LISTING", "AUCTION", "SIGNED_LISTING", "OFFER"]);
/** What the chain knows of the signed orders of one nonce; of those that nothing happened to, it knows nothing. */
export const orderState = onchainEnum("order_state", ["PARTLY_FILLED", "FILLED", "CANCELLED"]);

/**
 * What every table that shows items is filtered by. Traits never change after the mint, so listing, auction and trade
 * carry a copy: each query then reads one table. Null for a token that is not Plaza's own.
 */
const itemColumns = (t: PgColumnsBuilders) => ({
  token: t.hex().notNull(),
  tokenId: t.bigint().notNull(),
  standard: tokenStandard().notNull(),
  kind: t.int8({ mode: "number" }),
  /** The name in lower case, by JavaScript's rule, for case-insensitive search. */
  nameSearch: t.text().notNull(),
  itemType: itemType(),
  rarity: rarity(),
  class: characterClass(),
  biome: biome(),
  power: t.integer(),
  defense: t.integer(),
  speed: t.integer(),
  luck: t.integer(),
});

/** Block number times a million plus log index: the order of birth on the chain, unique in its table. */
const ordinalColumn = (t: PgColumnsBuilders) => t.int8({ mode: "number" }).notNull();
const secondsColumn = (t: PgColumnsBuilders) => t.int8({ mode: "number" });

export const collection = onchainTable("collection", (t) => ({
  address: t.hex().primaryKey(),
  name: t.text().notNull(),
  standard: tokenStandard().notNull(),
  /** Whether it is Plaza's own. Anybody can put up tokens of any contract. */
  official: t.boolean().notNull(),
}));

export const kind = onchainTable(
  "kind",
  (t) => ({
    token: t.hex().notNull(),
    id: t.int8({ mode: "number" }).notNull(),
    name: t.text().notNull(),
    icon: t.text().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.token, table.id] }) }),
);

export const item = onchainTable(
  "item",
  (t) => ({
    /** `token:tokenId`, the token in lower case. */
    id: t.text().primaryKey(),
    ...itemColumns(t),
    name: t.text().notNull(),
    /** Who the ERC-721 contract says owns it; null for stacks and tokens that are not Plaza's own. */
    owner: t.hex(),
    supply: t.bigint().notNull(),
    mintedAt: secondsColumn(t).notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    ordinalIndex: index().on(table.ordinal),
    tokenIndex: index().on(table.token),
    rarityIndex: index().on(table.rarity, table.ordinal),
    itemTypeIndex: index().on(table.itemType, table.ordinal),
    powerIndex: index().on(table.power, table.ordinal),
  }),
);

export const listing = onchainTable(
  "listing",
  (t) => ({
    id: t.hex().primaryKey(),
    seller: t.hex().notNull(),
    itemId: t.text().notNull(),
    ...itemColumns(t),
    quantity: t.bigint().notNull(),
    remaining: t.bigint().notNull(),
    price: t.bigint().notNull(),
    /** What the price falls to, and when; null for a fixed price. */
    endPrice: t.bigint(),
    fallStart: secondsColumn(t),
    fallEnd: secondsColumn(t),
    /** Null for never. The chain takes 40 bits. */
    expiry: t.bigint(),
    /** These times and `endPrice` in one word, as the terms have it. */
    schedule: t.bigint().notNull(),
    /** Null for anyone. */
    taker: t.hex(),
    maxRoyaltyBps: t.integer().notNull(),
    salt: t.bigint().notNull(),
    feeBps: t.integer().notNull(),
    state: listingState().notNull(),
    createdAt: secondsColumn(t).notNull(),
    updatedAt: secondsColumn(t).notNull(),
    createdTx: t.hex().notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    newestIndex: index().on(table.state, table.ordinal),
    priceIndex: index().on(table.state, table.price, table.ordinal),
    rarityIndex: index().on(table.state, table.rarity, table.ordinal),
    itemTypeIndex: index().on(table.itemType, table.state, table.ordinal),
    powerIndex: index().on(table.power, table.state),
    sellerIndex: index().on(table.seller, table.ordinal),
    itemIndex: index().on(table.itemId, table.state, table.price),
  }),
);

export const auction = onchainTable(
  "auction",
  (t) => ({
    id: t.hex().primaryKey(),
    seller: t.hex().notNull(),
    itemId: t.text().notNull(),
    ...itemColumns(t),
    quantity: t.bigint().notNull(),
    startPrice: t.bigint().notNull(),
    reservePrice: t.bigint().notNull(),
    start: secondsColumn(t).notNull(),
    end: secondsColumn(t).notNull(),
    endsAt: secondsColumn(t).notNull(),
    incrementBps: t.integer().notNull(),
    buyoutPrice: t.bigint(),
    maxRoyaltyBps: t.integer().notNull(),
    salt: t.bigint().notNull(),
    feeBps: t.integer().notNull(),
    state: auctionState().notNull(),
    boughtOut: t.boolean().notNull(),
    winner: t.hex(),
    amount: t.bigint(),
    fee: t.bigint(),
    royalty: t.bigint(),
    settledAt: secondsColumn(t),
    settledTx: t.hex(),
    createdAt: secondsColumn(t).notNull(),
    createdTx: t.hex().notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    endingIndex: index().on(table.state, table.endsAt, table.ordinal),
    newestIndex: index().on(table.state, table.ordinal),
    priceIndex: index().on(table.state, table.startPrice, table.ordinal),
    itemTypeIndex: index().on(table.itemType, table.state),
    sellerIndex: index().on(table.seller, table.ordinal),
    itemIndex: index().on(table.itemId, table.state),
  }),
);

/** Every sale, whatever its source: the audit trail. */
export const trade = onchainTable(
  "trade",
  (t) => ({
    /** `transaction:logIndex`. */
    id: t.text().primaryKey(),
    source: tradeSource().notNull(),
    listingId: t.hex(),
    auctionId: t.hex(),
    /** The signed listing or offer. */
    orderId: t.hex(),
    itemId: t.text().notNull(),
    ...itemColumns(t),
    quantity: t.bigint().notNull(),
    unitPrice: t.bigint().notNull(),
    total: t.bigint().notNull(),
    fee: t.bigint().notNull(),
    royalty: t.bigint().notNull(),
    proceeds: t.bigint().notNull(),
    seller: t.hex().notNull(),
    buyer: t.hex().notNull(),
    recipient: t.hex().notNull(),
    timestamp: secondsColumn(t).notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    ordinalIndex: index().on(table.ordinal),
    priceIndex: index().on(table.unitPrice, table.ordinal),
    itemIndex: index().on(table.itemId, table.ordinal),
    listingIndex: index().on(table.listingId, table.ordinal),
    sellerIndex: index().on(table.seller, table.ordinal),
    buyerIndex: index().on(table.buyer, table.ordinal),
  }),
);

export const account = onchainTable("account", (t) => ({
  address: t.hex().primaryKey(),
  /** Credits in the wallet. */
  credits: t.bigint().notNull(),
  /** Sum of all purchases, fees included. */
  spent: t.bigint().notNull(),
  /** Sum of all sales, less fees. */
  earned: t.bigint().notNull(),
}));

/** What the Marketplace's vault says of an account, change by change as the contract makes it. */
export const vaultAccount = onchainTable("vault_account", (t) => ({
  address: t.hex().primaryKey(),
  free: t.bigint().notNull(),
  exiting: t.bigint().notNull(),
  /** Null when the contract says zero. */
  exitableAt: secondsColumn(t),
  credit: t.bigint().notNull(),
}));

/** The signed orders of one account that share a nonce. */
export const orderNonce = onchainTable("order_nonce", (t) => ({
  /** `account:nonce`, the account in lower case. */
  id: t.text().primaryKey(),
  account: t.hex().notNull(),
  nonce: t.bigint().notNull(),
  state: orderState().notNull(),
  /** The order that was filled last; null if none ever was. */
  orderId: t.hex(),
  /** Units left of that order. */
  remaining: t.bigint().notNull(),
  updatedAt: secondsColumn(t).notNull(),
  /** Ordinal of the log that last changed it. */
  ordinal: ordinalColumn(t),
}));

/** What Orders says of an account. */
export const orderAccount = onchainTable("order_account", (t) => ({
  address: t.hex().primaryKey(),
  /** Orders that carry another one are cancelled. */
  counter: t.bigint().notNull(),
  credit: t.bigint().notNull(),
}));

/** Who holds how many units; a row exists while there is at least one. */
export const holding = onchainTable(
  "holding",
  (t) => ({
    account: t.hex().notNull(),
    itemId: t.text().notNull(),
    quantity: t.bigint().notNull(),
    /** Ordinal of the transfer that first gave the account units. */
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.account, table.itemId] }),
    accountIndex: index().on(table.account, table.ordinal, table.itemId),
    itemIndex: index().on(table.itemId),
  }),
);
