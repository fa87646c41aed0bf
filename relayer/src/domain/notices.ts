import type { Offer } from "@plaza/sdk";
import { type Address, getAddress, type Hex } from "viem";
import type { AuctionEvent, ChainEvent, TradeEvent } from "./chainEvents.ts";

/** What is sold, as notices show it. */
export type NoticeItem = { token: Address; tokenId: string; quantity: string };

/** What a notice says, ready for the wire: amounts are decimal strings in the smallest unit, addresses are checksummed. */
export type NoticeBody =
  | {
      kind: "item_sold";
      data: {
        /** `transaction:logIndex`, as the indexer has it. */
        trade: string;
        source: "listing" | "signed_listing" | "offer" | "auction";
        /** Of the listing, the order or the auction. */
        id: Hex;
        item: NoticeItem;
        /** For one unit, rounded down. */
        unitPrice: string;
        /** What the buyer paid. */
        total: string;
        fee: string;
        royalty: string;
        /** What the seller got. */
        proceeds: string;
        buyer: Address;
        /** As the buyer called himself at that time; null where he did not. */
        buyerName: string | null;
      };
    }
  | {
      kind: "new_bid";
      /** `bids` is how many bids this notice tells of: what arrives at once is told at once, by its last bid. */
      data: { auctionId: Hex; item: NoticeItem; bidder: Address; amount: string; bids: number };
    }
  | { kind: "outbid"; data: { auctionId: Hex; item: NoticeItem; amount: string } }
  | { kind: "auction_won"; data: { auctionId: Hex; item: NoticeItem; amount: string; transaction: Hex } }
  | {
      kind: "auction_lost";
      /** Both null where nobody got the item. */
      data: { auctionId: Hex; item: NoticeItem; winner: Address | null; amount: string | null };
    }
  | { kind: "auction_unsold"; data: { auctionId: Hex; item: NoticeItem; bidders: number } }
  | { kind: "auction_cancelled"; data: { auctionId: Hex; item: NoticeItem } }
  | { kind: "settlement_delayed"; data: { auctionId: Hex; item: NoticeItem; settleableAt: string } }
  | {
      kind: "offer_received";
      /** On one item, to whom it belongs. `expiresAt` is null where the offer stands until it is taken back. */
      data: { id: Hex; item: NoticeItem; buyer: Address; unitPrice: string; total: string; expiresAt: string | null };
    }
  | {
      kind: "offer_accepted";
      /** To whom made the offer: he has paid `total`, and the item is his. */
      data: { trade: string; id: Hex; item: NoticeItem; unitPrice: string; total: string; seller: Address };
    }
  | {
      kind: "credits_received";
      /** `contract` holds the money until its owner withdraws it; `id` is the trade or auction that it comes from. */
      data: { id: Hex; contract: Address; amount: string };
    };

/** One thing that one account is told. */
export type Notice = NoticeBody & {
  account: Address;
  /** Names what it tells of: no account is told the same twice. */
  cause: string;
  /** Unix seconds at which it happened. */
  happenedAt: number;
};

/** A notice that was stored. */
export type StoredNotice = NoticeBody & {
  /** Gapless within the account, from 1. */
  sequence: number;
  happenedAt: number;
  readAt: number | null;
};

/** An auction as its notices need it. */
export type AuctionSubject = { auctionId: Hex; seller: Address; item: NoticeItem };

/** An offer as its notice needs it. */
export type OfferSubject = { id: Hex; offer: Offer; createdAt: number };

type OfferAccepted = Extract<TradeEvent, { orderId: Hex }> & { name: "OfferAccepted" };

/** Unix seconds of the last day that dates on the wire can name; who signs a later one means never. */
const LAST_DATE = 253_402_300_799n;

/** Whose bid it is, and how much it would pay at most. */
export type Contender = { bidder: Address; maxAmount: bigint };

/** One accepted bid. */
export type ToldBid = Contender & { sequence: number; amount: bigint; receivedAt: number };

/** What bids that were accepted one after the other come to: the last, and each bidder's best, the earlier ones first. */
export type Contest = { last: ToldBid; contenders: Contender[] };

/** An auction's subject, from the event of its making. */
export function subjectOf({
  auctionId,
  terms,
}: Pick<Extract<AuctionEvent, { name: "AuctionCreated" }>, "auctionId" | "terms">): AuctionSubject {
  const { seller, token, tokenId, quantity } = terms;
  return { auctionId, seller, item: itemOf(token, tokenId, quantity) };
}

/** Who leads: the higher maximum; among equals the earlier one, and a posted bid before all (MECHANISM.md 19). */
export function leaderOf(bids: Iterable<Contender>): Contender | undefined {
  let leader: Contender | undefined;
  for (const bid of bids) if (leader === undefined || bid.maxAmount > leader.maxAmount) leader = bid;
  return leader;
}

/**
 * What bids that were accepted one after the other mean to everybody: the seller and the watchers hear of the last, and whoever
 * led before or bid in between without leading now is outbid.
 */
