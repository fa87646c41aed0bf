import { BidKindEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { AuctionRef, BidRef } from "./refs.ts";

BidRef.implement({
  description: "A bid that is on the chain. Those that the relayer took are in its log; see its API.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`transaction:logIndex`." }),
    auction: t.field({
      type: AuctionRef,
      description: "What it was bid for.",
      resolve: async ({ auctionId }, _, { loaders }) => existing(await loaders.auction.load(auctionId), "auction"),
    }),
    kind: t.expose("kind", { type: BidKindEnum, description: "How it came onto the chain." }),
    bidder: t.expose("bidder", { type: "Address", description: "Who bid." }),
    amount: t.expose("amount", {
      type: "BigInt",
      description: "What was posted, or what the receipt of a presented bid says; smallest unit of the currency.",
    }),
    maxAmount: t.expose("maxAmount", {
      type: "BigInt",
      description: "The most that the bidder signed to pay; of a post, its amount.",
    }),
    sequence: t.expose("sequence", {
      type: "BigInt",
      nullable: true,
      description: "Place of a presented bid in the relayer's log of the auction; null for a post.",
    }),
    timestamp: t.exposeInt("timestamp", { description: "When it came onto the chain, unix seconds." }),
    transaction: t.expose("transaction", { type: "Bytes32", description: "Transaction that brought it." }),
  }),
});
