import { index, onchainEnum, onchainTable, type PgColumnsBuilders, primaryKey } from "ponder";
import type { Hex } from "viem";

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
/** A bid that stands on the chain: posted while the auction runs and paid at once, or presented with its receipt after the end. */
export const bidKind = onchainEnum("bid_kind", ["POSTED", "PRESENTED"]);
/** Where an account's Credits are: in its wallet, in the Marketplace's vault, or owed to it by one of the two contracts. */
export const ledgerPocket = onchainEnum("ledger_pocket", ["WALLET", "VAULT", "CREDIT", "ORDER_CREDIT"]);
export const ledgerDirection = onchainEnum("ledger_direction", ["IN", "OUT"]);
/** Why Credits moved. */
export const ledgerCause = onchainEnum("ledger_cause", [
  "MINT",
  "BURN",
  "TRANSFER",
  "TRADE",
  "FEE",
  "ROYALTY",
  "BID",
  "REFUND",
  "DEPOSIT",
  "WITHDRAWAL",
]);

/** What happened to an item, or to a listing or an auction of it. */
export const activityKind = onchainEnum("activity_kind", [
  "MINTED",
  "TRANSFERRED",
  "BURNT",
  "LISTED",
  "PRICE_CHANGED",
  "LISTING_CANCELLED",
  "LISTING_EXPIRED",
  "SOLD",
  "OFFER_ACCEPTED",
  "AUCTION_CREATED",
  "BID_POSTED",
  "BID_PRESENTED",
  "AUCTION_SETTLED",
  "AUCTION_RETURNED",
  "AUCTION_CANCELLED",
]);

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
    /** The words of its name in lower case, a blank before each. */
    words: t.text().notNull(),
    /** Of its name, for searches that forgive typos. */
    trigrams: t.text().array().notNull(),
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
    // What catalogues filter by most, so that counts and facets are read from the index alone.
    typeIndex: index().on(table.itemType, table.rarity, table.class, table.power),
    rarityIndex: index().on(table.rarity, table.itemType, table.class, table.power),
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
    /** Whether the seller was in the studio's set when it was put up. */
    primary: t.boolean().notNull(),
    createdAt: secondsColumn(t).notNull(),
    updatedAt: secondsColumn(t).notNull(),
    createdTx: t.hex().notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    newestIndex: index().on(table.state, table.ordinal),
    priceIndex: index().on(table.state, table.price, table.ordinal),
    // What shops filter by most, so that counts and facets are read from the index alone; either of the first two can be missing.
    typeIndex: index().on(
      table.state,
      table.itemType,
      table.rarity,
      table.class,
      table.power,
      table.price,
      table.expiry,
    ),
    rarityIndex: index().on(
      table.state,
      table.rarity,
      table.itemType,
      table.class,
      table.power,
      table.price,
      table.expiry,
    ),
    sellerIndex: index().on(table.seller, table.ordinal),
    tokenIndex: index().on(table.token, table.state, table.price),
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
    /** Whether the seller was in the studio's set when it was put up. */
    primary: t.boolean().notNull(),
    /** The best posted bid; null if there is none. It stays when the auction is over. */
    topPoster: t.hex(),
    topPost: t.bigint(),
    /** How many bids stand on the chain: posted and presented. */
    chainBids: t.integer().notNull(),
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
    /** Whether the seller was in the studio's set when it was sold. */
    primary: t.boolean().notNull(),
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
    orderIndex: index().on(table.orderId, table.ordinal),
    tokenIndex: index().on(table.token, table.timestamp, table.total),
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

/** Every offer of which units were ever sold. Of one that nobody accepted, the chain knows nothing. */
export const offer = onchainTable(
  "offer",
  (t) => ({
    id: t.hex().primaryKey(),
    buyer: t.hex().notNull(),
    /** Key of `orderNonce`: how it stands is how its nonce stands. */
    nonceId: t.text().notNull(),
    nonce: t.bigint().notNull(),
    /** What it carries: it is dead when its buyer's is another. */
    counter: t.bigint().notNull(),
    token: t.hex().notNull(),
    unitPrice: t.bigint().notNull(),
    filled: t.bigint().notNull(),
    /** Units that its last fill left. */
    remaining: t.bigint().notNull(),
    spent: t.bigint().notNull(),
    firstFilledAt: secondsColumn(t).notNull(),
    lastFilledAt: secondsColumn(t).notNull(),
    /** Of its first fill. */
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    ordinalIndex: index().on(table.ordinal),
    priceIndex: index().on(table.unitPrice, table.ordinal),
    buyerIndex: index().on(table.buyer, table.ordinal),
    tokenIndex: index().on(table.token, table.ordinal),
  }),
);

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

/** Sellers of the studio: a row while GameItems says so. */
export const studioSeller = onchainTable("studio_seller", (t) => ({ address: t.hex().primaryKey() }));

