import { type AuctionTerms, randomSalt } from "@plaza/sdk";
import { cancelAuction, createAuction, listItem } from "@plaza/sdk/actions";
import type { Address } from "viem";
import { deployment } from "../settings.ts";
import { transaction } from "./transaction.ts";
import type { FlowStep } from "./types.ts";

const { marketplace } = deployment;

export interface Goods {
  token: Address;
  standard: "ERC721" | "ERC1155";
  tokenId: bigint;
  quantity: bigint;
}

/** Hands the item to the Marketplace and puts it on the shelf, in one transfer. */
export function listStep(goods: Goods, price: bigint, expiry: bigint): FlowStep {
  const parameters = { marketplace, ...goods, price, expiry, salt: randomSalt() };
  return transaction({
    label: "Put it on the shelf",
    simulate: (client) => listItem.simulate(client, parameters),
    send: (client) => listItem(client, parameters),
  });
}

export interface AuctionPlan {
  startPrice: bigint;
  reservePrice: bigint;
  start: bigint;
  end: bigint;
  incrementBps: bigint;
  /** Zero for none. */
  buyoutPrice: bigint;
  maxRoyaltyBps: number;
}

/** Hands the item to the Marketplace and opens its auction, in one transfer. */
export function auctionStep(goods: Goods, plan: AuctionPlan): FlowStep {
  const parameters = { marketplace, ...goods, ...plan, salt: randomSalt() };
  return transaction({
    label: "Hand it to the auctioneer",
    simulate: (client) => createAuction.simulate(client, parameters),
    send: (client) => createAuction(client, parameters),
  });
}

export function cancelAuctionStep(terms: AuctionTerms): FlowStep {
  const parameters = { marketplace, terms };
  return transaction({
    label: "Call the auction off",
    simulate: (client) => cancelAuction.simulate(client, parameters),
    send: (client) => cancelAuction(client, parameters),
  });
}
