"use client";

export { useActivity, useAuctions, useItems, useListings, useTrades } from "./lists.ts";
export { type Plaza, PlazaProvider, usePlaza } from "./plaza.ts";
export {
  useAccount,
  useBids,
  useCollections,
  useFee,
  useFunds,
  useHolding,
  useIndexedAuction,
  useIndexerMeta,
  useItem,
  useListing,
  useListingFacets,
  useLiveAuctions,
  useOrders,
} from "./single.ts";
export type { QueryTuning } from "./tuned.ts";
export { useAuction } from "./useAuction.ts";
export { useCredits } from "./useCredits.ts";
export {
  type FlowHook,
  useAcceptOffer,
  useBid,
  useBuy,
  useBuyMany,
  useBuyout,
  useCancel,
  useCreateAuction,
  useDeposit,
  useExecuteExit,
  useFinalize,
  useFlow,
  useList,
  useOffer,
  usePresentBid,
  useRequestExit,
  useResume,
  useSettle,
  useUpdatePrice,
  useWithdraw,
  useWithdrawCredit,
} from "./useFlow.ts";
export { type SearchRouter, useListingSearch } from "./useListingSearch.ts";
export { useNotifications } from "./useNotifications.ts";
export { type Session, useSession } from "./useSession.ts";
export { useUnfinishedFlows } from "./useUnfinishedFlows.ts";
