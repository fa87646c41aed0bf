import type { OfferScope } from "@plaza/sdk";
import type { OrderReason, OrderStatus } from "@plaza/sdk/relayer";
import type { orderState } from "../../../ponder.schema.ts";
import type { BookUnavailable } from "../book.ts";
import type { ActivityRow, ActivitySort } from "../entities/activity.ts";
import type { AuctionSort, AuctionStatus } from "../entities/auction.ts";
import type { BidRow, BidSort } from "../entities/bid.ts";
import type { ItemSort } from "../entities/item.ts";
import type { LedgerRow, LedgerSort } from "../entities/ledger.ts";
import type { ListingSort, ListingStatus } from "../entities/listing.ts";
import type { OfferSort } from "../entities/offer.ts";
import type { Role, TradeRow, TradeSort } from "../entities/trade.ts";
import type { Biome, CharacterClass, ItemType, Rarity, TokenStandard } from "../entities/traits.ts";
import type { FeedEvent } from "../feed.ts";
import type { LiveUnavailable } from "../live.ts";
import type { FailureReason } from "../metadata/failure.ts";
import type { MetadataStatus } from "../metadata/tables.ts";
import type { TextUnavailable } from "../written.ts";
import { builder } from "./builder.ts";

type OrderState = (typeof orderState.enumValues)[number];

/** An enum whose values stand for themselves; the type checker sees that none is missing. */
function defineEnum<Value extends string>(name: string, description: string, values: Record<Value, string>) {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, text]) => [value, { description: text }]),
    ) as Record<Value, { description: string }>,
  });
}

export const TokenStandardEnum = defineEnum<TokenStandard>("TokenStandard", "Which interface a token follows.", {
  ERC721: "Unique: each token has one owner.",
  ERC1155: "A stack: units of a token are alike.",
});

export const ItemTypeEnum = defineEnum<ItemType>("ItemType", "What an item is for.", {
  WEAPON: "Deals damage.",
  ARMOR: "Withstands damage.",
  MOUNT: "Carries a character.",
  GEAR: "Adventuring gear.",
  TOOL: "For a trade or a craft.",
  COSMETIC: "Changes looks only.",
  COLLECTIBLE: "Worth having for itself.",
  LAND: "A piece of the world.",
});

export const RarityEnum = defineEnum<Rarity>("Rarity", "How rare an item is, from common to legendary.", {
  COMMON: "Found everywhere.",
  UNCOMMON: "Found with some luck.",
  RARE: "Few exist.",
  EPIC: "Very few exist.",
  LEGENDARY: "Next to none exist.",
});

export const CharacterClassEnum = defineEnum<CharacterClass>(
  "CharacterClass",
  "Which class of character an item suits.",
  {
    ANY: "Suits all.",
    WARRIOR: "Suits warriors.",
    RANGER: "Suits rangers.",
    ROGUE: "Suits rogues.",
    MAGE: "Suits mages.",
    CLERIC: "Suits clerics.",
  },
);

export const BiomeEnum = defineEnum<Biome>("Biome", "Where a land lies.", {
  NONE: "No land.",
  PLAINS: "Open grass.",
  FOREST: "Woods.",
  MOUNTAIN: "Rock and heights.",
  DESERT: "Sand and drought.",
  SWAMP: "Mud and water.",
  TUNDRA: "Frozen ground.",
  OCEAN: "Open water.",
});

export const ListingStatusEnum = defineEnum<ListingStatus>(
  "ListingStatus",
  "How a listing stands at the latest indexed block.",
  {
    ACTIVE: "For sale.",
    SOLD: "All units are sold.",
    CANCELLED: "Its seller took back what was left.",
    EXPIRED: "Its time is over and nobody can buy; what is left waits in escrow for its seller.",
  },
);

export const AuctionStatusEnum = defineEnum<AuctionStatus>(
  "AuctionStatus",
  "How an auction stands at the latest indexed block.",
  {
    SCHEDULED: "Bids do not count yet.",
    LIVE: "Bids count.",
    ENDED: "Bidding is over; the result is not settled yet.",
    FINALIZING: "The relayer was silent and somebody began to end the auction; it can still be settled.",
    SETTLED: "Sold to the winner.",
    RETURNED: "Ended without a sale; the item went back.",
    CANCELLED: "Its seller cancelled it before the start.",
  },
);

export const TradeSourceEnum = defineEnum<TradeRow["source"]>("TradeSource", "What a sale came from.", {
  LISTING: "A purchase from a listing.",
  AUCTION: "A settled auction.",
  SIGNED_LISTING: "A purchase from a listing that its seller signed.",
  OFFER: "An offer that its buyer signed and an owner accepted.",
});

export const OrderStateEnum = defineEnum<OrderState>("OrderState", "How signed orders of one nonce stand.", {
  PARTLY_FILLED: "Some units moved; the rest can.",
  FILLED: "All units moved; none can any more.",
  CANCELLED: "Their signer cancelled them.",
});

