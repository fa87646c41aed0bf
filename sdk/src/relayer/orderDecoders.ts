import {
  address,
  amount,
  array,
  bytes32,
  type Decoder,
  date,
  hex,
  integer,
  nullable,
  object,
  oneOf,
  record,
  text,
} from "../http/decode.ts";
import type { Offer, SignedListing } from "../orders/types.ts";
import { offerScopes, tokenStandards } from "../vocabulary.ts";
import {
  type GetOrdersReturnType,
  type ListingEntry,
  type OfferEntry,
  type OrderEntry,
  orderReasons,
  orderStatuses,
} from "./orderTypes.ts";

const entry = {
  ...{ id: bytes32, signature: hex, status: oneOf(orderStatuses), reason: nullable(oneOf(orderReasons)) },
  ...{ remaining: amount, fillable: amount, createdAt: date, checkedBlock: integer },
};

export const listingEntry = object<ListingEntry>({
  ...entry,
  kind: oneOf(["listing"]),
  listing: object<SignedListing>({
    ...{ seller: address, token: address, standard: oneOf(tokenStandards), tokenId: amount, quantity: amount },
    ...{ price: amount, endPrice: amount, fallStart: amount, fallEnd: amount, expiry: amount, taker: address },
    ...{ maxFeeBps: amount, maxRoyaltyBps: amount, nonce: amount, counter: amount },
  }),
});

export const offerEntry = object<OfferEntry>({
  ...entry,
  kind: oneOf(["offer"]),
  offer: object<Offer>({
    ...{ buyer: address, token: address, standard: oneOf(tokenStandards), scope: oneOf(offerScopes) },
    ...{ tokenId: amount, root: bytes32, quantity: amount, price: amount, expiry: amount },
    ...{ nonce: amount, counter: amount },
  }),
  tokenIds: array(amount),
});

export const orderEntry: Decoder<OrderEntry> = (value, field) =>
  record(value, field).kind === "offer" ? offerEntry(value, field) : listingEntry(value, field);

export const orderPage = object<GetOrdersReturnType>({ orders: array(orderEntry), next: nullable(text) });
