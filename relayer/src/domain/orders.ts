import { BPS, MAX_AMOUNT, type Offer, type SignedListing, tokenSet } from "@plaza/sdk";
import { type Address, type Hex, zeroHash } from "viem";
import { Refusal } from "./refusal.ts";

/** What a maker signed for Orders; addresses in lower case. */
export type OrderTerms =
  | { kind: "listing"; listing: SignedListing }
  | {
      kind: "offer";
      offer: Offer;
      /** The token ids behind the root of an offer on traits; empty for another. */
      tokenIds: readonly bigint[];
    };

/** An order that its maker has signed. */
export type SignedOrder = OrderTerms & {
  /** EIP-712 digest. */
  id: Hex;
  signature: Hex;
  /** Whether the maker's code vouches for it (ERC-1271), and may change its mind, and not his key. */
  isContractSigned: boolean;
};

/** Whether an order can be filled now, could be again, or never will be. */
export const orderStatuses = ["open", "suspended", "ended"] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Why an order cannot be filled at the moment; each can pass. */
const suspensions = [
  "item_away",
  "not_approved",
  "funds_missing",
  "allowance_missing",
  "fee_above_maximum",
  "signature_refused",
] as const;

/** Why an order has ended. None passes, except that a reorg takes back what the chain did. */
const endings = ["filled", "cancelled", "counter_raised", "expired", "withdrawn"] as const;

export const orderReasons = [...suspensions, ...endings] as const;
export type OrderReason = (typeof orderReasons)[number];

/** What of an order is left. */
export type OrderStanding = {
  status: OrderStatus;
  /** Null while it is open. */
  reason: OrderReason | null;
  /** Units that were not filled yet. */
  remaining: bigint;
  /** Units that can be filled now: the rest is not there, not approved or not paid for. */
  fillable: bigint;
};

/** What decides on an order, read at one block. */
export type OrderFacts = {
  /** The maker's counter. */
  counter: bigint;
  isNonceUsed: boolean;
  /** Units filled under its nonce, while that is not used. */
  filled: bigint;
  /** Units of the item that a seller has; money in a buyer's wallet. */
  held: bigint;
  /** What of that Orders may move. */
  allowed: bigint;
  /** The platform's fee, in basis points. */
  feeBps: bigint;
  isSignatureGood: boolean;
};

/** The parts that listings and offers have in common. */
export function partsOf(terms: OrderTerms) {
  if (terms.kind === "offer") {
    const { buyer, token, scope, tokenId, price, quantity, expiry, nonce, counter } = terms.offer;
    const item = scope === "ITEM" ? tokenId : undefined;
    return { maker: buyer, token, tokenId: item, price, quantity, expiry, nonce, counter };
  }
  const { seller, token, tokenId, price, quantity, expiry, nonce, counter } = terms.listing;
  return { maker: seller, token, tokenId, price, quantity, expiry, nonce, counter };
}

/** Largest number of units of an order. */
const MAX_QUANTITY = 2n ** 64n - 1n;

/** Orders keeps a nonce 64 bits up: of the highest ones there is no place. */
const MAX_NONCE = 2n ** 256n - 65n;

/**
 * Refuses what the contract fills never, whatever the chain is like.
 *
 * @param currency - What prices are in: no item.
 * @throws Refusal `invalid_request` or `amount_out_of_range` with the field at fault.
 */
export function requireWellFormed(terms: OrderTerms, currency: Address): void {
  const { token, price, quantity, nonce } = partsOf(terms);
  const message = terms.kind === "listing" ? terms.listing : terms.offer;
  const refuse = (
    field: string,
    detail: string,
    code: "invalid_request" | "amount_out_of_range" = "invalid_request",
  ) => {
    throw new Refusal(code, detail, { field: `${terms.kind}.${field}` });
  };
  if (price < 1n || price > MAX_AMOUNT)
    refuse("price", `A price is between 1 and ${MAX_AMOUNT}.`, "amount_out_of_range");
  if (quantity < 1n || quantity > MAX_QUANTITY)
    refuse("quantity", `A quantity is between 1 and ${MAX_QUANTITY}.`, "amount_out_of_range");
  if (nonce > MAX_NONCE) refuse("nonce", "There is no place for so high a nonce.");
  if (token === currency) refuse("token", "The currency is no item.");
  const isForOne = terms.kind === "listing" || terms.offer.scope === "ITEM";
  if (message.standard === "ERC721" && isForOne && quantity !== 1n)
    refuse("quantity", "There is one of an ERC-721 item.");
  if (terms.kind === "listing") requireListing(terms.listing, refuse);
  else requireOffer(terms.offer, terms.tokenIds, refuse);
}

type Refuse = (field: string, detail: string) => void;

function requireListing(listing: SignedListing, refuse: Refuse): void {
  const { price, endPrice, fallStart, fallEnd, maxRoyaltyBps, maxFeeBps } = listing;
  if (maxRoyaltyBps > BPS) refuse("maxRoyaltyBps", "A royalty is no more than the price.");
  if (maxFeeBps > BPS) refuse("maxFeeBps", "A fee is no more than the price.");
  if (endPrice === 0n && fallStart === 0n && fallEnd === 0n) return;
  if (endPrice === 0n || endPrice >= price || fallStart >= fallEnd)
    refuse("endPrice", "A price falls to less than it is and more than zero, and takes some time to do so.");
}

function requireOffer({ scope, tokenId, root }: Offer, tokenIds: readonly bigint[], refuse: Refuse): void {
  if (scope !== "ITEM" && tokenId !== 0n) refuse("tokenId", "Only an offer on one item has a token id.");
  if (scope === "TRAITS") {
    if (tokenIds.length === 0 || tokenSet(tokenIds).root !== root)
      refuse("root", "The token ids of the request are not the set that was signed.");
  } else if (root !== zeroHash || tokenIds.length > 0)
    refuse("root", "Only an offer on traits has a set of token ids.");
}

/**
 * Where an order stands.
 *
 * @param time - Unix seconds, of the block that the facts are of.
 * @param wasFilled - Whether a trade filled any of it: a nonce alone does not tell a sale from a cancel.
 */
export function standingOf(
  order: SignedOrder,
  facts: OrderFacts,
  { time, wasFilled }: { time: number; wasFilled: boolean },
): OrderStanding {
  const { price, quantity, expiry, counter } = partsOf(order);
  const left = quantity > facts.filled ? quantity - facts.filled : 0n;
  const remaining = facts.isNonceUsed ? 0n : left;
  const not = (status: OrderStatus, reason: OrderReason): OrderStanding => ({
    status,
    reason,
    remaining,
    fillable: 0n,
  });
  if (remaining === 0n) return not("ended", wasFilled ? "filled" : "cancelled");
  if (facts.counter !== counter) return not("ended", "counter_raised");
  if (expiry !== 0n && BigInt(time) >= expiry) return not("ended", "expired");
  if (!facts.isSignatureGood) return not("suspended", "signature_refused");
  if (order.kind === "listing" && facts.feeBps > order.listing.maxFeeBps) return not("suspended", "fee_above_maximum");
  const unit = order.kind === "listing" ? 1n : price;
  if (facts.held < unit) return not("suspended", order.kind === "listing" ? "item_away" : "funds_missing");
  if (facts.allowed < unit) return not("suspended", order.kind === "listing" ? "not_approved" : "allowance_missing");
  const fillable = smallest(remaining, facts.held / unit, facts.allowed / unit);
  return { status: "open", reason: null, remaining, fillable };
}

function smallest(first: bigint, ...others: bigint[]): bigint {
  let least = first;
  for (const value of others) if (value < least) least = value;
  return least;
}