export function noticesOfBids({
  subject,
  post,
  before,
  bids,
  contest: { last, contenders },
  watchers,
}: {
  subject: AuctionSubject;
  /** The best bid posted on chain. */
  post: Contender | undefined;
  /** Who led the log before these bids. */
  before: Contender | undefined;
  /** How many they are. */
  bids: number;
  contest: Contest;
  watchers: readonly Address[];
}): Notice[] {
  const { auctionId, item, seller } = subject;
  const earlier = leaderOf([post, before].filter((bid) => bid !== undefined));
  const leader = leaderOf([...(earlier ? [earlier] : []), ...contenders]);
  const amount = last.amount.toString();
  const told = { happenedAt: last.receivedAt };
  const bidder = getAddress(last.bidder);
  const outbid = new Set([...(earlier ? [earlier.bidder] : []), ...contenders.map((bid) => bid.bidder)]);
  outbid.delete(leader?.bidder ?? last.bidder);
  return [
    ...audience([seller, ...watchers], last.bidder).map(
      (account): Notice => ({
        ...told,
        account,
        cause: `bid:${auctionId}:${last.sequence}`,
        kind: "new_bid",
        data: { auctionId, item, bidder, amount, bids },
      }),
    ),
    ...[...outbid].map(
      (account): Notice => ({
        ...told,
        account,
        cause: `outbid:${auctionId}:${last.sequence}`,
        kind: "outbid",
        data: { auctionId, item, amount },
      }),
    ),
  ];
}

/** What a bid posted on chain means to everybody. */
export function noticesOfPost({
  subject,
  event,
  position,
  before,
  happenedAt,
  watchers,
}: {
  subject: AuctionSubject;
  event: Extract<AuctionEvent, { name: "BidPosted" }>;
  position: Pick<ChainEvent, "transaction" | "logIndex">;
  /** Who led before it. */
  before: Contender | undefined;
  happenedAt: number;
  watchers: readonly Address[];
}): Notice[] {
  const { auctionId, item, seller } = subject;
  const amount = event.amount.toString();
  const bidder = getAddress(event.bidder);
  const cause = `post:${tradeId(position)}`;
  const told = { cause, happenedAt };
  const heard = audience([seller, ...watchers], event.bidder).map(
    (account): Notice => ({ ...told, account, kind: "new_bid", data: { auctionId, item, bidder, amount, bids: 1 } }),
  );
  if (before === undefined || before.bidder === event.bidder || before.maxAmount > event.amount) return heard;
  return [...heard, { ...told, account: before.bidder, kind: "outbid", data: { auctionId, item, amount } }];
}

/** What an auction's sale, settled or bought out, means to its seller, its winner and everybody else who bid. */
export function noticesOfSettlement({
  subject,
  event,
  position,
  bidders,
  happenedAt,
}: {
  subject: AuctionSubject;
  event: Pick<Extract<AuctionEvent, { name: "AuctionSettled" }>, "winner" | "amount" | "fee" | "royalty">;
  position: Pick<ChainEvent, "transaction" | "logIndex">;
  bidders: readonly Address[];
  happenedAt: number;
}): Notice[] {
  const { auctionId, item, seller } = subject;
  const { winner, amount, fee, royalty } = event;
  const cause = `ended:${auctionId}`;
  const told = { cause, happenedAt };
  const price = amount.toString();
  return [
    {
      ...told,
      account: seller,
      cause: `sold:${tradeId(position)}`,
      kind: "item_sold",
      data: {
        trade: tradeId(position),
        source: "auction",
        id: auctionId,
        item,
        ...priceOf({ buyer: winner, quantity: BigInt(item.quantity), total: amount, fee, royalty }),
      },
    },
    {
      ...told,
      account: winner,
      kind: "auction_won",
      data: { auctionId, item, amount: price, transaction: position.transaction },
    },
    ...lost(subject, bidders, winner, { ...told, winner: getAddress(winner), amount: price }),
  ];
}

/** What it means that an auction's item went back: nobody bid, or nobody who did could pay. */
export function noticesOfReturn(subject: AuctionSubject, bidders: readonly Address[], happenedAt: number): Notice[] {
  const { auctionId } = subject;
  const told = { cause: `ended:${auctionId}`, happenedAt, winner: null, amount: null };
  return [unsold(subject, bidders.length, happenedAt), ...lost(subject, bidders, undefined, told)];
}

/** That an auction ended, and nobody gets the item. */
export function unsold({ auctionId, item, seller }: AuctionSubject, bidders: number, happenedAt: number): Notice {
  const cause = `unsold:${auctionId}`;
  return { account: seller, cause, happenedAt, kind: "auction_unsold", data: { auctionId, item, bidders } };
}

