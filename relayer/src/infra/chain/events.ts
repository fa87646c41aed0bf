import { marketplaceAbi, ordersAbi, unpackAuctionRules } from "@plaza/sdk";
import { type Address, decodeEventLog, type Hex, type Log, toEventSelector } from "viem";
import type { ChainEvent } from "../../domain/chainEvents.ts";

const followed = [
  "AuctionCreated",
  "AuctionSettled",
  "AuctionBoughtOut",
  "AuctionExtended",
  "BidPosted",
  "BidPresented",
  "FinalizeStarted",
  "AuctionReturned",
  "AuctionCancelled",
  "Deposited",
  "Withdrawn",
  "ExitRequested",
  "ExitCancelled",
  "ExitExecuted",
  "ListingCreated",
  "ListingBought",
  "Credited",
  "NonceBurned",
  "BidKeyUpdated",
] as const;

const followedOrders = ["SignedListingBought", "OfferAccepted"] as const;

type EventsOf<abi extends readonly unknown[], name extends string> = Extract<
  abi[number],
  { type: "event"; name: name }
>;

/** `Credited` is the same event in both contracts. */
const abi = [
  ...marketplaceAbi.filter(
    (item): item is EventsOf<typeof marketplaceAbi, (typeof followed)[number]> =>
      item.type === "event" && (followed as readonly string[]).includes(item.name),
  ),
  ...ordersAbi.filter(
    (item): item is EventsOf<typeof ordersAbi, (typeof followedOrders)[number]> =>
      item.type === "event" && (followedOrders as readonly string[]).includes(item.name),
  ),
];

/** First topics of the events that the relayer follows. */
export const followedTopics: readonly Hex[] = abi.map((event) => toEventSelector(event));

/** The event of a mined log of the Marketplace or of Orders; undefined for one that the relayer does not follow. */
export function decodeLog(log: Log): ChainEvent | undefined {
  const { blockNumber, blockHash, logIndex, transactionHash } = log;
  if (blockNumber === null || blockHash === null || logIndex === null || transactionHash === null) return undefined;
  if (log.topics[0] === undefined || !followedTopics.includes(log.topics[0])) return undefined;
  const { eventName, args } = decodeEventLog({ abi, data: log.data, topics: log.topics });
  const position = { blockNumber: Number(blockNumber), blockHash, logIndex, transaction: transactionHash };
  const at = (event: ChainEvent["event"]): ChainEvent => ({ ...position, event });
  switch (eventName) {
    case "AuctionCreated": {
      const { auctionId, seller, token, feeBps: _feeBps, standard: _standard, ...rest } = args;
      const terms = { seller: lower(seller), token: lower(token), ...rest, ...unpackAuctionRules(rest.rules) };
      return at({ name: eventName, auctionId, terms });
    }
    case "AuctionSettled": {
      const { winner, ...rest } = args;
      return at({ name: eventName, winner: lower(winner), ...rest });
    }
    case "AuctionExtended":
      return at({ name: eventName, auctionId: args.auctionId, endsAt: Number(args.endsAt) });
    case "BidPosted": {
      const { auctionId, bidder, amount, endsAt } = args;
      return at({ name: eventName, auctionId, bidder: lower(bidder), amount, endsAt: Number(endsAt) });
    }
    case "BidPresented": {
      const { auctionId, bidder, maxAmount, amount, sequence } = args;
      return at({ name: eventName, auctionId, bidder: lower(bidder), maxAmount, amount, sequence: Number(sequence) });
    }
    case "AuctionBoughtOut": {
      const { auctionId, buyer, amount, fee, royalty } = args;
      return at({ name: eventName, auctionId, buyer: lower(buyer), amount, fee, royalty });
    }
    case "FinalizeStarted":
      return at({ name: eventName, auctionId: args.auctionId, finalizableAt: Number(args.finalizableAt) });
    case "AuctionReturned":
    case "AuctionCancelled":
      return at({ name: eventName, auctionId: args.auctionId });
    case "Withdrawn": {
      const { account, amount, settler, nonce } = args;
      return at({ name: eventName, account: lower(account), amount, settler, nonce });
    }
    case "ExitRequested": {
      const { account, amount, exitableAt } = args;
      return at({ name: eventName, account: lower(account), amount, exitableAt: Number(exitableAt) });
    }
    case "BidKeyUpdated":
      return at({ name: eventName, account: lower(args.account), key: args.key, cap: args.cap });
    case "NonceBurned":
      return at({ name: eventName, signerHash: args.signerHash, nonce: args.nonce });
    case "Deposited":
    case "ExitCancelled":
    case "ExitExecuted":
      return at({ name: eventName, account: lower(args.account), amount: args.amount });
    case "ListingCreated": {
      const { listingId, seller, token, tokenId } = args;
      return at({ name: eventName, listingId, seller: lower(seller), token: lower(token), tokenId });
    }
    case "ListingBought": {
      const { listingId, buyer, quantity, total, fee, royalty } = args;
      return at({ name: eventName, listingId, buyer: lower(buyer), quantity, total, fee, royalty });
    }
    case "SignedListingBought":
    case "OfferAccepted": {
      const { id: orderId, seller, buyer, token, tokenId, quantity, total, fee, royalty } = args;
      const parties = { seller: lower(seller), buyer: lower(buyer), token: lower(token) };
      return at({ name: eventName, orderId, ...parties, tokenId, quantity, total, fee, royalty });
    }
    case "Credited":
      return at({
        name: eventName,
        account: lower(args.account),
        contract: lower(log.address),
        id: args.id,
        amount: args.amount,
      });
  }
}

const lower = (address: Address): Address => address.toLowerCase() as Address;
