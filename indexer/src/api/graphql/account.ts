import { desc, eq, type InferSelectModel } from "drizzle-orm";
import { auction, claim, holding, ledgerEntry, listing, trade } from "../../../ponder.schema.ts";
import { relayed } from "../answers/cacheable.ts";
import { auctions, hasAuctionStatus } from "../entities/auction.ts";
import { holdings } from "../entities/holding.ts";
import { ledger } from "../entities/ledger.ts";
import { hasListingStatus, listings } from "../entities/listing.ts";
import { trades, tradesOf } from "../entities/trade.ts";
import { ALWAYS, all, any, equals } from "../query/condition.ts";
import { MAX_PAGE } from "../query/connection.ts";
import { readerOf } from "../query/reader.ts";
import { builder } from "./builder.ts";
import { pageArguments, pageOf } from "./connections.ts";
import { AuctionStatusEnum, ListingStatusEnum, RoleEnum } from "./enums.ts";
import { existing } from "./item.ts";
import { OrderAccount } from "./order.ts";
import {
  AccountRef,
  AuctionConnection,
  HoldingConnection,
  HoldingRef,
  ItemRef,
  LedgerConnection,
  ListingConnection,
  TradeConnection,
} from "./refs.ts";

type Vault = { free: bigint; exiting: bigint; exitableAt: number | null; credit: bigint };

const VaultAccount = builder.objectRef<Vault>("VaultAccount").implement({
  description: "An account's money in the Marketplace, smallest unit of the currency.",
  fields: (t) => ({
    free: t.expose("free", { type: "BigInt", description: "Covers bids." }),
    exiting: t.expose("exiting", {
      type: "BigInt",
      description: "On its way out; still pays for a settlement, after `free`.",
    }),
    exitableAt: t.exposeInt("exitableAt", {
      nullable: true,
      description: "From when on the exit can be executed, unix seconds; null without an exit.",
    }),
    credit: t.expose("credit", {
      type: "BigInt",
      description: "Proceeds that could not be pushed; can be withdrawn at once.",
    }),
  }),
});

const ClaimRef = builder.objectRef<InferSelectModel<typeof claim>>("Claim").implement({
  description: "Units that were bought, won or came back, and that their owner refused to take when they were sent.",
  fields: (t) => ({
    id: t.expose("id", { type: "Bytes32", description: "Listing or auction that they come from." }),
    item: t.field({
      type: ItemRef,
      description: "What is to be claimed.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How many units; 1 for ERC-721." }),
    refusedAt: t.exposeInt("refusedAt", { description: "When they were last refused, unix seconds." }),
  }),
});

HoldingRef.implement({
  description: "Units of an item in an account's wallet.",
  fields: (t) => ({
    item: t.field({
      type: ItemRef,
      description: "What is held.",
      resolve: async ({ itemId }, _, { loaders }) => existing(await loaders.item.load(itemId), "item"),
    }),
    quantity: t.expose("quantity", { type: "BigInt", description: "How many units; 1 for ERC-721." }),
  }),
});

AccountRef.implement({
  description: "What an account has, sells and has traded.",
  fields: (t) => ({
    address: t.expose("address", { type: "Address", description: "The account." }),
    displayName: t.string({
      nullable: true,
      description:
        "What it calls itself in the relayer's profiles; null without a name, and while the relayer is away.",
      ...relayed("names"),
      resolve: ({ address }, _, { loaders }) => loaders.displayName.load(address),
    }),
    credits: t.expose("credits", {
      type: "BigInt",
      description: "Credits in its wallet, smallest unit; what it deposited is in `vault`.",
    }),
    vault: t.field({
      type: VaultAccount,
      description: "Its money in the Marketplace.",
      resolve: async ({ address }, _, { loaders }) =>
        (await loaders.vault.load(address)) ?? { free: 0n, exiting: 0n, exitableAt: null, credit: 0n },
    }),
    orders: t.field({
      type: OrderAccount,
      description: "What the chain knows of the orders that it signed.",
      resolve: async ({ address }, _, { loaders }) =>
        (await loaders.orderAccount.load(address)) ?? { address, counter: 0n, credit: 0n },
    }),
    holdings: t.field({
      type: HoldingConnection,
      description: "Items in its wallet, latest first. What it has for sale is in escrow and not among them.",
      args: pageArguments,
      resolve: ({ address }, page, context) =>
        pageOf(context, holdings, {
          reader: readerOf(context.db, holding),
          where: equals(holding.account, address),
          sort: "NEWEST",
          page,
        }),
    }),
    listings: t.field({
      type: ListingConnection,
      description: "What it listed, latest first.",
      args: {
        status: t.arg({
          type: [ListingStatusEnum],
          description: "Only those that stand in one of these ways; all if absent.",
        }),
        ...pageArguments,
      },
      resolve: ({ address }, { status, ...page }, context) => {
        const { timestamp } = context.head;
        const asked = status ? any(...status.map((one) => hasListingStatus(one, timestamp))) : ALWAYS;
        return pageOf(context, listings, {
          reader: readerOf(context.db, listing),
          where: all(equals(listing.seller, address), asked),
          sort: "NEWEST",
          page,
        });
      },
    }),
    auctions: t.field({
      type: AuctionConnection,
      description: "What it put up for auction, latest first.",
      args: {
        status: t.arg({
          type: [AuctionStatusEnum],
          description: "Only those that stand in one of these ways; all if absent.",
        }),
        ...pageArguments,
      },
      resolve: ({ address }, { status, ...page }, context) => {
        const { timestamp } = context.head;
        const asked = status ? any(...status.map((one) => hasAuctionStatus(one, timestamp))) : ALWAYS;
        return pageOf(context, auctions, {
          reader: readerOf(context.db, auction),
          where: all(equals(auction.seller, address), asked),
          sort: "NEWEST",
          page,
        });
      },
    }),
    trades: t.field({
      type: TradeConnection,
      description: "Sales that it took part in, latest first.",
      args: {
        role: t.arg({ type: RoleEnum, description: "Only those in which it was on this side; both if absent." }),
        ...pageArguments,
      },
      resolve: ({ address }, { role, ...page }, context) =>
        pageOf(context, trades, {
          reader: readerOf(context.db, trade),
          where: tradesOf(address, role),
          sort: "NEWEST",
          page,
        }),
    }),
    claims: t.field({
      type: [ClaimRef],
      description:
        "Items that are its own and that it could not be given: it takes them with `claimItem`. Latest first.",
      resolve: ({ address }, _, { db }) =>
        db.select().from(claim).where(eq(claim.owner, address)).orderBy(desc(claim.ordinal)).limit(MAX_PAGE),
    }),
    ledger: t.field({
      type: LedgerConnection,
      description: "Every movement of its Credits, latest first.",
      args: pageArguments,
      resolve: ({ address }, page, context) =>
        pageOf(context, ledger, {
          reader: readerOf(context.db, ledgerEntry),
          where: equals(ledgerEntry.account, address),
          sort: "NEWEST",
          page,
        }),
    }),
    studio: t.boolean({
      description: "Whether it sells for the studio now.",
      resolve: async ({ address }, _, { loaders }) => (await loaders.studio.load(address)) !== null,
    }),
    spent: t.expose("spent", { type: "BigInt", description: "What its purchases cost in all, fees included." }),
    earned: t.expose("earned", { type: "BigInt", description: "What its sales brought in all, less fees." }),
  }),
});
