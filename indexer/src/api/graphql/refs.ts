import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import type { collection } from "../../../ponder.schema.ts";
import type { ActivityRow } from "../entities/activity.ts";
import type { AuctionRow } from "../entities/auction.ts";
import type { BidRow } from "../entities/bid.ts";
import type { HoldingRow } from "../entities/holding.ts";
import type { ItemRow } from "../entities/item.ts";
import type { LedgerRow } from "../entities/ledger.ts";
import type { ListingRow } from "../entities/listing.ts";
import type { OfferRow } from "../entities/offer.ts";
import type { TradeRow } from "../entities/trade.ts";
import { builder } from "./builder.ts";
import { connectionOf } from "./connections.ts";
import type { Head } from "./context.ts";
import type { KindRow } from "./loaders.ts";

// Named here and filled in elsewhere, because they refer to one another in circles.

export const MetaRef = builder.objectRef<Head>("Meta");
export const KindRef = builder.objectRef<KindRow>("Kind");
export const CollectionRef = builder.objectRef<InferSelectModel<typeof collection>>("Collection");
export const ItemRef = builder.objectRef<ItemRow>("Item");
export const ListingRef = builder.objectRef<ListingRow>("Listing");
export const AuctionRef = builder.objectRef<AuctionRow>("Auction");
export const TradeRef = builder.objectRef<TradeRow>("Trade");
export const HoldingRef = builder.objectRef<HoldingRow>("Holding");
export const BidRef = builder.objectRef<BidRow>("Bid");
export const OfferRef = builder.objectRef<OfferRow>("Offer");
export const ActivityRef = builder.objectRef<ActivityRow>("Activity");
export const LedgerEntryRef = builder.objectRef<LedgerRow>("LedgerEntry");
export const AccountRef = builder.objectRef<AccountState>("Account");

/** An account as far as the index knows it; of one it has never seen, only the address. */
export type AccountState = { address: Hex; credits: bigint; spent: bigint; earned: bigint };

export const ItemConnection = connectionOf("Item", "items", ItemRef);
export const ListingConnection = connectionOf("Listing", "listings", ListingRef);
export const AuctionConnection = connectionOf("Auction", "auctions", AuctionRef);
export const TradeConnection = connectionOf("Trade", "trades", TradeRef);
export const BidConnection = connectionOf("Bid", "bids on the chain", BidRef);
export const OfferConnection = connectionOf("Offer", "offers that were accepted", OfferRef);
export const ActivityConnection = connectionOf("Activity", "things that happened", ActivityRef);
export const LedgerConnection = connectionOf("LedgerEntry", "movements of Credits", LedgerEntryRef);
export const HoldingConnection = connectionOf("Holding", "holdings", HoldingRef);
