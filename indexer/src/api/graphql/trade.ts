import { relayed } from "../answers/cacheable.ts";
import { TradeSourceEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { AuctionRef, ItemRef, ListingRef, TradeRef } from "./refs.ts";

TradeRef.implement({
  description: "A sale, whatever its source. All of them together are the audit trail.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`transaction:logIndex`." }),
    source: t.expose("source", { type: TradeSourceEnum, description: "What the sale came from." }),
    primary: t.exposeBoolean("primary", {
      description:
        "Whether its seller sold for the studio then: sold for the first time, and not from player to player.",
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: "The listing bought from, if it was one.",
      resolve: ({ listingId }, _, { loaders }) => (listingId ? loaders.listing.load(listingId) : null),
    }),
    auction: t.field({
      type: AuctionRef,
      nullable: true,
      description: "The auction settled, if it was one.",
      resolve: ({ auctionId }, _, { loaders }) => (auctionId ? loaders.auction.load(auctionId) : null),
    }),
    orderId: t.expose("orderId", {
      type: "Bytes32",
      nullable: true,
      description: "EIP-712 digest of the signed listing or offer that was filled, if it was one.",
    }),
    item: t.field({
      type: ItemRef,
      description: "What was sold.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    quantity: t.expose("quantity", { type: "BigInt", description: "Units sold." }),
    unitPrice: t.expose("unitPrice", {
      type: "BigInt",
      description: "Price of one unit; of an auction of several, the total shared out and rounded down.",
    }),
    total: t.expose("total", { type: "BigInt", description: "What the buyer paid, fee and royalty included." }),
    fee: t.expose("fee", { type: "BigInt", description: "Platform fee of it." }),
    royalty: t.expose("royalty", { type: "BigInt", description: "What the collection's royalty receiver got of it." }),
    proceeds: t.expose("proceeds", { type: "BigInt", description: "What the seller got of it." }),
    seller: t.expose("seller", { type: "Address", description: "Who sold." }),
    sellerName: t.string({
      nullable: true,
      description:
        "What the seller calls himself in the relayer's profiles; null without a name, and while the relayer is away.",
      ...relayed("names"),
      resolve: ({ seller }, _, { loaders }) => loaders.displayName.load(seller),
    }),
    buyer: t.expose("buyer", { type: "Address", description: "Who paid: the buyer, or the winner of the auction." }),
    buyerName: t.string({
      nullable: true,
      description: "What the buyer calls himself; null without a name, and while the relayer is away.",
      ...relayed("names"),
      resolve: ({ buyer }, _, { loaders }) => loaders.displayName.load(buyer),
    }),
    recipient: t.expose("recipient", { type: "Address", description: "Whom the buyer had the item sent to." }),
    timestamp: t.exposeInt("timestamp", { description: "When, unix seconds." }),
    block: t.expose("block", { type: "BigInt", description: "Block of the sale." }),
    transaction: t.expose("transaction", { type: "Bytes32", description: "Transaction of the sale." }),
  }),
});
