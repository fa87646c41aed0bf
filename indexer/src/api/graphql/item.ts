import { getAddress } from "viem";
import { trade } from "../../../ponder.schema.ts";
import type { ItemRow } from "../entities/item.ts";
import { trades } from "../entities/trade.ts";
import { ALWAYS } from "../query/condition.ts";
import { pageArguments, pageOf } from "./connections.ts";
import type { Context } from "./context.ts";
import {
  BiomeEnum,
  CharacterClassEnum,
  ItemTypeEnum,
  MetadataStatusEnum,
  RarityEnum,
  TokenStandardEnum,
} from "./enums.ts";
import { MetadataRef, TraitRef } from "./metadata.ts";
import { AuctionRef, CollectionRef, ItemRef, KindRef, ListingRef, TradeConnection } from "./refs.ts";

const kindOf = ({ token, kind }: ItemRow, { loaders }: Context) =>
  kind === null ? null : loaders.kind.load({ token, id: kind });

/** Of a token that is not Plaza's own; of Plaza's, the chain tells all. */
const metadataOf = ({ id, kind }: ItemRow, { loaders }: Context) => (kind === null ? loaders.metadata.load(id) : null);

ItemRef.implement({
  description:
    "A thing that can be owned and traded: one ERC-721 token, or the stack of one ERC-1155 token. Tokens of contracts that are not Plaza's own have no kind and none of its traits, but what their metadata tells.",
  fields: (t) => ({
    id: t.id({
      description: "`token:tokenId`.",
      resolve: ({ token, tokenId }) => `${getAddress(token)}:${tokenId}`,
    }),
    token: t.expose("token", { type: "Address", description: "The contract." }),
    tokenId: t.expose("tokenId", { type: "BigInt", description: "The token within the contract." }),
    standard: t.field({
      type: TokenStandardEnum,
      description:
        "Which interface the token follows: of one that is not Plaza's own, what its contract says, and before the first look what its sales let presume.",
      resolve: async (row, _, context) => (await metadataOf(row, context))?.saidStandard ?? row.standard,
    }),
    collection: t.field({
      type: CollectionRef,
      description: "The contract with its name.",
      resolve: async ({ token }, _, { loaders }) => existing(await loaders.collection.load(token), "collection"),
    }),
    kind: t.field({
      type: KindRef,
      nullable: true,
      description: "The catalogue entry that gives name and picture.",
      resolve: (row, _, context) => kindOf(row, context),
    }),
    name: t.string({
      description: "Display name; of a token without a kind the one that its metadata tells, or `#` and its id.",
      resolve: async (row, _, context) => (await metadataOf(row, context))?.name ?? row.name,
    }),
    metadataStatus: t.field({
      type: MetadataStatusEnum,
      nullable: true,
      description: "How the latest look for its metadata ended; null for Plaza's own items, which need none.",
      resolve: async (row, _, context) =>
        row.kind === null ? ((await metadataOf(row, context))?.status ?? "PENDING") : null,
    }),
    metadata: t.field({
      type: MetadataRef,
      nullable: true,
      description: "What its metadata says; null for Plaza's own items, and before the first look.",
      resolve: (row, _, context) => metadataOf(row, context),
    }),
    traits: t.field({
      type: [TraitRef],
      description:
        "What its metadata tells as traits, at most 100; none for Plaza's own items, which have fields for theirs.",
      resolve: ({ id, kind }, _, { loaders }) => (kind === null ? loaders.traits.load(id) : []),
    }),
    icon: t.string({
      nullable: true,
      description: "The kind's picture: SVG path data on a 512 x 512 view box.",
      resolve: async (row, _, context) => (await kindOf(row, context))?.icon ?? null,
    }),
    itemType: t.expose("itemType", { type: ItemTypeEnum, nullable: true, description: "What it is for." }),
    rarity: t.expose("rarity", { type: RarityEnum, nullable: true, description: "How rare it is." }),
    class: t.expose("class", {
      type: CharacterClassEnum,
      nullable: true,
      description: "Which class of character it suits.",
    }),
    biome: t.expose("biome", { type: BiomeEnum, nullable: true, description: "Where it lies, if it is land." }),
    power: t.exposeInt("power", { nullable: true, description: "Damage dealt; 0 to 65,535." }),
    defense: t.exposeInt("defense", { nullable: true, description: "Damage withstood; 0 to 65,535." }),
    speed: t.exposeInt("speed", { nullable: true, description: "Swiftness; 0 to 65,535." }),
    luck: t.exposeInt("luck", { nullable: true, description: "Fortune; 0 to 65,535." }),
    owner: t.expose("owner", {
      type: "Address",
      nullable: true,
      description:
        "Who owns the ERC-721 token by its contract: the Marketplace while it is for sale, whose seller `listing` and `auction` tell. Null for stacks.",
    }),
    supply: t.expose("supply", { type: "BigInt", description: "Units that exist; 1 for ERC-721." }),
    mintedAt: t.exposeInt("mintedAt", {
      description:
        "When it was minted, or the stack defined, unix seconds; of a foreign token, when it was first for sale.",
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: "The cheapest active listing of it.",
      resolve: ({ id }, _, { loaders }) => loaders.cheapestListing.load(id),
    }),
    auction: t.field({
      type: AuctionRef,
      nullable: true,
      description:
        "The auction that holds it: scheduled, live, or ended and not settled yet. Of several, a live one, then the one that ends first.",
      resolve: ({ id }, _, { loaders }) => loaders.openAuction.load(id),
    }),
    trades: t.field({
      type: TradeConnection,
      description: "Its sales, latest first.",
      args: pageArguments,
      resolve: ({ id }, page, context) =>
        pageOf(context, trades, {
          reader: context.loaders.childrenOf(trade, trade.itemId, id, `item.trades ${page.first} ${page.after}`),
          where: ALWAYS,
          sort: "NEWEST",
          page,
        }),
    }),
  }),
});

/** A row that the handlers always write before what refers to it. */
export function existing<Row>(row: Row | null, what: string): Row {
  if (row === null) throw new Error(`The index lacks a ${what} that it refers to.`);
  return row;
}