/** What a called-off auction means to those who follow it. */
export function noticesOfCancellation(
  { auctionId, item, seller }: AuctionSubject,
  followers: readonly Address[],
  happenedAt: number,
): Notice[] {
  return audience([seller, ...followers]).map((account) => ({
    account,
    cause: `cancelled:${auctionId}`,
    happenedAt,
    kind: "auction_cancelled",
    data: { auctionId, item },
  }));
}

/** That an ended auction is not settled though it could be. */
export function noticesOfDelay(
  { auctionId, item, seller }: AuctionSubject,
  leader: Address,
  settleableAt: number,
  happenedAt: number,
): Notice[] {
  return [seller, leader].map((account) => ({
    account,
    cause: `delayed:${auctionId}`,
    happenedAt,
    kind: "settlement_delayed",
    data: { auctionId, item, settleableAt: new Date(settleableAt * 1000).toISOString() },
  }));
}

/** That something was sold outside of an auction. */
export function noticeOfSale(
  event: Extract<TradeEvent, { buyer: Address }>,
  listing: { seller: Address; token: Address; tokenId: bigint },
  position: Pick<ChainEvent, "transaction" | "logIndex">,
  happenedAt: number,
): Notice {
  const sources = { ListingBought: "listing", SignedListingBought: "signed_listing", OfferAccepted: "offer" } as const;
  const trade = tradeId(position);
  return {
    account: listing.seller,
    cause: `sold:${trade}`,
    happenedAt,
    kind: "item_sold",
    data: {
      trade,
      source: sources[event.name],
      id: event.name === "ListingBought" ? event.listingId : event.orderId,
      item: itemOf(listing.token, listing.tokenId, event.quantity),
      ...priceOf(event),
    },
  };
}

/** That somebody offers to buy an item, to its owner. */
export function noticeOfOffer({ id, offer, createdAt }: OfferSubject, owner: Address): Notice {
  const { buyer, token, tokenId, quantity, price, expiry } = offer;
  return {
    account: owner,
    cause: `offer:${id}`,
    happenedAt: Math.floor(createdAt / 1_000),
    kind: "offer_received",
    data: {
      id,
      item: itemOf(token, tokenId, quantity),
      buyer: getAddress(buyer),
      unitPrice: price.toString(),
      total: (price * quantity).toString(),
      expiresAt: expiry === 0n || expiry > LAST_DATE ? null : new Date(Number(expiry) * 1_000).toISOString(),
    },
  };
}

/** That an owner took an offer, to its maker. */
export function noticeOfAcceptance(
  { orderId, buyer, seller, token, tokenId, quantity, total }: OfferAccepted,
  position: Pick<ChainEvent, "transaction" | "logIndex">,
  happenedAt: number,
): Notice {
  const trade = tradeId(position);
  return {
    account: buyer,
    cause: `bought:${trade}`,
    happenedAt,
    kind: "offer_accepted",
    data: {
      ...{ trade, id: orderId, item: itemOf(token, tokenId, quantity), seller: getAddress(seller) },
      ...{ unitPrice: (total / quantity).toString(), total: total.toString() },
    },
  };
}

/** That money waits for its owner, where pushing it failed or a posted bid came back. */
export function noticeOfCredit(
  { account, contract, id, amount }: Extract<TradeEvent, { name: "Credited" }>,
  position: Pick<ChainEvent, "transaction" | "logIndex">,
  happenedAt: number,
): Notice {
  return {
    account,
    cause: `credit:${tradeId(position)}`,
    happenedAt,
    kind: "credits_received",
    data: { id, contract: getAddress(contract), amount: amount.toString() },
  };
}

function lost(
  { auctionId, item }: AuctionSubject,
  bidders: readonly Address[],
  except: Address | undefined,
  {
    cause,
    happenedAt,
    winner,
    amount,
  }: { cause: string; happenedAt: number; winner: Address | null; amount: string | null },
): Notice[] {
  return audience(bidders, except).map((account) => ({
    account,
    cause,
    happenedAt,
    kind: "auction_lost",
    data: { auctionId, item, winner, amount },
  }));
}

/** Each once, and not whose own doing it was. */
function audience(accounts: readonly Address[], except?: Address): Address[] {
  return [...new Set(accounts)].filter((account) => account !== except);
}

function priceOf({
  buyer,
  quantity,
  total,
  fee,
  royalty,
}: Pick<Extract<TradeEvent, { buyer: Address }>, "buyer" | "quantity" | "total" | "fee" | "royalty">) {
  return {
    unitPrice: (total / quantity).toString(),
    total: total.toString(),
    fee: fee.toString(),
    royalty: royalty.toString(),
    proceeds: (total - fee - royalty).toString(),
    buyer: getAddress(buyer),
    buyerName: null,
  };
}

const itemOf = (token: Address, tokenId: bigint, quantity: bigint): NoticeItem => ({
  token: getAddress(token),
  tokenId: tokenId.toString(),
  quantity: quantity.toString(),
});

const tradeId = ({ transaction, logIndex }: Pick<ChainEvent, "transaction" | "logIndex">): string =>
  `${transaction}:${logIndex}`;