export const LiveUnavailableEnum = defineEnum<LiveUnavailable>(
  "LiveUnavailable",
  "Why nothing is known of an auction's bids off the chain.",
  {
    NOT_CONFIGURED: "This server was told of no relayer.",
    AWAY: "The relayer did not answer, or not in time.",
    UNKNOWN: "The relayer does not know the auction: it has not seen it yet, or it is over and forgotten.",
  },
);

export const TextUnavailableEnum = defineEnum<TextUnavailable>(
  "TextUnavailable",
  "Why nothing is known of a listing's text.",
  {
    NOT_CONFIGURED: "This server was told of no relayer.",
    AWAY: "The relayer did not answer, or not in time.",
    NONE: "The relayer has none: the seller wrote nothing, or never gave it to the relayer.",
  },
);

export const OfferScopeEnum = defineEnum<OfferScope>("OfferScope", "What an offer is for.", {
  ITEM: "One item, or units of one stack.",
  COLLECTION: "Any item of the collection.",
  TRAITS: "Any of a set of items, usually those with certain traits.",
});

export const BookUnavailableEnum = defineEnum<BookUnavailable>(
  "BookUnavailable",
  "Why nothing is known of the relayer's book.",
  {
    NOT_CONFIGURED: "This server was told of no relayer.",
    AWAY: "The relayer did not answer, or not in time.",
  },
);

/** An enum whose values the relayer spells in lower case. */
function defineLowerEnum<Value extends string>(name: string, description: string, values: Record<Value, string>) {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, text]) => [value.toUpperCase(), { value, description: text }]),
    ) as Record<string, { value: Value; description: string }>,
  });
}

export const BookStatusEnum = defineLowerEnum<OrderStatus>("BookStatus", "How an order of the book stands.", {
  open: "It can be filled now.",
  suspended: "It cannot be filled now, for a reason that can pass.",
  ended: "It can never be filled again.",
});

export const BookReasonEnum = defineLowerEnum<OrderReason>(
  "BookReason",
  "Why an order of the book cannot be filled. The first six can pass.",
  {
    item_away: "Its seller does not have the item.",
    not_approved: "Its seller did not approve the contract of orders for the item.",
    funds_missing: "Its buyer has too few Credits.",
    allowance_missing: "Its buyer lets the contract of orders spend too few.",
    fee_above_maximum: "The platform's fee is above what its seller bears.",
    signature_refused: "A contract wallet takes its signature back.",
    filled: "All of it was filled.",
    cancelled: "Its maker cancelled it on the chain.",
    counter_raised: "Its maker cancelled all that he had signed.",
    expired: "Its time is over.",
    withdrawn: "Its maker took it out of the book.",
  },
);

export const MetadataStatusEnum = defineEnum<MetadataStatus>(
  "MetadataStatus",
  "How the latest look for metadata ended.",
  {
    PENDING: "It did not end yet, or failed and is repeated.",
    OK: "The metadata was read.",
    FAILED: "It failed and is not repeated, until the contract announces a change or somebody asks for it.",
  },
);

export const MetadataFailureEnum = defineEnum<FailureReason>("MetadataFailure", "Why metadata could not be had.", {
  NO_URI: "The contract does not say where it is.",
  BAD_URI: "What the contract says is no `data:`, `https:`, `http:` or `ipfs:` URL that can be followed.",
  NO_GATEWAY: "It is on IPFS, and this server was told of no gateway.",
  ADDRESS_REFUSED: "It is not on the public internet.",
  UNREACHABLE: "Its server cannot be reached, or broke off.",
  TIMEOUT: "Its server took too long.",
  HTTP_ERROR: "Its server does not have it, or is at fault.",
  TOO_LARGE: "It is too large.",
  NOT_JSON: "It is no JSON object, or not sent as one.",
  CHAIN_AWAY: "The chain did not answer; it is asked again.",
});

export const BidKindEnum = defineEnum<BidRow["kind"]>("BidKind", "How a bid came onto the chain.", {
  POSTED: "Made on the chain while the auction ran, and paid at once.",
  PRESENTED: "Taken by the relayer, and brought to the chain with its receipt when bidding was over.",
});

export const ActivityKindEnum = defineEnum<ActivityRow["kind"]>("ActivityKind", "What happened.", {
  MINTED: "Units were made.",
  TRANSFERRED: "Units went from one wallet to another.",
  BURNT: "Units were destroyed.",
  LISTED: "Put up at a price.",
  PRICE_CHANGED: "A listing's price was changed.",
  LISTING_CANCELLED: "A listing was cancelled; what was left of it went back.",
  LISTING_EXPIRED: "A listing's time was over before it was sold out or cancelled.",
  SOLD: "Bought from a listing, escrowed or signed.",
  OFFER_ACCEPTED: "Sold for an offer that its buyer had signed.",
  AUCTION_CREATED: "Put up for auction.",
  BID_POSTED: "A bid was posted on the chain.",
  BID_PRESENTED: "A bid that the relayer had taken was brought to the chain.",
  AUCTION_SETTLED: "Sold to an auction's winner, or at its buyout price.",
  AUCTION_RETURNED: "An auction ended without a sale; the item went back.",
  AUCTION_CANCELLED: "An auction was cancelled; the item went back.",
});

