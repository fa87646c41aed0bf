import { trade } from "../../../ponder.schema.ts";
import { relayed } from "../answers/cacheable.ts";
import { listingStatus } from "../entities/listing.ts";
import { trades } from "../entities/trade.ts";
import { ALWAYS } from "../query/condition.ts";
import { pageArguments, pageOf } from "./connections.ts";
import { ListingStatusEnum, TokenStandardEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { ListingTextType } from "./listingText.ts";
import { ItemRef, ListingRef, TradeConnection } from "./refs.ts";

/** The latest time that GraphQL's Int can tell, in 2038. */
const LATEST = 2 ** 31 - 1;

ListingRef.implement({
  description: "An escrowed sale at a fixed or a falling price.",
  fields: (t) => ({
    id: t.expose("id", { type: "Bytes32", description: "EIP-712 digest of the terms." }),
    seller: t.expose("seller", { type: "Address", description: "Who listed the item and is paid for it." }),
    token: t.expose("token", { type: "Address", description: "The item's contract." }),
    tokenId: t.expose("tokenId", { type: "BigInt", description: "The item's token." }),
    item: t.field({
      type: ItemRef,
      description: "What is for sale.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    standard: t.expose("standard", { type: TokenStandardEnum, description: "Which interface the token follows." }),
    quantity: t.expose("quantity", { type: "BigInt", description: "Units listed at first." }),
    remaining: t.expose("remaining", { type: "BigInt", description: "Units left to buy." }),
    price: t.expose("price", {
      type: "BigInt",
      description:
        "Price of one unit, fee included, in the smallest unit of the currency; where the price falls: the one that it starts from.",
    }),
    endPrice: t.expose("endPrice", {
      type: "BigInt",
      nullable: true,
      description: "What the price falls to, on a straight line, rounded up; null for a fixed price.",
    }),
    fallStart: t.int({
      nullable: true,
      description: "When the price begins to fall, unix seconds up to 2^31 - 1; null for a fixed price.",
      resolve: ({ fallStart }) => fallStart && Math.min(fallStart, LATEST),
    }),
    fallEnd: t.int({
      nullable: true,
      description: "When the price has reached `endPrice`, unix seconds up to 2^31 - 1; null for a fixed price.",
      resolve: ({ fallEnd }) => fallEnd && Math.min(fallEnd, LATEST),
    }),
    expiry: t.int({
      nullable: true,
      description:
        "From when on nobody can buy, unix seconds; null for never. A time beyond 2^31 - 1 is told as that; `schedule` is exact.",
      resolve: ({ expiry }) => (expiry === null ? null : expiry > LATEST ? LATEST : Number(expiry)),
    }),
    schedule: t.expose("schedule", {
      type: "BigInt",
      description:
        "Times and `endPrice` in one word, exactly as the terms have it: what `buy` and `cancelListing` take, from the top 96 bits `endPrice` and 40 each `fallStart`, `fallEnd`, `expiry`, `listedAt`.",
    }),
    taker: t.expose("taker", {
      type: "Address",
      nullable: true,
      description: "The only account that may buy; null for anyone.",
    }),
    maxRoyaltyBps: t.exposeInt("maxRoyaltyBps", {
      description: "The most of the price that goes to an ERC-2981 royalty, in basis points.",
    }),
    salt: t.expose("salt", {
      type: "BigInt",
      description: "Tells the seller's listings apart; part of the terms. The hash of `text`, if there is one.",
    }),
    text: t.field({
      type: ListingTextType,
      description: "What its seller wrote of it, from the relayer; it shows its item's name and picture beside.",
      ...relayed("texts"),
      resolve: ({ salt }, _, { loaders }) => loaders.text.load(salt),
    }),
    feeBps: t.exposeInt("feeBps", { description: "Platform fee in basis points, fixed when listed." }),
    status: t.field({
      type: ListingStatusEnum,
      description: "How it stands.",
      resolve: (row, _, { head }) => listingStatus(row, head.timestamp),
    }),
    primary: t.exposeBoolean("primary", {
      description: "Whether its seller sold for the studio when it was listed, and not as a player.",
    }),
    createdAt: t.exposeInt("createdAt", { description: "When it was listed, unix seconds." }),
    updatedAt: t.exposeInt("updatedAt", {
      description: "When its price, its remaining units or its status last changed on chain, unix seconds.",
    }),
    createdTx: t.expose("createdTx", { type: "Bytes32", description: "Transaction that listed it." }),
    trades: t.field({
      type: TradeConnection,
      description: "Purchases from it, latest first.",
      args: pageArguments,
      resolve: ({ id }, page, context) =>
        pageOf(context, trades, {
          reader: context.loaders.childrenOf(trade, trade.listingId, id, `listing.trades ${page.first} ${page.after}`),
          where: ALWAYS,
          sort: "NEWEST",
          page,
        }),
    }),
  }),
});