/** Every bid that was ever posted or presented. What the relayer holds is not the chain's. */
export const bid = onchainTable(
  "bid",
  (t) => ({
    /** `transaction:logIndex`. */
    id: t.text().primaryKey(),
    auctionId: t.hex().notNull(),
    kind: bidKind().notNull(),
    bidder: t.hex().notNull(),
    /** What was posted, or what the receipt of a presented bid says. */
    amount: t.bigint().notNull(),
    /** The most that a presented bid pays; of a post, its amount. */
    maxAmount: t.bigint().notNull(),
    /** Sequence of a presented bid's receipt; null for a post. */
    sequence: t.bigint(),
    timestamp: secondsColumn(t).notNull(),
    transaction: t.hex().notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    ordinalIndex: index().on(table.ordinal),
    auctionIndex: index().on(table.auctionId, table.ordinal),
    bidderIndex: index().on(table.bidder, table.ordinal),
  }),
);

/** All that happened, in the order of time. What escrow takes and gives is told by the listing, the auction or the sale alone. */
export const activity = onchainTable(
  "activity",
  (t) => ({
    /** `transaction:logIndex`, `:n` behind it for the nth of a batch; of an expiry `listingId:expired`. */
    id: t.text().primaryKey(),
    kind: activityKind().notNull(),
    /** Who did it: sold, listed, bid, sent; null for a mint. */
    from: t.hex(),
    /** Who got it: bought, was sent it; null where nobody did. */
    to: t.hex(),
    itemId: t.text().notNull(),
    token: t.hex().notNull(),
    quantity: t.bigint().notNull(),
    /** Price of a unit of a listing, start price of an auction, a bid's amount, a sale's total; null for a mere move. */
    amount: t.bigint(),
    listingId: t.hex(),
    auctionId: t.hex(),
    orderId: t.hex(),
    /** An expiry's row is written when the listing is made, and is not to be seen before its time. */
    timestamp: secondsColumn(t).notNull(),
    /** Null for an expiry, which no log tells of. */
    block: t.bigint(),
    transaction: t.hex(),
    /** Of its log's block, and so of all that was before it; of an expiry, of the log that made the listing. */
    blockHash: t.hex().notNull(),
    /** Of its log likewise. */
    ordinal: ordinalColumn(t),
    /** Place within the log's batch. */
    part: t.integer().notNull(),
  }),
  (table) => ({
    timeIndex: index().on(table.timestamp, table.ordinal, table.part),
    ordinalIndex: index().on(table.ordinal),
    kindIndex: index().on(table.kind, table.timestamp, table.ordinal, table.part),
    fromIndex: index().on(table.from, table.timestamp, table.ordinal, table.part),
    toIndex: index().on(table.to, table.timestamp, table.ordinal, table.part),
    itemIndex: index().on(table.itemId, table.timestamp, table.ordinal, table.part),
    tokenIndex: index().on(table.token, table.timestamp, table.ordinal, table.part),
  }),
);

/** Items that their owner could not be given and can claim: a row while there is one. */
export const claim = onchainTable(
  "claim",
  (t) => ({
    /** Id of the listing or auction. */
    id: t.hex().notNull(),
    owner: t.hex().notNull(),
    itemId: t.text().notNull(),
    quantity: t.bigint().notNull(),
    refusedAt: secondsColumn(t).notNull(),
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.id, table.owner] }),
    ownerIndex: index().on(table.owner, table.ordinal),
  }),
);

/** Every movement of Credits, once for each account that it touches. */
export const ledgerEntry = onchainTable(
  "ledger_entry",
  (t) => ({
    /** `transaction:logIndex`, and `:1` for the receiving side of a transfer. */
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    pocket: ledgerPocket().notNull(),
    direction: ledgerDirection().notNull(),
    amount: t.bigint().notNull(),
    /** What is in the pocket afterwards. */
    balance: t.bigint().notNull(),
    cause: ledgerCause().notNull(),
    /** The listing, auction or order that it was for; null where it was for none. */
    reference: t.hex(),
    /** Where it came from or went to; null for a movement within the contract's books. */
    counterparty: t.hex(),
    timestamp: secondsColumn(t).notNull(),
    block: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    /** Twice the log's, since a transfer has two sides; and one more for the receiving one. */
    ordinal: ordinalColumn(t),
  }),
  (table) => ({
    ordinalIndex: index().on(table.ordinal),
    accountIndex: index().on(table.account, table.ordinal),
    referenceIndex: index().on(table.reference, table.ordinal),
    causeIndex: index().on(table.cause, table.ordinal),
  }),
);

/**
 * What the contracts last said about money that is about to move, in the transaction that is being read: one row, `latest`.
 * They tell what happened before they pay, so that it explains the transfers that follow.
 */
export const moneyTold = onchainTable("money_told", (t) => ({
  id: t.text().primaryKey(),
  transaction: t.hex().notNull(),
  /** The payments that are yet to come, as JSON: a column of JSON is parsed, copied and made anew at each touch. */
  expected: t.text().notNull(),
}));

/** A payment that a contract announced. What is absent can be anything. */
export type ExpectedPayment = {
  /** Accounts that it can come from. */
  from: Hex[];
  to?: Hex;
  /** Decimal digits. A payment of any amount stays expected after one came. */
  amount?: string;
  cause: (typeof ledgerCause.enumValues)[number];
  reference: Hex | null;
};
