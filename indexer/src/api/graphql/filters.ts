import type { InputFieldBuilder, InputObjectRef } from "@pothos/core";
import type { ActivityFields } from "../entities/activity.ts";
import type { AuctionFields } from "../entities/auction.ts";
import type { BidFields } from "../entities/bid.ts";
import type { ItemFields } from "../entities/item.ts";
import type { LedgerFields } from "../entities/ledger.ts";
import type { ListingFields } from "../entities/listing.ts";
import type { OfferFields } from "../entities/offer.ts";
import type { TradeFields } from "../entities/trade.ts";
import type { TraitCondition } from "../entities/traits.ts";
import type { FilterInput, Range } from "../query/filter.ts";
import { builder, type SchemaTypes } from "./builder.ts";
import {
  ActivityKindEnum,
  AuctionStatusEnum,
  BidKindEnum,
  BiomeEnum,
  CharacterClassEnum,
  ItemTypeEnum,
  LedgerCauseEnum,
  LedgerDirectionEnum,
  LedgerPocketEnum,
  ListingStatusEnum,
  OrderStateEnum,
  RarityEnum,
  RoleEnum,
  TradeSourceEnum,
} from "./enums.ts";

const IntRange = builder.inputRef<Range<number>>("IntRange").implement({
  description: "A range of whole numbers, both ends included. Nothing that is null lies in it.",
  fields: (t) => ({
    min: t.int({ description: "Lowest value." }),
    max: t.int({ description: "Highest value." }),
  }),
});

const BigIntRange = builder.inputRef<Range<bigint>>("BigIntRange").implement({
  description: "A range of amounts, both ends included.",
  fields: (t) => ({
    min: t.field({ type: "BigInt", description: "Lowest value." }),
    max: t.field({ type: "BigInt", description: "Highest value." }),
  }),
});

const FloatRange = builder.inputRef<Range<number>>("FloatRange").implement({
  description: "A range of numbers, both ends included.",
  fields: (t) => ({
    min: t.float({ description: "Lowest value." }),
    max: t.float({ description: "Highest value." }),
  }),
});

const TraitFilter = builder.inputRef<TraitCondition>("TraitFilter").implement({
  description:
    "A trait that an item's metadata tells. The item has it, and what is given besides holds of it. For another trait use `and` or `or`.",
  fields: (t) => ({
    name: t.string({ required: true, description: "The trait, letter for letter." }),
    values: t.stringList({ description: "It has one of these values, letter for letter." }),
    range: t.field({ type: FloatRange, description: "It is a number in this range." }),
  }),
});

type Fields = InputFieldBuilder<SchemaTypes, "InputObject">;

const branches = <Input>(t: Fields, ref: InputObjectRef<SchemaTypes, Input>) => ({
  and: t.field({ type: [ref], description: "All of these hold; true if there are none." }),
  or: t.field({ type: [ref], description: "One of these holds; false if there are none." }),
  not: t.field({ type: ref, description: "This does not hold." }),
});

const traits = (t: Fields) => ({
  collection: t.field({ type: ["Address"], description: "The item's contract is one of these." }),
  kind: t.intList({ description: "The item's kind is one of these numbers." }),
  name: t.string({ description: "The item's name has this text in it, upper or lower case." }),
  itemType: t.field({ type: [ItemTypeEnum], description: "The item's type is one of these." }),
  rarity: t.field({ type: [RarityEnum], description: "The item's rarity is one of these." }),
  class: t.field({ type: [CharacterClassEnum], description: "The item's class is one of these." }),
  biome: t.field({ type: [BiomeEnum], description: "The item's biome is one of these." }),
  power: t.field({ type: IntRange, description: "The item's power lies in this range." }),
  defense: t.field({ type: IntRange, description: "The item's defense lies in this range." }),
  speed: t.field({ type: IntRange, description: "The item's speed lies in this range." }),
  luck: t.field({ type: IntRange, description: "The item's luck lies in this range." }),
  trait: t.field({ type: TraitFilter, description: "The item's metadata tells this trait of it." }),
});

const PRIMARY = "Whether its seller sold for the studio then: sold for the first time, and not from player to player.";

const LOGIC =
  "All that is given must hold. A condition on something that an item lacks is false, and its `not` is true. Nulls are as if absent.";

export const ListingFilter = builder.inputRef<FilterInput<ListingFields>>("ListingFilter");
ListingFilter.implement({
  description: `Which listings. ${LOGIC} Unless \`status\` is given somewhere, only active ones.`,
  fields: (t) => ({
    ...branches(t, ListingFilter),
    ...traits(t),
    price: t.field({ type: BigIntRange, description: "The price of a unit lies in this range." }),
    seller: t.field({ type: ["Address"], description: "The seller is one of these." }),
    status: t.field({ type: [ListingStatusEnum], description: "It stands in one of these ways." }),
    primary: t.boolean({ description: PRIMARY }),
  }),
});

