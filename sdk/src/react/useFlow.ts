import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FlowContext, FlowOutcome, FlowState } from "../flows/types.ts";
import type { FlowMutationOptions, FlowMutationRun } from "../query/internal/flowMutation.ts";
import * as mutations from "../query/mutations.ts";
import { usePlaza } from "./plaza.ts";

/** A flow as a mutation: `state` says where it stands while it runs, with its progress and a message for people. */
function useFlow<parameters, result>(
  options: (context: FlowContext, run: FlowMutationRun) => FlowMutationOptions<parameters, result>,
) {
  const plaza = usePlaza();
  const [state, setState] = useState<FlowState<result & FlowOutcome>>();
  const mutation = useMutation(
    useMemo(() => options(plaza, { onState: setState as FlowMutationRun["onState"] }), [options, plaza]),
  );
  return { ...mutation, state };
}

/**
 * Buys from a listing.
 *
 * @example
 * ```tsx
 * const { mutate, state, error } = useBuy();
 * <button onClick={() => mutate({ terms: listingTerms(listing), maxTotal: listing.price })}>{state?.message ?? "Buy"}</button>
 * ```
 */
export const useBuy = () => useFlow(mutations.buyMutationOptions);
/** Buys from several listings, as {@link useBuy} from one. */
export const useBuyMany = () => useFlow(mutations.buyManyMutationOptions);
/** Lists an item for sale. */
export const useList = () => useFlow(mutations.listMutationOptions);
/** Puts an item up for auction. */
export const useCreateAuction = () => useFlow(mutations.auctionMutationOptions);
/** Bids in an auction. */
export const useBid = () => useFlow(mutations.bidMutationOptions);
/** Offers to buy. */
export const useOffer = () => useFlow(mutations.offerMutationOptions);
/** Takes somebody's offer. */
export const useAcceptOffer = () => useFlow(mutations.acceptOfferMutationOptions);
/** Takes back what is for sale, or was signed. */
export const useCancel = () => useFlow(mutations.cancelMutationOptions);
/** Puts Credits into the vault. */
export const useDeposit = () => useFlow(mutations.depositMutationOptions);
/** Takes Credits out of the vault. */
export const useWithdraw = () => useFlow(mutations.withdrawMutationOptions);
/** Settles an auction. */
export const useSettle = () => useFlow(mutations.settleMutationOptions);
/** Presents a bid with its receipt. */
export const usePresentBid = () => useFlow(mutations.presentBidMutationOptions);
/** Makes one of the two calls that end an auction which nobody settled. */
export const useFinalize = () => useFlow(mutations.finalizeMutationOptions);