export const FeedChangeEnum = defineEnum<FeedEvent["change"]>("FeedChange", "What news of the feed says.", {
  ADDED: "It happened.",
  REMOVED: "It is undone: the chain was reorganised, and its block is no longer the chain's.",
  RESET:
    "A reorganisation changed what `after` stood at, or something before it; read anew what you show. News follow.",
});

export const LedgerPocketEnum = defineEnum<LedgerRow["pocket"]>("LedgerPocket", "Where an account's Credits are.", {
  WALLET: "In its wallet: its balance of the token.",
  VAULT: "In the Marketplace's vault, where they cover bids: free and exiting ones.",
  CREDIT: "Owed to it by the Marketplace, and to be had at once.",
  ORDER_CREDIT: "Owed to it by the contract of signed orders, and to be had at once.",
});

export const LedgerDirectionEnum = defineEnum<LedgerRow["direction"]>(
  "LedgerDirection",
  "Whether Credits came into a pocket or left it.",
  { IN: "They came.", OUT: "They left." },
);

export const LedgerCauseEnum = defineEnum<LedgerRow["cause"]>("LedgerCause", "Why Credits moved.", {
  MINT: "They were made.",
  BURN: "They were destroyed.",
  TRANSFER: "An account sent them to another, and no sale had to do with it.",
  TRADE: "A sale: what its buyer paid and its seller got.",
  FEE: "The platform's fee of a sale, or what was collected of such fees.",
  ROYALTY: "A sale's royalty.",
  BID: "A bid that was posted on the chain.",
  REFUND: "A posted bid that came back.",
  DEPOSIT: "Put into the vault; also the post of a winner, which his purchase is then paid from.",
  WITHDRAWAL: "Taken out of the vault or of what was owed.",
});

export const RoleEnum = defineEnum<Role>("Role", "On which side of a sale an account was.", {
  SELLER: "It sold.",
  BUYER: "It paid.",
});

export const ListingSortEnum = defineEnum<ListingSort>(
  "ListingSort",
  "Orders of listings. Ties and nulls have a fixed place, so that pages lose nothing.",
  {
    NEWEST: "Latest first.",
    OLDEST: "Earliest first.",
    PRICE_ASC: "Lowest price of a unit first.",
    PRICE_DESC: "Highest price of a unit first.",
    RARITY_DESC: "Legendary first; items without rarity last.",
  },
);

export const AuctionSortEnum = defineEnum<AuctionSort>("AuctionSort", "Orders of auctions. Ties have a fixed place.", {
  ENDING_SOON: "The one whose bidding ends first, first.",
  NEWEST: "Latest first.",
  PRICE_ASC: "Lowest start price first.",
  PRICE_DESC: "Highest start price first.",
});

export const ItemSortEnum = defineEnum<ItemSort>("ItemSort", "Orders of items. Ties and nulls have a fixed place.", {
  NEWEST: "Latest mint first.",
  OLDEST: "Earliest mint first.",
  RARITY_DESC: "Legendary first; items without rarity last.",
  POWER_DESC: "Most power first; items without power last.",
});

export const TradeSortEnum = defineEnum<TradeSort>("TradeSort", "Orders of trades. Ties have a fixed place.", {
  NEWEST: "Latest first.",
  OLDEST: "Earliest first.",
  PRICE_ASC: "Lowest price of a unit first.",
  PRICE_DESC: "Highest price of a unit first.",
});

export const BidSortEnum = defineEnum<BidSort>("BidSort", "Orders of bids on the chain. Ties have a fixed place.", {
  NEWEST: "Latest first.",
  OLDEST: "Earliest first.",
  AMOUNT_DESC: "Highest first.",
});

export const OfferSortEnum = defineEnum<OfferSort>("OfferSort", "Orders of accepted offers. Ties have a fixed place.", {
  NEWEST: "Latest first accepted first.",
  OLDEST: "Earliest first accepted first.",
  PRICE_ASC: "Lowest price of a unit first.",
  PRICE_DESC: "Highest price of a unit first.",
});

export const BookSortEnum = builder.enumType("BookSort", {
  description: "Orders of the relayer's book.",
  values: {
    NEWEST: { value: "newest", description: "Latest entered first." },
    PRICE_ASC: { value: "price_low", description: "Lowest price of a unit first." },
    PRICE_DESC: { value: "price_high", description: "Highest price of a unit first." },
  } as const,
});

export const ActivitySortEnum = defineEnum<ActivitySort>("ActivitySort", "Orders of what happened.", {
  NEWEST: "Latest first.",
  OLDEST: "Earliest first.",
});

export const LedgerSortEnum = defineEnum<LedgerSort>("LedgerSort", "Orders of movements of Credits.", {
  NEWEST: "Latest first.",
  OLDEST: "Earliest first: balances grow as they did.",
});
