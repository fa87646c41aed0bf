import type { Hex } from "viem";
import { bid } from "../../../ponder.schema.ts";
import { relayed } from "../answers/cacheable.ts";
import { auctionStatus } from "../entities/auction.ts";
import { bids } from "../entities/bid.ts";
import { ALWAYS } from "../query/condition.ts";
import { builder } from "./builder.ts";
import { pageArguments, pageOf } from "./connections.ts";
import { AuctionStatusEnum, TokenStandardEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { LiveBidding } from "./live.ts";
import { AuctionRef, BidConnection, ItemRef } from "./refs.ts";

type Post = { bidder: Hex; amount: bigint };

const PostRef = builder.objectRef<Post>("Post").implement({
  description: "The best bid that was posted on the chain.",
  fields: (t) => ({
    bidder: t.expose("bidder", { type: "Address", description: "Who posted it." }),
    amount: t.expose("amount", { type: "BigInt", description: "What he paid, smallest unit of the currency." }),
  }),
});

AuctionRef.implement({
  description: "An English auction of an escrowed item. Bids are taken by the relayer; here is what the chain knows.",
  fields: (t) => ({
    id: t.expose("id", { type: "Bytes32", description: "EIP-712 digest of the terms." }),
    seller: t.expose("seller", { type: "Address", description: "Who escrowed the item and is paid for it." }),
    token: t.expose("token", { type: "Address", description: "The item's contract." }),
    tokenId: t.expose("tokenId", { type: "BigInt", description: "The item's token." }),
    item: t.field({
      type: ItemRef,
      description: "What is sold.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    standard: t.expose("standard", { type: TokenStandardEnum, description: "Which interface the token follows." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "Units sold together." }),
    startPrice: t.expose("startPrice", {
      type: "BigInt",
      description: "Lowest first bid, smallest unit of the currency.",
    }),
    reservePrice: t.expose("reservePrice", {
      type: "BigInt",
      description: "Lowest price at which the item is sold; may be zero.",
    }),
    start: t.exposeInt("start", { description: "From when on bids count, unix seconds." }),
    end: t.exposeInt("end", { description: "Until when bids count, unix seconds, by the terms." }),
    endsAt: t.exposeInt("endsAt", { description: "Until when bids count, unix seconds, extensions included." }),
    incrementBps: t.exposeInt("incrementBps", {
      description: "By how much a bid must beat the last, in basis points of it.",
    }),
    buyoutPrice: t.expose("buyoutPrice", {
      type: "BigInt",
      nullable: true,
      description: "Price at which anybody can have it at once while it runs, smallest unit; null for none.",
    }),
    maxRoyaltyBps: t.exposeInt("maxRoyaltyBps", {
      description: "The most of the price that goes to a royalty, in basis points.",
    }),
    salt: t.expose("salt", { type: "BigInt", description: "Tells the seller's auctions apart; part of the terms." }),
    feeBps: t.exposeInt("feeBps", { description: "Platform fee in basis points, fixed when created." }),
    status: t.field({
      type: AuctionStatusEnum,
      description: "How it stands.",
      resolve: (row, _, { head }) => auctionStatus(row, head.timestamp),
    }),
    primary: t.exposeBoolean("primary", {
      description: "Whether its seller sold for the studio when it was put up, and not as a player.",
    }),
    topPost: t.field({
      type: PostRef,
      nullable: true,
      description:
        "The best bid posted on the chain, which a settlement must beat or name; null for none. Bids taken by the relayer may be higher.",
      resolve: ({ topPoster, topPost }) =>
        topPoster === null || topPost === null ? null : { bidder: topPoster, amount: topPost },
    }),
    live: t.field({
      type: LiveBidding,
      description: "Its bids as the relayer has them now: the only part of an answer that the chain does not tell.",
      ...relayed("bids"),
      resolve: ({ id }, _, { loaders }) => loaders.live.load(id),
    }),
    bids: t.field({
      type: BidConnection,
      description: "Its bids on the chain, latest first: posted and presented ones.",
      args: pageArguments,
      resolve: ({ id }, page, context) =>
        pageOf(context, bids, {
          reader: context.loaders.childrenOf(bid, bid.auctionId, id, `auction.bids ${page.first} ${page.after}`),
          where: ALWAYS,
          sort: "NEWEST",
          page,
        }),
    }),
    boughtOut: t.exposeBoolean("boughtOut", { description: "Whether it was sold at its buyout price." }),
    winner: t.expose("winner", {
      type: "Address",
      nullable: true,
      description: "Who won or bought it out, once settled.",
    }),
    amount: t.expose("amount", {
      type: "BigInt",
      nullable: true,
      description: "What the winner paid, fee and royalty included, once settled.",
    }),
    fee: t.expose("fee", { type: "BigInt", nullable: true, description: "Platform fee of it, once settled." }),
    royalty: t.expose("royalty", {
      type: "BigInt",
      nullable: true,
      description: "What the collection's royalty receiver got of it, once settled.",
    }),
    settledAt: t.exposeInt("settledAt", { nullable: true, description: "When it was settled, unix seconds." }),
    createdAt: t.exposeInt("createdAt", { description: "When it was created, unix seconds." }),
    createdTx: t.expose("createdTx", { type: "Bytes32", description: "Transaction that created it." }),
    settledTx: t.expose("settledTx", {
      type: "Bytes32",
      nullable: true,
      description: "Transaction that settled it.",
    }),
  }),
});
