import type { Address } from "viem";
import {
  address,
  amount,
  array,
  boolean,
  bytes32,
  type Decoder,
  date,
  integer,
  nullable,
  object,
  oneOf,
  text,
} from "../http/decode.ts";
import type { ListingText } from "../rules/listingText.ts";
import type {
  AccountSession,
  AccountTokens,
  Notification,
  NotificationData,
  NotificationItem,
  Profile,
  ProfileState,
  Reputation,
  Review,
} from "./accountTypes.ts";

export const session = object<AccountSession>({ id: text, account: address, createdAt: date, expiresAt: date });

export const tokens = object<AccountTokens>({
  session,
  accessToken: text,
  accessExpiresAt: date,
  refreshToken: text,
});

export const nonce = object<{ nonce: string; expiresAt: Date }>({ nonce: text, expiresAt: date });
export const ended = object<{ ended: number }>({ ended: integer });
export const unread = object<{ unread: number }>({ unread: integer });
export const watches = object<{ auctions: `0x${string}`[] }>({ auctions: array(bytes32) });

const item = object<NotificationItem>({ token: address, tokenId: amount, quantity: amount });
const auction = { auctionId: bytes32, item };

const data: { [kind in keyof NotificationData]: Decoder<NotificationData[kind]> } = {
  item_sold: object<NotificationData["item_sold"]>({
    trade: text,
    source: oneOf(["listing", "signed_listing", "offer", "auction"]),
    id: bytes32,
    item,
    unitPrice: amount,
    total: amount,
    fee: amount,
    royalty: amount,
    proceeds: amount,
    buyer: address,
    buyerName: nullable(text),
  }),
  new_bid: object<NotificationData["new_bid"]>({ ...auction, bidder: address, amount, bids: integer }),
  outbid: object<NotificationData["outbid"]>({ ...auction, amount }),
  auction_won: object<NotificationData["auction_won"]>({ ...auction, amount, transaction: bytes32 }),
  auction_lost: object<NotificationData["auction_lost"]>({
    ...auction,
    winner: nullable(address),
    amount: nullable(amount),
  }),
  auction_unsold: object<NotificationData["auction_unsold"]>({ ...auction, bidders: integer }),
  auction_cancelled: object<NotificationData["auction_cancelled"]>(auction),
  settlement_delayed: object<NotificationData["settlement_delayed"]>({ ...auction, settleableAt: date }),
  offer_received: object<NotificationData["offer_received"]>({
    ...{ id: bytes32, item, buyer: address, unitPrice: amount, total: amount, expiresAt: nullable(date) },
  }),
  offer_accepted: object<NotificationData["offer_accepted"]>({
    ...{ trade: text, id: bytes32, item, unitPrice: amount, total: amount, seller: address },
  }),
  credits_received: object<NotificationData["credits_received"]>({ id: bytes32, contract: address, amount }),
};

const kinds = Object.keys(data) as (keyof NotificationData)[];
const head = object<Pick<Notification, "sequence" | "kind" | "happenedAt" | "readAt">>({
  sequence: integer,
  kind: oneOf(kinds),
  happenedAt: date,
  readAt: nullable(date),
});

export const notification: Decoder<Notification> = (value, field) => {
  const common = head(value, field);
  const body = data[common.kind]((value as { data?: unknown }).data, field === "" ? "data" : `${field}.data`);
  return { ...common, data: body } as Notification;
};

export const notifications = object<{ notifications: Notification[]; unread: number }>({
  notifications: array(notification),
  unread: integer,
});

export const profileState = object<ProfileState>({
  profile: nullable(
    object<Profile>({
      account: address,
      displayName: text,
      handle: nullable(text),
      handleVerified: boolean,
      description: text,
      avatar: nullable(text),
      updatedAt: date,
    }),
  ),
  onboarding: oneOf(["none", "started", "complete"]),
});

export const review = object<Review>({
  trade: text,
  author: address,
  subject: address,
  rating: integer,
  comment: text,
  writtenAt: date,
});

export const reviews = object<{ reviews: Review[] }>({ reviews: array(review) });

export const reputation = object<Reputation>({
  score: integer,
  sales: integer,
  purchases: integer,
  reviews: integer,
  rating: nullable(integer),
  history: array(
    object<Reputation["history"][number]>({
      kind: oneOf(["sale", "purchase", "review"]),
      trade: text,
      rating: nullable(integer),
      at: date,
      score: integer,
    }),
  ),
  stale: boolean,
});

export const names = object<{ names: { account: Address; displayName: string }[] }>({
  names: array(object<{ account: Address; displayName: string }>({ account: address, displayName: text })),
});

export const enteredText = object<{ salt: bigint }>({ salt: amount });
export const listingTexts = object<{ texts: ListingText[] }>({
  texts: array(object<ListingText>({ title: text, description: text, images: array(bytes32), nonce: bytes32 })),
});
