import { type Address, type Hex, hashTypedData } from "viem";
import { offerScopes, tokenStandards } from "../vocabulary.ts";
import type { Offer, OrdersDomain, SignedListing } from "./types.ts";

/** EIP-712 domain name of every Orders. */
export const ORDERS_DOMAIN_NAME = "Plaza Orders";

/** EIP-712 domain version of every Orders. */
export const ORDERS_DOMAIN_VERSION = "1";

/** EIP-712 types of what Orders fills. The order of fields is part of the hash: it is the contract's. */
export const ordersTypes = {
  SignedListing: [
    { name: "seller", type: "address" },
    { name: "token", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "quantity", type: "uint256" },
    { name: "price", type: "uint256" },
    { name: "maxFeeBps", type: "uint256" },
    { name: "maxRoyaltyBps", type: "uint256" },
    { name: "taker", type: "address" },
    { name: "expiry", type: "uint256" },
    { name: "endPrice", type: "uint256" },
    { name: "fallStart", type: "uint256" },
    { name: "fallEnd", type: "uint256" },
    { name: "standard", type: "uint8" },
    { name: "nonce", type: "uint256" },
    { name: "counter", type: "uint256" },
  ],
  Offer: [
    { name: "buyer", type: "address" },
    { name: "token", type: "address" },
    { name: "standard", type: "uint8" },
    { name: "scope", type: "uint8" },
    { name: "tokenId", type: "uint256" },
    { name: "root", type: "bytes32" },
    { name: "quantity", type: "uint256" },
    { name: "price", type: "uint256" },
    { name: "expiry", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "counter", type: "uint256" },
  ],
} as const;

/** The messages as they are hashed and as the contract takes them: words have become numbers. */
export type OrdersMessages = {
  SignedListing: Omit<SignedListing, "standard"> & { standard: number };
  Offer: Omit<Offer, "standard" | "scope"> & { standard: number; scope: number };
};

/** What `signTypedData`, `hashTypedData` and `verifyTypedData` take. */
export type OrdersTypedData<type extends keyof OrdersMessages> = {
  domain: { name: string; version: string; chainId: number; verifyingContract: Address };
  types: Pick<typeof ordersTypes, type>;
  primaryType: type;
  message: OrdersMessages[type];
};

/**
 * A signed listing as the contract takes it.
 *
 * @example
 * ```ts
 * encodeSignedListing(signedListing).standard; // 0 for an ERC-721 item
 * ```
 */
export function encodeSignedListing(listing: SignedListing): OrdersMessages["SignedListing"] {
  return { ...listing, standard: tokenStandards.indexOf(listing.standard) };
}

/**
 * An offer as the contract takes it.
 *
 * @example
 * ```ts
 * encodeOffer(offer).scope; // 0 for one item
 * ```
 */
export function encodeOffer(offer: Offer): OrdersMessages["Offer"] {
  return {
    ...offer,
    standard: tokenStandards.indexOf(offer.standard),
    scope: offerScopes.indexOf(offer.scope),
  };
}

/**
 * The EIP-712 domain of Orders, as wallets take it.
 *
 * @example
 * ```ts
 * const { name, verifyingContract } = ordersEip712Domain({ chainId: 31337, orders });
 * ```
 */
export function ordersEip712Domain({ chainId, orders }: OrdersDomain) {
  return { name: ORDERS_DOMAIN_NAME, version: ORDERS_DOMAIN_VERSION, chainId, verifyingContract: orders };
}

/**
 * A listing as typed data, for any wallet to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...signedListingTypedData(deployment, signedListing) });
 * ```
 */
export function signedListingTypedData(domain: OrdersDomain, listing: SignedListing): OrdersTypedData<"SignedListing"> {
  return {
    domain: ordersEip712Domain(domain),
    types: { SignedListing: ordersTypes.SignedListing },
    primaryType: "SignedListing",
    message: encodeSignedListing(listing),
  };
}

/**
 * An offer as typed data, for any wallet to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...offerTypedData(deployment, offer) });
 * ```
 */
export function offerTypedData(domain: OrdersDomain, offer: Offer): OrdersTypedData<"Offer"> {
  return {
    domain: ordersEip712Domain(domain),
    types: { Offer: ordersTypes.Offer },
    primaryType: "Offer",
    message: encodeOffer(offer),
  };
}

/**
 * The id of a signed listing: the digest that its seller signs.
 *
 * @example
 * ```ts
 * const id = signedListingId({ chainId: 31337, orders }, signedListing);
 * ```
 */
export function signedListingId(domain: OrdersDomain, listing: SignedListing): Hex {
  return hashTypedData(signedListingTypedData(domain, listing));
}

/**
 * The id of an offer: the digest that its buyer signs.
 *
 * @example
 * ```ts
 * const id = offerId({ chainId: 31337, orders }, offer);
 * ```
 */
export function offerId(domain: OrdersDomain, offer: Offer): Hex {
  return hashTypedData(offerTypedData(domain, offer));
}
