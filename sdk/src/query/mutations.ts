import type { QueryClient } from "@tanstack/query-core";
import { accountOf } from "../actions/internal/accountOf.ts";
import { acceptOfferFlow } from "../flows/acceptOfferFlow.ts";
import { auctionFlow } from "../flows/auctionFlow.ts";
import { bidFlow } from "../flows/bidFlow.ts";
import { buyFlow } from "../flows/buyFlow.ts";
import { buyManyFlow } from "../flows/buyManyFlow.ts";
import { buyoutFlow } from "../flows/buyoutFlow.ts";
import { cancelFlow } from "../flows/cancelFlow.ts";
import { depositFlow } from "../flows/depositFlow.ts";
import { executeExitFlow } from "../flows/executeExitFlow.ts";
import { finalizeFlow } from "../flows/finalizeFlow.ts";
import { listFlow } from "../flows/listFlow.ts";
import { offerFlow } from "../flows/offerFlow.ts";
import { presentBidFlow } from "../flows/presentBidFlow.ts";
import { requestExitFlow } from "../flows/requestExitFlow.ts";
import { resumeFlow } from "../flows/resumeFlow.ts";
import { settleFlow } from "../flows/settleFlow.ts";
import type { FlowContext } from "../flows/types.ts";
import { updatePriceFlow } from "../flows/updatePriceFlow.ts";
import { withdrawCreditFlow } from "../flows/withdrawCreditFlow.ts";
import { withdrawFlow } from "../flows/withdrawFlow.ts";
import type { IndexedListing, ListingDetail } from "../graphql/types.ts";
import { unpackAuctionRules } from "../rules/auctionRules.ts";
import { listingId } from "../rules/hashes.ts";
import type { ListingTerms } from "../rules/types.ts";
import type { Credits, CreditsHeld } from "./credits.ts";
import { flowMutation } from "./internal/flowMutation.ts";
import { inPages, patch, type Undo } from "./internal/optimistic.ts";

export type { FlowContextSource, FlowMutationOptions, FlowMutationRun } from "./internal/flowMutation.ts";

/**
 * Buys from a listing: its units and the Credits for them leave the cache at once, and come back if it fails.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(buyMutationOptions(context, { onState: ({ message }) => show(message) }));
 * mutate({ terms: listingTerms(listing), maxTotal: listing.price });
 * ```
 */
export const buyMutationOptions = /* @__PURE__ */ flowMutation("buy", buyFlow, (queries, parameters, context) => [
  ...take(queries, context, parameters.terms, parameters.quantity ?? 1n),
  move(queries, context, { wallet: -parameters.maxTotal }),
]);

/**
 * Buys from several listings, each as {@link buyMutationOptions} does.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(buyManyMutationOptions(context));
 * mutate({ purchases: listings.map((listing) => ({ terms: listingTerms(listing), maxTotal: listing.price })) });
 * ```
 */
export const buyManyMutationOptions = /* @__PURE__ */ flowMutation(
  "buyMany",
  buyManyFlow,
  (queries, { purchases }, context) => [
    ...purchases.flatMap(({ terms, quantity = 1n }) => take(queries, context, terms, quantity)),
    move(queries, context, { wallet: -purchases.reduce((sum, { maxTotal }) => sum + maxTotal, 0n) }),
  ],
);

/**
 * Takes back what is for sale, or was signed: a listing leaves the cache at once, and comes back if it fails.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(cancelMutationOptions(context));
 * mutate({ listing: listingTerms(listing) });
 * ```
 */
export const cancelMutationOptions = /* @__PURE__ */ flowMutation(
  "cancel",
  cancelFlow,
  (queries, parameters, context) =>
    "listing" in parameters ? take(queries, context, parameters.listing, parameters.listing.quantity) : [],
);

/**
 * Puts Credits into the vault; the cache shows them there at once.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(depositMutationOptions(context));
 * mutate({ amount: parseEther("500") });
 * ```
 */
export const depositMutationOptions = /* @__PURE__ */ flowMutation(
  "deposit",
  depositFlow,
  (queries, { amount, beneficiary }, context) => [
    move(queries, context, beneficiary === undefined ? { wallet: -amount, free: amount } : { wallet: -amount }),
  ],
);

/**
 * Takes Credits out of the vault; the cache shows them in the wallet at once.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(withdrawMutationOptions(context));
 * mutate({ amount: parseEther("100") });
 * ```
 */
export const withdrawMutationOptions = /* @__PURE__ */ flowMutation(
  "withdraw",
  withdrawFlow,
  (queries, { amount, recipient }, context) => [
    move(queries, context, recipient === undefined ? { wallet: amount, free: -amount } : { free: -amount }),
  ],
);

/**
 * Collects proceeds and returned posts.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(withdrawCreditMutationOptions(context));
 * mutate({});
 * ```
 */
export const withdrawCreditMutationOptions = /* @__PURE__ */ flowMutation("withdrawCredit", withdrawCreditFlow);

/**
 * Starts the exit from the vault.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(requestExitMutationOptions(context));
 * mutate({ amount: parseEther("100") });
 * ```
 */
export const requestExitMutationOptions = /* @__PURE__ */ flowMutation(
  "requestExit",
  requestExitFlow,
  (queries, { amount }, context) => [move(queries, context, { free: -amount, exiting: amount })],
);

