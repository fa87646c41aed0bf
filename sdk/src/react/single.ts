import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import type { GetAccountParameters } from "../graphql/filters.ts";
import { accountQueryOptions, itemQueryOptions, listingQueryOptions } from "../query/single.ts";
import { usePlaza } from "./plaza.ts";

/**
 * An item with what it is for sale at, or null.
 *
 * @example
 * ```tsx
 * const { data: item } = useItem({ token, tokenId: 7n });
 * ```
 */
export function useItem(which: { token: Address; tokenId: bigint }) {
  return useQuery(itemQueryOptions(usePlaza().graphql, which));
}

/** A listing with its first trades, or null. */
export function useListing(which: { id: Hex }) {
  return useQuery(listingQueryOptions(usePlaza().graphql, which));
}

/** What an account has and did, the first page of each. */
export function useAccount(parameters: GetAccountParameters) {
  return useQuery(accountQueryOptions(usePlaza().graphql, parameters));
}
