import type { AuctionTerms, ListingTerms } from "@plaza/sdk";
import {
  approveCredits,
  buy,
  buyoutAuction,
  cancelListing,
  deposit,
  getCreditsAllowance,
  updatePrice,
} from "@plaza/sdk/actions";
import type { Address } from "viem";
import { deployment } from "../settings.ts";
import { transaction } from "./transaction.ts";
import type { FlowStep } from "./types.ts";

const { marketplace, credits } = deployment;

/** Lets the Marketplace take exactly `amount` Credits; skipped when it may already. */
export function approveStep(owner: Address, amount: bigint): FlowStep {
  const parameters = { credits, spender: marketplace, amount };
  return transaction({
    label: "Allow the Marketplace to take the Credits",
    needed: async (client) => (await getCreditsAllowance(client, { credits, owner, spender: marketplace })) < amount,
    simulate: (client) => approveCredits.simulate(client, parameters),
    send: (client) => approveCredits(client, parameters),
  });
}

/** Buys at no more than what the buyer saw. */
export function buyStep(terms: ListingTerms, quantity: bigint, maxTotal: bigint, recipient: Address): FlowStep {
  const parameters = { marketplace, terms, quantity, maxTotal, recipient };
  return transaction({
    label: "Buy",
    simulate: (client) => buy.simulate(client, parameters),
    send: (client) => buy(client, parameters),
  });
}

/** Buys an auction's item at its buyout price. */
export function buyoutStep(terms: AuctionTerms, recipient: Address): FlowStep {
  const parameters = { marketplace, terms, recipient };
  return transaction({
    label: "Buy",
    simulate: (client) => buyoutAuction.simulate(client, parameters),
    send: (client) => buyoutAuction(client, parameters),
  });
}

export function updatePriceStep(terms: ListingTerms, price: bigint): FlowStep {
  const parameters = { marketplace, terms, price };
  return transaction({
    label: "Change the price",
    simulate: (client) => updatePrice.simulate(client, parameters),
    send: (client) => updatePrice(client, parameters),
  });
}

export function cancelListingStep(terms: ListingTerms): FlowStep {
  const parameters = { marketplace, terms };
  return transaction({
    label: "Take it back",
    simulate: (client) => cancelListing.simulate(client, parameters),
    send: (client) => cancelListing(client, parameters),
  });
}

/** Moves Credits from the wallet into the vault, where they cover bids. */
export function depositStep(account: Address, amount: bigint): FlowStep {
  const parameters = { marketplace, account, amount };
  return transaction({
    label: "Deposit into the vault",
    simulate: (client) => deposit.simulate(client, parameters),
    send: (client) => deposit(client, parameters),
  });
}