export const AuctionFilter = builder.inputRef<FilterInput<AuctionFields>>("AuctionFilter");
AuctionFilter.implement({
  description: `Which auctions. ${LOGIC} Unless \`status\` is given somewhere, only scheduled and live ones.`,
  fields: (t) => ({
    ...branches(t, AuctionFilter),
    ...traits(t),
    price: t.field({ type: BigIntRange, description: "The start price lies in this range." }),
    seller: t.field({ type: ["Address"], description: "The seller is one of these." }),
    status: t.field({ type: [AuctionStatusEnum], description: "It stands in one of these ways." }),
    endsAfter: t.int({ description: "Bidding ends then or later, unix seconds." }),
    endsBefore: t.int({ description: "Bidding ends before then, unix seconds." }),
    primary: t.boolean({ description: PRIMARY }),
    hasChainBids: t.boolean({
      description:
        "Whether a bid of it was posted or presented on the chain. Bids that only the relayer has do not count.",
    }),
  }),
});

export const ItemFilter = builder.inputRef<FilterInput<ItemFields>>("ItemFilter");
ItemFilter.implement({
  description: `Which items. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, ItemFilter),
    ...traits(t),
    owner: t.field({ type: ["Address"], description: "One of these has units of it in the wallet." }),
    listed: t.boolean({ description: "Whether there is an active listing of it." }),
  }),
});

export const TradeFilter = builder.inputRef<FilterInput<TradeFields>>("TradeFilter");
TradeFilter.implement({
  description: `Which trades. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, TradeFilter),
    ...traits(t),
    account: t.field({ type: "Address", description: "This account sold or bought." }),
    role: t.field({ type: RoleEnum, description: "On which side `account` was; both if absent." }),
    source: t.field({ type: [TradeSourceEnum], description: "It came from one of these." }),
    seller: t.field({ type: ["Address"], description: "The seller is one of these." }),
    buyer: t.field({ type: ["Address"], description: "The buyer is one of these." }),
    price: t.field({ type: BigIntRange, description: "The price of a unit lies in this range." }),
    since: t.int({ description: "It happened then or later, unix seconds." }),
    until: t.int({ description: "It happened before then, unix seconds." }),
    primary: t.boolean({ description: PRIMARY }),
  }),
});

export const BidFilter = builder.inputRef<FilterInput<BidFields>>("BidFilter");
BidFilter.implement({
  description: `Which bids on the chain. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, BidFilter),
    auction: t.field({ type: ["Bytes32"], description: "It is for one of these auctions." }),
    bidder: t.field({ type: ["Address"], description: "The bidder is one of these." }),
    kind: t.field({ type: [BidKindEnum], description: "It came onto the chain in one of these ways." }),
    amount: t.field({ type: BigIntRange, description: "The amount lies in this range." }),
    since: t.int({ description: "It was made then or later, unix seconds." }),
    until: t.int({ description: "It was made before then, unix seconds." }),
  }),
});

export const OfferFilter = builder.inputRef<FilterInput<OfferFields>>("OfferFilter");
OfferFilter.implement({
  description: `Which accepted offers. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, OfferFilter),
    id: t.field({ type: ["Bytes32"], description: "It is one of these." }),
    buyer: t.field({ type: ["Address"], description: "The buyer is one of these." }),
    seller: t.field({ type: ["Address"], description: "One of these sold for it." }),
    collection: t.field({ type: ["Address"], description: "It wants items of one of these contracts." }),
    item: t.idList({ description: "One of these items, `token:tokenId`, was sold for it." }),
    state: t.field({ type: [OrderStateEnum], description: "It stands in one of these ways." }),
    price: t.field({ type: BigIntRange, description: "The price of a unit lies in this range." }),
    since: t.int({ description: "It was first accepted then or later, unix seconds." }),
    until: t.int({ description: "It was first accepted before then, unix seconds." }),
  }),
});

export const ActivityFilter = builder.inputRef<FilterInput<ActivityFields>>("ActivityFilter");
ActivityFilter.implement({
  description: `What happened. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, ActivityFilter),
    account: t.field({ type: ["Address"], description: "One of these did it, or bought it or was sent it." }),
    kind: t.field({ type: [ActivityKindEnum], description: "It is of one of these kinds." }),
    collection: t.field({ type: ["Address"], description: "It happened to an item of one of these contracts." }),
    item: t.idList({ description: "It happened to one of these items, `token:tokenId`." }),
    listing: t.field({ type: ["Bytes32"], description: "It was about one of these listings." }),
    auction: t.field({ type: ["Bytes32"], description: "It was about one of these auctions." }),
    since: t.int({ description: "It happened then or later, unix seconds." }),
    until: t.int({ description: "It happened before then, unix seconds." }),
  }),
});

export const LedgerFilter = builder.inputRef<FilterInput<LedgerFields>>("LedgerFilter");
LedgerFilter.implement({
  description: `Which movements of Credits. ${LOGIC}`,
  fields: (t) => ({
    ...branches(t, LedgerFilter),
    account: t.field({ type: ["Address"], description: "The Credits are those of one of these." }),
    pocket: t.field({ type: [LedgerPocketEnum], description: "They came into or left one of these." }),
    direction: t.field({ type: [LedgerDirectionEnum], description: "They went one of these ways." }),
    cause: t.field({ type: [LedgerCauseEnum], description: "They moved for one of these causes." }),
    reference: t.field({ type: ["Bytes32"], description: "It was for one of these listings, auctions or orders." }),
    amount: t.field({ type: BigIntRange, description: "The amount lies in this range." }),
    since: t.int({ description: "It happened then or later, unix seconds." }),
    until: t.int({ description: "It happened before then, unix seconds." }),
  }),
});
