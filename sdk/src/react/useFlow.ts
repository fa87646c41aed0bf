import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { FlowOutcome, FlowRequirement, FlowState } from "../flows/types.ts";
import type { FlowContextSource, FlowMutationOptions, FlowMutationRun } from "../query/internal/flowMutation.ts";
import * as mutations from "../query/mutations.ts";
import { usePlaza } from "./plaza.ts";

/** A flow as a mutation, and where it stands. */
export type FlowHook<parameters, result> = UseMutationResult<result & FlowOutcome, Error, parameters> & {
  /** Where it stands while it runs, with its progress and a message for people. */
  state: FlowState<result & FlowOutcome> | undefined;
  /** Everything that it asks or sends, in its order; empty until it is planned. */
  requirements: readonly FlowRequirement[];
  /** Goes on with what failed: what has happened is not done again. */
  retry(): void;
};

const NONE: readonly FlowRequirement[] = [];

/**
 * Any flow as a mutation: what the hooks below are made of.
 *
 * @example
 * ```tsx
 * const { mutate, state, requirements, retry } = useFlow(buyMutationOptions);
 * ```
 */
export function useFlow<parameters, result>(
  options: (context: FlowContextSource, run: FlowMutationRun) => FlowMutationOptions<parameters, result>,
): FlowHook<parameters, result> {
  const plaza = usePlaza();
  const [state, setState] = useState<FlowState<result & FlowOutcome>>();
  const [requirements, setRequirements] = useState(NONE);
  const mutation = useMutation(
    useMemo(() => {
      const { getSigner } = plaza;
      const source = getSigner === undefined ? plaza : async () => ({ ...plaza, client: await getSigner() });
      return options(source, {
        onState: setState as FlowMutationRun["onState"],
        onPlan: (flow) => setRequirements(flow.requirements),
      });
    }, [options, plaza]),
  );
  const { mutate, variables, reset } = mutation;
  const retry = useCallback(() => {
    if (variables !== undefined) mutate(variables);
  }, [mutate, variables]);
  const forget = useCallback(() => {
    setState(undefined);
    setRequirements(NONE);
    reset();
  }, [reset]);
  return { ...mutation, reset: forget, state, requirements, retry };
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
/** Changes a listing's price. */
export const useUpdatePrice = () => useFlow(mutations.updatePriceMutationOptions);
/** Puts an item up for auction. */
export const useCreateAuction = () => useFlow(mutations.auctionMutationOptions);
/** Bids in an auction. */
export const useBid = () => useFlow(mutations.bidMutationOptions);
/** Buys an auction's item at its buyout price. */
export const useBuyout = () => useFlow(mutations.buyoutMutationOptions);
/** Offers to buy. */
export const useOffer = () => useFlow(mutations.offerMutationOptions);
/** Takes somebody's offer. */
export const useAcceptOffer = () => useFlow(mutations.acceptOfferMutationOptions);
/** Takes back what is for sale, was signed, or leaves the vault. */
export const useCancel = () => useFlow(mutations.cancelMutationOptions);
/** Puts Credits into the vault. */
export const useDeposit = () => useFlow(mutations.depositMutationOptions);
/** Takes Credits out of the vault. */
export const useWithdraw = () => useFlow(mutations.withdrawMutationOptions);
/** Collects proceeds that could not be pushed. */
export const useWithdrawCredit = () => useFlow(mutations.withdrawCreditMutationOptions);
/** Starts the exit from the vault, which needs nobody's consent. */
export const useRequestExit = () => useFlow(mutations.requestExitMutationOptions);
/** Takes out what an exit has made ready. */
export const useExecuteExit = () => useFlow(mutations.executeExitMutationOptions);
/** Settles an auction. */
export const useSettle = () => useFlow(mutations.settleMutationOptions);
/** Presents a bid with its receipt. */
export const usePresentBid = () => useFlow(mutations.presentBidMutationOptions);
/** Makes one of the two calls that end an auction which nobody settled. */
export const useFinalize = () => useFlow(mutations.finalizeMutationOptions);
/** Takes up a plan that was not finished, by its id; {@link useUnfinishedFlows} has those that there are. */
export const useResume = () => useFlow(mutations.resumeMutationOptions);
