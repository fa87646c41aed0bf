import type { InferSelectModel } from "drizzle-orm";
import type { Hex } from "viem";
import { offer, orderAccount, orderNonce, trade } from "../../../ponder.schema.ts";
import { all, among, any, type Condition, equals, not, within } from "../query/condition.ts";
import type { Entity } from "../query/entity.ts";
import { amongOf, itemIds, limited, type Range, rangeOf } from "../query/filter.ts";
import { asc, desc } from "../query/sort.ts";

export type OfferRow = InferSelectModel<typeof offer>;
export type OfferState = InferSelectModel<typeof orderNonce>["state"];

export type OfferFields = {
  id: readonly Hex[];
  buyer: readonly Hex[];
  seller: readonly Hex[];
  collection: readonly Hex[];
  item: readonly string[];
  state: readonly OfferState[];
  price: Range<bigint>;
  since: number;
  until: number;
};

export type OfferSort = "NEWEST" | "OLDEST" | "PRICE_ASC" | "PRICE_DESC";

/** How an offer stands, by its nonce and by its buyer's counter. */
export function offerState(
  { counter }: OfferRow,
  nonce: { state: OfferState },
  account: { counter: bigint },
): OfferState {
  return nonce.state === "PARTLY_FILLED" && account.counter !== counter ? "CANCELLED" : nonce.state;
}

const nonceIs = (state: OfferState): Condition => ({
  kind: "exists",
  table: orderNonce,
  on: [[orderNonce.id, offer.nonceId]],
  where: equals(orderNonce.state, state),
});

const counterStands: Condition = {
  kind: "exists",
  table: orderAccount,
  on: [
    [orderAccount.address, offer.buyer],
    [orderAccount.counter, offer.counter],
  ],
  where: all(),
};

function hasOfferState(state: OfferState): Condition {
  if (state === "FILLED") return nonceIs("FILLED");
  const partly = nonceIs("PARTLY_FILLED");
  return state === "PARTLY_FILLED"
    ? all(partly, counterStands)
    : any(nonceIs("CANCELLED"), all(partly, not(counterStands)));
}

const soldFor = (where: Condition): Condition => ({
  kind: "exists",
  table: trade,
  on: [[trade.orderId, offer.id]],
  where,
});

export const offers: Entity<typeof offer, OfferFields, OfferSort> = {
  name: "offer",
  table: offer,
  fields: {
    id: amongOf(offer.id),
    buyer: amongOf(offer.buyer),
    seller: (sellers, path) => soldFor(among(trade.seller, limited(sellers, path))),
    collection: amongOf(offer.token),
    item: (ids, path) => soldFor(among(trade.itemId, itemIds(ids, path))),
    state: (states, path) => any(...limited(states, path).map(hasOfferState)),
    price: rangeOf(offer.unitPrice),
    since: (time) => within(offer.firstFilledAt, { min: time }),
    until: (time) => not(within(offer.firstFilledAt, { min: time })),
  },
  sorts: {
    NEWEST: [desc(offer.ordinal)],
    OLDEST: [asc(offer.ordinal)],
    PRICE_ASC: [asc(offer.unitPrice), asc(offer.ordinal)],
    PRICE_DESC: [desc(offer.unitPrice), desc(offer.ordinal)],
  },
};
