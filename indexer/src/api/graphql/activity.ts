import { ActivityKindEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { ActivityRef, AuctionRef, ItemRef, ListingRef, TradeRef } from "./refs.ts";

ActivityRef.implement({
  description:
    "Something that happened to an item, a listing or an auction. What escrow takes and gives back is told by the listing, auction or sale that it was for, and not once more as a transfer; what is sold from a wallet, by a signed order, is both.",
  fields: (t) => ({
    id: t.exposeID("id", {
      description: "`transaction:logIndex`, and `:n` for the nth of a batch; of an expiry `listingId:expired`.",
    }),
    kind: t.expose("kind", { type: ActivityKindEnum, description: "What happened." }),
    from: t.expose("from", {
      type: "Address",
      nullable: true,
      description: "Who did it: sold, listed, bid or sent; null for a mint.",
    }),
    to: t.expose("to", {
      type: "Address",
      nullable: true,
      description: "Who bought it or was sent it; null where nobody was.",
    }),
    item: t.field({
      type: ItemRef,
      description: "What it happened to.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How many units it was about; 1 for ERC-721." }),
    amount: t.expose("amount", {
      type: "BigInt",
      nullable: true,
      description:
        "Price of a unit of a listing, start price of an auction, amount of a bid, or total of a sale, smallest unit of the currency; null for others.",
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: "The listing that it was about, as it stands now; null for none.",
      resolve: ({ listingId }, _, { loaders }) => (listingId ? loaders.listing.load(listingId) : null),
    }),
    auction: t.field({
      type: AuctionRef,
      nullable: true,
      description: "The auction that it was about, as it stands now; null for none.",
      resolve: ({ auctionId }, _, { loaders }) => (auctionId ? loaders.auction.load(auctionId) : null),
    }),
    orderId: t.expose("orderId", {
      type: "Bytes32",
      nullable: true,
      description: "EIP-712 digest of the signed listing or offer that was filled; null for none.",
    }),
    trade: t.field({
      type: TradeRef,
      nullable: true,
      description: "The sale that it was; null for others.",
      resolve: ({ id, to, amount }, _, { loaders }) => (to !== null && amount !== null ? loaders.trade.load(id) : null),
    }),
    timestamp: t.exposeInt("timestamp", { description: "When, unix seconds." }),
    block: t.expose("block", {
      type: "BigInt",
      nullable: true,
      description: "Block that brought it; null for an expiry, which time brings.",
    }),
    transaction: t.expose("transaction", {
      type: "Bytes32",
      nullable: true,
      description: "Transaction that brought it; null for an expiry.",
    }),
  }),
});
