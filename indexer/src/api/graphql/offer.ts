import type { OfferEntry } from "@plaza/sdk/relayer";
import { trade } from "../../../ponder.schema.ts";
import type { Book } from "../book.ts";
import { type OfferRow, offerState } from "../entities/offer.ts";
import { trades } from "../entities/trade.ts";
import { ALWAYS } from "../query/condition.ts";
import { builder } from "./builder.ts";
import { pageArguments, pageOf } from "./connections.ts";
import type { Context } from "./context.ts";
import {
  BookReasonEnum,
  BookStatusEnum,
  BookUnavailableEnum,
  OfferScopeEnum,
  OrderStateEnum,
  TokenStandardEnum,
} from "./enums.ts";
import { existing } from "./item.ts";
import { CollectionRef, OfferRef, TradeConnection } from "./refs.ts";

async function stateOf(row: OfferRow, { loaders }: Context) {
  const [nonce, account] = await Promise.all([
    loaders.orderNonce.load(row.nonceId),
    loaders.orderAccount.load(row.buyer),
  ]);
  return offerState(row, existing(nonce, "nonce"), existing(account, "account of orders"));
}

OfferRef.implement({
  description:
    "An offer that its buyer signed and that was accepted, in whole or in part. The chain learns of an offer with its first sale; those that nobody accepted yet are in `openOffers`.",
  fields: (t) => ({
    id: t.expose("id", { type: "Bytes32", description: "EIP-712 digest: what the buyer signed." }),
    buyer: t.expose("buyer", { type: "Address", description: "Who signed it and pays." }),
    collection: t.field({
      type: CollectionRef,
      description: "The contract whose items it wants.",
      resolve: async ({ token }, _, { loaders }) => existing(await loaders.collection.load(token), "collection"),
    }),
    nonce: t.expose("nonce", { type: "BigInt", description: "The nonce that it carries." }),
    state: t.field({
      type: OrderStateEnum,
      description: "Whether it can still be accepted, by its nonce and its buyer's counter.",
      resolve: (row, _, context) => stateOf(row, context),
    }),
    unitPrice: t.expose("unitPrice", {
      type: "BigInt",
      description: "Price of a unit, smallest unit of the currency.",
    }),
    filled: t.expose("filled", { type: "BigInt", description: "Units that were sold for it." }),
    remaining: t.field({
      type: "BigInt",
      description:
        "Units that its last sale left; zero once it is cancelled. Another offer under the same nonce takes from them too.",
      resolve: async (row, _, context) => ((await stateOf(row, context)) === "PARTLY_FILLED" ? row.remaining : 0n),
    }),
    spent: t.expose("spent", {
      type: "BigInt",
      description: "What its buyer paid for them, fees and royalties included.",
    }),
    firstFilledAt: t.exposeInt("firstFilledAt", { description: "When it was first accepted, unix seconds." }),
    lastFilledAt: t.exposeInt("lastFilledAt", { description: "When it was last accepted, unix seconds." }),
    trades: t.field({
      type: TradeConnection,
      description: "Its sales, latest first.",
      args: pageArguments,
      resolve: ({ id }, page, context) =>
        pageOf(context, trades, {
          reader: context.loaders.childrenOf(trade, trade.orderId, id, `offer.trades ${page.first} ${page.after}`),
          where: ALWAYS,
          sort: "NEWEST",
          page,
        }),
    }),
  }),
});

const OpenOffer = builder.objectRef<OfferEntry>("OpenOffer").implement({
  description:
    "A signed offer in the relayer's book, with all that accepting it takes. Off the chain: the chain has the last word when it is accepted.",
  fields: (t) => ({
    id: t.expose("id", { type: "Bytes32", description: "EIP-712 digest: what the buyer signed." }),
    buyer: t.field({ type: "Address", description: "Who signed it and pays.", resolve: ({ offer }) => offer.buyer }),
    token: t.field({ type: "Address", description: "The collection.", resolve: ({ offer }) => offer.token }),
    standard: t.field({
      type: TokenStandardEnum,
      description: "Which interface the collection follows.",
      resolve: ({ offer }) => offer.standard,
    }),
    scope: t.field({ type: OfferScopeEnum, description: "What it is for.", resolve: ({ offer }) => offer.scope }),
    tokenId: t.field({
      type: "BigInt",
      description: "The item; zero unless the scope is `ITEM`.",
      resolve: ({ offer }) => offer.tokenId,
    }),
    root: t.field({
      type: "Bytes32",
      description: "Merkle root of the items; zero unless the scope is `TRAITS`.",
      resolve: ({ offer }) => offer.root,
    }),
    tokenIds: t.expose("tokenIds", {
      type: ["BigInt"],
      description: "The items whose root it is, for its proofs; empty unless the scope is `TRAITS`.",
    }),
    quantity: t.field({
      type: "BigInt",
      description: "Units wanted, all sales together.",
      resolve: ({ offer }) => offer.quantity,
    }),
    price: t.field({
      type: "BigInt",
      description: "Price of a unit, fee and royalty included, smallest unit of the currency.",
      resolve: ({ offer }) => offer.price,
    }),
    expiry: t.field({
      type: "BigInt",
      description: "Until when it can be accepted, unix seconds; zero for ever.",
      resolve: ({ offer }) => offer.expiry,
    }),
    nonce: t.field({ type: "BigInt", description: "The nonce that it carries.", resolve: ({ offer }) => offer.nonce }),
    counter: t.field({
      type: "BigInt",
      description: "The buyer's counter when he signed it.",
      resolve: ({ offer }) => offer.counter,
    }),
    signature: t.exposeString("signature", { description: "The buyer's: 0x and hex digits." }),
    status: t.field({
      type: BookStatusEnum,
      description: "Whether it can be accepted.",
      resolve: ({ status }) => status,
    }),
    reason: t.field({
      type: BookReasonEnum,
      nullable: true,
      description: "Why it cannot be accepted now; null while it can.",
      resolve: ({ reason }) => reason,
    }),
    remaining: t.expose("remaining", { type: "BigInt", description: "Units that were not sold for it yet." }),
    fillable: t.expose("fillable", { type: "BigInt", description: "Units that it can pay for now." }),
    createdAt: t.int({
      description: "When it was entered into the book, unix seconds.",
      resolve: ({ createdAt }) => Math.floor(createdAt.getTime() / 1_000),
    }),
    checkedBlock: t.exposeInt("checkedBlock", { description: "The block whose state decided on this." }),
  }),
});

export const OpenOffers = builder.objectRef<Book>("OpenOffers").implement({
  description: "A page of the relayer's book of offers.",
  fields: (t) => ({
    unavailable: t.field({
      type: BookUnavailableEnum,
      nullable: true,
      description: "Why there are none; null if the relayer answered.",
      resolve: ({ unavailable }) => unavailable,
    }),
    nodes: t.field({ type: [OpenOffer], description: "The offers.", resolve: ({ offers }) => offers }),
    next: t.exposeString("next", {
      nullable: true,
      description: "To be passed as `after` for the next page, with the same sort; null on the last.",
    }),
  }),
});
