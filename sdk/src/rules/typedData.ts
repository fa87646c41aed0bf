import type { Address } from "viem";
import { DOMAIN_NAME, DOMAIN_VERSION } from "./constants.ts";
import type {
  AuctionTerms,
  Bid,
  Cancellation,
  Extension,
  ListingTerms,
  NonceBurn,
  PlazaDomain,
  Receipt,
  ReceiptBatch,
  Settlement,
  Withdrawal,
  WithdrawalRequest,
} from "./types.ts";

/**
 * EIP-712 types of everything that Plaza signs or hashes. The order of fields is part of the hash: it is the contract's.
 */
export const plazaTypes = {
  Listing: [
    { name: "seller", type: "address" },
    { name: "salt", type: "uint256" },
    { name: "token", type: "address" },
    { name: "tokenId", type: "uint256" },
    { name: "quantity", type: "uint256" },
    { name: "schedule", type: "uint256" },
    { name: "taker", type: "address" },
  ],
  Auction: [
    { name: "tokenId", type: "uint256" },
    { name: "quantity", type: "uint256" },
    { name: "startPrice", type: "uint256" },
    { name: "reservePrice", type: "uint256" },
    { name: "rules", type: "uint256" },
    { name: "seller", type: "address" },
    { name: "token", type: "address" },
    { name: "salt", type: "uint256" },
  ],
  Bid: [
    { name: "auctionId", type: "bytes32" },
    { name: "bidder", type: "address" },
    { name: "maxAmount", type: "uint256" },
  ],
  Settlement: [
    { name: "auctionId", type: "bytes32" },
    { name: "winner", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
  Withdrawal: [
    { name: "account", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "recipient", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
  Receipt: [
    { name: "auctionId", type: "bytes32" },
    { name: "bidHash", type: "bytes32" },
    { name: "amount", type: "uint256" },
    { name: "sequence", type: "uint64" },
    { name: "receivedAt", type: "uint64" },
    { name: "previous", type: "bytes32" },
  ],
  ReceiptBatch: [{ name: "root", type: "bytes32" }],
  Extension: [
    { name: "auctionId", type: "bytes32" },
    { name: "endsAt", type: "uint64" },
  ],
  Cancellation: [
    { name: "auctionId", type: "bytes32" },
    { name: "deadline", type: "uint256" },
  ],
  NonceBurn: [
    { name: "signerHash", type: "bytes32" },
    { name: "nonce", type: "uint256" },
  ],
  WithdrawalRequest: [
    { name: "account", type: "address" },
    { name: "amount", type: "uint256" },
    { name: "recipient", type: "address" },
    { name: "issuedAt", type: "uint256" },
  ],
} as const;

/** Message of each EIP-712 type. */
export type PlazaMessages = {
  Listing: ListingTerms;
  Auction: AuctionTerms;
  Bid: Bid;
  Settlement: Settlement;
  Withdrawal: Withdrawal;
  Receipt: Receipt;
  ReceiptBatch: ReceiptBatch;
  Extension: Extension;
  Cancellation: Cancellation;
  NonceBurn: NonceBurn;
  WithdrawalRequest: WithdrawalRequest;
};

/** Name of an EIP-712 type of Plaza. */
export type PlazaType = keyof PlazaMessages;

/** EIP-712 domain as wallets take it. */
export type Eip712Domain = { name: string; version: string; chainId: number; verifyingContract: Address };

/** What `signTypedData`, `hashTypedData` and `verifyTypedData` take. */
export type PlazaTypedData<type extends PlazaType> = {
  domain: Eip712Domain;
  types: Pick<typeof plazaTypes, type>;
  primaryType: type;
  message: PlazaMessages[type];
};

/**
 * The EIP-712 domain of a Marketplace, as wallets take it.
 *
 * @example
 * ```ts
 * const { name, version, verifyingContract } = eip712Domain({ chainId: 31337, marketplace });
 * ```
 */
export function eip712Domain({ chainId, marketplace }: PlazaDomain): Eip712Domain {
  return { name: DOMAIN_NAME, version: DOMAIN_VERSION, chainId, verifyingContract: marketplace };
}

/**
 * A bid as typed data, for any wallet to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...bidTypedData(domain, { auctionId, bidder, maxAmount: parseEther("12") }) });
 * ```
 */
export function bidTypedData(domain: PlazaDomain, message: Bid): PlazaTypedData<"Bid"> {
  return { domain: eip712Domain(domain), types: { Bid: plazaTypes.Bid }, primaryType: "Bid", message };
}

/**
 * A settlement as typed data, for a settler to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...settlementTypedData(domain, { auctionId, winner, amount, nonce: 1n, deadline }) });
 * ```
 */
export function settlementTypedData(domain: PlazaDomain, message: Settlement): PlazaTypedData<"Settlement"> {
  const types = { Settlement: plazaTypes.Settlement };
  return { domain: eip712Domain(domain), types, primaryType: "Settlement", message };
}

/**
 * A co-signed withdrawal as typed data, for a settler to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...withdrawalTypedData(domain, { account, amount, recipient: account, nonce: 1n, deadline }) });
 * ```
 */
export function withdrawalTypedData(domain: PlazaDomain, message: Withdrawal): PlazaTypedData<"Withdrawal"> {
  const types = { Withdrawal: plazaTypes.Withdrawal };
  return { domain: eip712Domain(domain), types, primaryType: "Withdrawal", message };
}

/**
 * A bid's receipt as typed data, for the relayer's receipt key to sign.
 *
 * @example
 * ```ts
 * const isSound = await verifyTypedData({ ...receiptTypedData(domain, receipt), address: receiptSigner, signature });
 * ```
 */
export function receiptTypedData(domain: PlazaDomain, message: Receipt): PlazaTypedData<"Receipt"> {
  return { domain: eip712Domain(domain), types: { Receipt: plazaTypes.Receipt }, primaryType: "Receipt", message };
}

/**
 * A batch of receipts as typed data, for the relayer's receipt key to sign.
 *
 * @example
 * ```ts
 * const isSound = await verifyTypedData({ ...receiptBatchTypedData(domain, { root }), address: receiptSigner, signature });
 * ```
 */
export function receiptBatchTypedData(domain: PlazaDomain, message: ReceiptBatch): PlazaTypedData<"ReceiptBatch"> {
  return {
    domain: eip712Domain(domain),
    types: { ReceiptBatch: plazaTypes.ReceiptBatch },
    primaryType: "ReceiptBatch",
    message,
  };
}

/**
 * An extension as typed data, for the relayer's receipt key to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...extensionTypedData(domain, { auctionId, endsAt }) });
 * ```
 */
export function extensionTypedData(domain: PlazaDomain, message: Extension): PlazaTypedData<"Extension"> {
  return {
    domain: eip712Domain(domain),
    types: { Extension: plazaTypes.Extension },
    primaryType: "Extension",
    message,
  };
}

/**
 * A cancellation as typed data, for a settler to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...cancellationTypedData(domain, { auctionId, deadline }) });
 * ```
 */
export function cancellationTypedData(domain: PlazaDomain, message: Cancellation): PlazaTypedData<"Cancellation"> {
  return {
    domain: eip712Domain(domain),
    types: { Cancellation: plazaTypes.Cancellation },
    primaryType: "Cancellation",
    message,
  };
}

/**
 * A burnt nonce as typed data, for the signer whose nonce it is.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...nonceBurnTypedData(domain, { signerHash: settlerHash(settler.address), nonce: 7n }) });
 * ```
 */
export function nonceBurnTypedData(domain: PlazaDomain, message: NonceBurn): PlazaTypedData<"NonceBurn"> {
  return {
    domain: eip712Domain(domain),
    types: { NonceBurn: plazaTypes.NonceBurn },
    primaryType: "NonceBurn",
    message,
  };
}

/**
 * A request for a co-signed withdrawal as typed data, for the account to sign.
 *
 * @example
 * ```ts
 * const signature = await signTypedData(client, { account, ...withdrawalRequestTypedData(domain, { account, amount, recipient: account, issuedAt }) });
 * ```
 */
export function withdrawalRequestTypedData(
  domain: PlazaDomain,
  message: WithdrawalRequest,
): PlazaTypedData<"WithdrawalRequest"> {
  const types = { WithdrawalRequest: plazaTypes.WithdrawalRequest };
  return { domain: eip712Domain(domain), types, primaryType: "WithdrawalRequest", message };
}

/**
 * A listing's terms as typed data; its digest is the listing's id.
 *
 * @example
 * ```ts
 * const id = hashTypedData(listingTypedData(domain, listingTerms(listing))); // listing.id
 * ```
 */
export function listingTypedData(domain: PlazaDomain, message: ListingTerms): PlazaTypedData<"Listing"> {
  return { domain: eip712Domain(domain), types: { Listing: plazaTypes.Listing }, primaryType: "Listing", message };
}

/**
 * An auction's terms as typed data; its digest is the auction's id.
 *
 * @example
 * ```ts
 * const id = hashTypedData(auctionTypedData(domain, auctionTerms(auction))); // auction.id
 * ```
 */
export function auctionTypedData(domain: PlazaDomain, message: AuctionTerms): PlazaTypedData<"Auction"> {
  return { domain: eip712Domain(domain), types: { Auction: plazaTypes.Auction }, primaryType: "Auction", message };
}
