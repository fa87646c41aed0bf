export { useActivity, useAuctions, useItems, useListings, useTrades } from "./lists.ts";
export { type Plaza, PlazaProvider, usePlaza } from "./plaza.ts";
export { useAccount, useItem, useListing } from "./single.ts";
export { useAuction } from "./useAuction.ts";
export { useCredits } from "./useCredits.ts";
export {
  useAcceptOffer,
  useBid,
  useBuy,
  useBuyMany,
  useCancel,
  useCreateAuction,
  useDeposit,
  useFinalize,
  useList,
  useOffer,
  usePresentBid,
  useSettle,
  useWithdraw,
} from "./useFlow.ts";
export { useListingSearch } from "./useListingSearch.ts";
export { useNotifications } from "./useNotifications.ts";
