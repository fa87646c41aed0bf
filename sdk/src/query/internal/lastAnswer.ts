import type { InfiniteData } from "@tanstack/query-core";
import type { PlazaClient } from "../../actions/internal/types.ts";
import { getListing } from "../../actions/reads/getListing.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import { PlazaError } from "../../errors/base.ts";
import type { IndexedListing, Page } from "../../graphql/types.ts";
import type { MaybeStale, PlazaQueryContext } from "../types.ts";

/** Whom to ask about listings while the index is away. */
export type ChainSource = { client: PlazaClient; deployment: Pick<PlazaDeployment, "marketplace"> };

/**
 * Asks the index; while it does not answer, gives its last answer instead, with what the chain says now, marked as stale. Fails as the index does
 * where there is no last answer.
 */
export async function orLastAnswer<answer extends object>(
  { signal, client, queryKey }: PlazaQueryContext,
  ask: () => Promise<answer | null>,
  find: (cached: unknown) => answer | null | undefined,
  check: (last: answer) => Promise<answer>,
): Promise<MaybeStale<answer> | null> {
  try {
    return await ask();
  } catch (error) {
    const isAway = error instanceof PlazaError && error.retryable && !signal.aborted;
    const last = isAway && queryKey !== undefined ? find(client?.getQueryData(queryKey)) : undefined;
    if (last === undefined || last === null) throw error;
    return { ...(await check(last)), stale: true };
  }
}

/** The page of a list that came after a cursor. */
export function pageAfter<node>(after: string | null) {
  return (cached: unknown): Page<node> | undefined => {
    const { pages = [], pageParams = [] } = (cached ?? {}) as Partial<InfiniteData<Page<node>>>;
    return pages[pageParams.indexOf(after)];
  };
}

/** A listing as the chain has it now. One that has ended there has nothing left; whether it was sold, only the index knows. */
export async function onChain<listing extends IndexedListing>(
  source: ChainSource | undefined,
  listing: listing,
): Promise<listing> {
  if (source === undefined) return listing;
  const { marketplace } = source.deployment;
  try {
    const { status, price, remaining } = await getListing(source.client, { marketplace, id: listing.id });
    return status === "ACTIVE" ? { ...listing, price, remaining } : { ...listing, remaining: 0n };
  } catch {
    return listing;
  }
}

/** A page of listings as the chain has them now, without those that have ended. */
export async function pageOnChain(
  source: ChainSource | undefined,
  page: Page<IndexedListing>,
): Promise<Page<IndexedListing>> {
  const checked = await Promise.all(page.nodes.map((listing) => onChain(source, listing)));
  const nodes = checked.filter(({ remaining, status }) => remaining > 0n || status !== "ACTIVE");
  return { ...page, nodes, totalCount: page.totalCount - (page.nodes.length - nodes.length) };
}
