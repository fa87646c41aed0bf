import { marketplaceAbi } from "@plaza/sdk";
import { type Address, decodeEventLog, type Hex, type Log, toEventSelector } from "viem";
import type { AuctionEvent, ChainEvent, VaultEvent } from "../../domain/chainEvents.ts";

const followed = [
  "AuctionCreated",
  "AuctionSettled",
  "AuctionExtended",
  "BidPosted",
  "FinalizeStarted",
  "AuctionReturned",
  "AuctionCancelled",
  "Deposited",
  "Withdrawn",
  "ExitRequested",
  "ExitCancelled",
  "ExitExecuted",
] as const;

const abi = marketplaceAbi.filter(
  (item): item is Extract<(typeof marketplaceAbi)[number], { type: "event"; name: (typeof followed)[number] }> =>
    item.type === "event" && (followed as readonly string[]).includes(item.name),
);

/** First topics of the events that the relayer follows. */
export const followedTopics: readonly Hex[] = abi.map((event) => toEventSelector(event));

/** The event of a mined log of the Marketplace; undefined for one that the relayer does not follow. */
export function decodeLog(log: Log): ChainEvent | undefined {
  const { blockNumber, blockHash, logIndex, transactionHash } = log;
  if (blockNumber === null || blockHash === null || logIndex === null || transactionHash === null) return undefined;
  if (log.topics[0] === undefined || !followedTopics.includes(log.topics[0])) return undefined;
  const { eventName, args } = decodeEventLog({ abi, data: log.data, topics: log.topics });
  const position = { blockNumber: Number(blockNumber), blockHash, logIndex, transaction: transactionHash };
  const at = (event: AuctionEvent | VaultEvent): ChainEvent => ({ ...position, event });
  switch (eventName) {
    case "AuctionCreated": {
      const { auctionId, seller, token, feeBps: _feeBps, standard: _standard, ...rest } = args;
      return at({ name: eventName, auctionId, terms: { seller: lower(seller), token: lower(token), ...rest } });
    }
    case "AuctionSettled": {
      const { auctionId, winner, amount, settler, nonce } = args;
      return at({ name: eventName, auctionId, winner: lower(winner), amount, settler, nonce });
    }
    case "AuctionExtended":
    case "BidPosted":
      return at({ name: eventName, auctionId: args.auctionId, endsAt: Number(args.endsAt) });
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
    case "Deposited":
    case "ExitCancelled":
    case "ExitExecuted":
      return at({ name: eventName, account: lower(args.account), amount: args.amount });
  }
}

const lower = (address: Address): Address => address.toLowerCase() as Address;