/**
 * Takes out what an exit has made ready.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(executeExitMutationOptions(context));
 * mutate({});
 * ```
 */
export const executeExitMutationOptions = /* @__PURE__ */ flowMutation("executeExit", executeExitFlow);

/**
 * Lists an item. Nothing is shown beforehand: its id and times come from the chain.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(listMutationOptions(context));
 * mutate({ token, standard: "ERC721", tokenId: 7n, price: parseEther("12") });
 * ```
 */
export const listMutationOptions = /* @__PURE__ */ flowMutation("list", listFlow);

/**
 * Puts an item up for auction.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(auctionMutationOptions(context));
 * mutate({ token, standard: "ERC721", tokenId: 7n, startPrice, reservePrice: 0n, start, end, incrementBps: 500n });
 * ```
 */
export const auctionMutationOptions = /* @__PURE__ */ flowMutation("auction", auctionFlow);

/**
 * Changes a listing's price.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(updatePriceMutationOptions(context));
 * mutate({ terms: listingTerms(listing), price: parseEther("12") });
 * ```
 */
export const updatePriceMutationOptions = /* @__PURE__ */ flowMutation("updatePrice", updatePriceFlow);

/**
 * Buys an auction's item at its buyout price; the Credits for it leave the cache at once.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(buyoutMutationOptions(context));
 * mutate({ terms: auctionTerms(auction) });
 * ```
 */
export const buyoutMutationOptions = /* @__PURE__ */ flowMutation(
  "buyout",
  buyoutFlow,
  (queries, { terms }, context) => [move(queries, context, { wallet: -unpackAuctionRules(terms.rules).buyoutPrice })],
);

/**
 * Bids. Nothing is shown beforehand: who leads, and at what price, is the relayer's word, and it comes within milliseconds.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(bidMutationOptions(context));
 * mutate({ terms: auctionTerms(auction), maxAmount: parseEther("12") });
 * ```
 */
export const bidMutationOptions = /* @__PURE__ */ flowMutation("bid", bidFlow);

/**
 * Offers to buy.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(offerMutationOptions(context));
 * mutate({ token, standard: "ERC721", tokenId: 7n, price: parseEther("12"), nonce: 1n });
 * ```
 */
export const offerMutationOptions = /* @__PURE__ */ flowMutation("offer", offerFlow);

/**
 * Takes somebody's offer.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(acceptOfferMutationOptions(context));
 * mutate({ offer, signature, tokenId: 7n, minProceeds });
 * ```
 */
export const acceptOfferMutationOptions = /* @__PURE__ */ flowMutation("acceptOffer", acceptOfferFlow);

/**
 * Settles an auction.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(settleMutationOptions(context));
 * mutate({ terms, settlement, maxAmount, settlerSignature, bidSignature });
 * ```
 */
export const settleMutationOptions = /* @__PURE__ */ flowMutation("settle", settleFlow);

/**
 * Presents a bid with its receipt.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(presentBidMutationOptions(context));
 * mutate({ terms, bid, bidSignature, receipt, receiptSignature });
 * ```
 */
export const presentBidMutationOptions = /* @__PURE__ */ flowMutation("presentBid", presentBidFlow);

/**
 * Makes one of the two calls that end an auction which nobody settled.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(finalizeMutationOptions(context));
 * mutate({ terms: auctionTerms(auction) });
 * ```
 */
export const finalizeMutationOptions = /* @__PURE__ */ flowMutation("finalize", finalizeFlow);

/**
 * Takes up a plan that was not finished, by its id: after a reload, or after its tab was closed.
 *
 * @example
 * ```ts
 * const { mutate } = useMutation(resumeMutationOptions(context));
 * mutate(unfinished.id);
 * ```
 */
export const resumeMutationOptions = /* @__PURE__ */ flowMutation("resume", resumeFlow);

/** Takes units off a listing, wherever the cache has it. One of which nothing is left leaves the lists, and stays where it is shown alone. */
function take(
  queries: QueryClient,
  { deployment }: FlowContext,
  terms: ListingTerms,
  quantity: bigint,
): Promise<Undo>[] {
  const id = listingId(deployment, terms);
  const less = <listing extends IndexedListing>(listing: listing): listing => {
    if (listing.id !== id) return listing;
    const remaining = listing.remaining - quantity;
    return { ...listing, remaining: remaining > 0n ? remaining : 0n };
  };
  const lessOrNone = (listing: IndexedListing): IndexedListing | null =>
    listing.id === id && listing.remaining <= quantity ? null : less(listing);
  return [
    patch(queries, ["plaza", "listings"], inPages<IndexedListing>(lessOrNone)),
    patch(queries, ["plaza", "listing"], (listing: ListingDetail | null) => listing && less(listing)),
  ];
}

/** Moves the Credits of whoever acts. */
function move(
  queries: QueryClient,
  { client, deployment: { chainId } }: FlowContext,
  change: Partial<CreditsHeld>,
): Promise<Undo> {
  const account = accountOf(undefined, client).address.toLowerCase();
  return patch(queries, ["plaza", "credits", String(chainId), { account }], (credits: Credits) => {
    const moved = { ...credits };
    for (const field of ["wallet", "free", "exiting"] as const) moved[field] += change[field] ?? 0n;
    return moved;
  });
}
