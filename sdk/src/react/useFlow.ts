import { type UseMutationResult, useMutation } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { encode } from "../flows/internal/plan.ts";
import type { FlowOutcome, FlowRequirement, FlowState } from "../flows/types.ts";
import type { FlowContextSource, FlowMutationOptions, FlowMutationRun } from "../query/internal/flowMutation.ts";
import * as mutations from "../query/mutations.ts";
import { usePlaza } from "./plaza.ts";

/**
 * A flow as a mutation, and where it stands. Asked for the same again while it runs, as by a second press of the button, it is the
 * one that runs already.
 */
export type FlowHook<parameters, result> = UseMutationResult<result & FlowOutcome, Error, parameters> & {
  /** Id of its plan, by which `useUnfinishedFlows` tells it; undefined until it is planned. */
  id: string | undefined;
  /** Where it stands while it runs, with its progress and a message for people. */
  state: FlowState<result & FlowOutcome> | undefined;
  /** Everything that it asks or sends, in its order; empty until it is planned. */
  requirements: readonly FlowRequirement[];
  /** Goes on with what failed: what has happened is not done again. */
  retry(): void;
};

const UNPLANNED: { id: string | undefined; requirements: readonly FlowRequirement[] } = {
  id: undefined,
  requirements: [],
};

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
  const [plan, setPlan] = useState(UNPLANNED);
  const mutation = useMutation(
    useMemo(() => {
      const { getSigner } = plaza;
      const source = getSigner === undefined ? plaza : async () => ({ ...plaza, client: await getSigner() });
      return options(source, {
        onState: setState as FlowMutationRun["onState"],
        onPlan: ({ id, requirements }) => setPlan({ id, requirements }),
      });
    }, [options, plaza]),
  );
  const { mutateAsync: begin, variables, reset: forget } = mutation;
  const running = useRef<{ asked: string; outcome: Promise<result & FlowOutcome> } | undefined>(undefined);
  const clear = useCallback(() => {
    setState(undefined);
    setPlan(UNPLANNED);
  }, []);
  const mutateAsync = useCallback(
    (...call: Parameters<typeof begin>) => {
      const asked = encode(call[0]);
      if (running.current !== undefined && running.current.asked === asked) return running.current.outcome;
      // How the one before went says nothing of this one.
      clear();
      const outcome = begin(...call).finally(() => {
        if (running.current?.outcome === outcome) running.current = undefined;
      });
      running.current = { asked, outcome };
      return outcome;
    },
    [begin, clear],
  );
  const mutate = useCallback(
    (...call: Parameters<typeof begin>) => void mutateAsync(...call).catch(() => undefined),
    [mutateAsync],
  );
  const retry = useCallback(() => {
    if (variables !== undefined) mutate(variables);
  }, [mutate, variables]);
  const reset = useCallback(() => {
    clear();
    forget();
  }, [clear, forget]);
  return { ...mutation, mutate, mutateAsync, reset, ...plan, state, retry };
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

/**
 * Buys from several listings, as {@link useBuy} from one.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useBuyMany();
 * mutate({ purchases: listings.map((listing) => ({ terms: listingTerms(listing), maxTotal: listing.price })) });
 * ```
 */
export const useBuyMany = () => useFlow(mutations.buyManyMutationOptions);

/**
 * Lists an item for sale.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useList();
 * mutate({ token, standard: "ERC721", tokenId: 7n, price: parseEther("12") });
 * ```
 */
export const useList = () => useFlow(mutations.listMutationOptions);

/**
 * Changes a listing's price.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useUpdatePrice();
 * mutate({ terms: listingTerms(listing), price: parseEther("12") });
 * ```
 */
export const useUpdatePrice = () => useFlow(mutations.updatePriceMutationOptions);

/**
 * Puts an item up for auction.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useCreateAuction();
 * mutate({ token, standard: "ERC721", tokenId: 7n, startPrice, reservePrice: 0n, start, end, incrementBps: 500n });
 * ```
 */
export const useCreateAuction = () => useFlow(mutations.auctionMutationOptions);

/**
 * Bids in an auction.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useBid();
 * mutate({ terms: auctionTerms(auction), maxAmount: parseEther("12") });
 * ```
 */
export const useBid = () => useFlow(mutations.bidMutationOptions);

/**
 * Buys an auction's item at its buyout price.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useBuyout();
 * mutate({ terms: auctionTerms(auction) });
 * ```
 */
export const useBuyout = () => useFlow(mutations.buyoutMutationOptions);

/**
 * Offers to buy.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useOffer();
 * mutate({ token, standard: "ERC721", tokenId: 7n, price: parseEther("12"), nonce: 1n });
 * ```
 */
export const useOffer = () => useFlow(mutations.offerMutationOptions);

/**
 * Takes somebody's offer.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useAcceptOffer();
 * mutate({ offer, signature, tokenId: 7n, minProceeds });
 * ```
 */
export const useAcceptOffer = () => useFlow(mutations.acceptOfferMutationOptions);

/**
 * Takes back what is for sale, was signed, or leaves the vault.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useCancel();
 * mutate({ listing: listingTerms(listing) });
 * ```
 */
export const useCancel = () => useFlow(mutations.cancelMutationOptions);

/**
 * Puts Credits into the vault.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useDeposit();
 * mutate({ amount: parseEther("500") });
 * ```
 */
export const useDeposit = () => useFlow(mutations.depositMutationOptions);

/**
 * Takes Credits out of the vault.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useWithdraw();
 * mutate({ amount: parseEther("100") });
 * ```
 */
export const useWithdraw = () => useFlow(mutations.withdrawMutationOptions);

/**
 * Collects proceeds that could not be pushed.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useWithdrawCredit();
 * mutate({});
 * ```
 */
export const useWithdrawCredit = () => useFlow(mutations.withdrawCreditMutationOptions);

/**
 * Starts the exit from the vault, which needs nobody's consent.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useRequestExit();
 * mutate({ amount: parseEther("100") });
 * ```
 */
export const useRequestExit = () => useFlow(mutations.requestExitMutationOptions);

/**
 * Takes out what an exit has made ready.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useExecuteExit();
 * mutate({});
 * ```
 */
export const useExecuteExit = () => useFlow(mutations.executeExitMutationOptions);

/**
 * Settles an auction.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useSettle();
 * mutate({ terms, settlement, maxAmount, settlerSignature, bidSignature });
 * ```
 */
export const useSettle = () => useFlow(mutations.settleMutationOptions);

/**
 * Presents a bid with its receipt.
 *
 * @example
 * ```tsx
 * const { mutate, state } = usePresentBid();
 * mutate({ terms, bid, bidSignature, receipt, receiptSignature });
 * ```
 */
export const usePresentBid = () => useFlow(mutations.presentBidMutationOptions);

/**
 * Makes one of the two calls that end an auction which nobody settled.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useFinalize();
 * mutate({ terms: auctionTerms(auction) });
 * ```
 */
export const useFinalize = () => useFlow(mutations.finalizeMutationOptions);

/**
 * Takes up a plan that was not finished, by its id; {@link useUnfinishedFlows} has those that there are.
 *
 * @example
 * ```tsx
 * const { mutate, state } = useResume();
 * mutate(unfinished.id);
 * ```
 */
export const useResume = () => useFlow(mutations.resumeMutationOptions);
