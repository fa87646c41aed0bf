import type { InfiniteData } from "@tanstack/query-core";
import type { PlazaClient } from "../../actions/internal/types.ts";
import { getListing } from "../../actions/reads/getListing.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import { PlazaError } from "../../errors/base.ts";
import type { IndexedListing, Page } from "../../graphql/types.ts";
import type { MaybeStale, PlazaQueryContext } from "../types.ts";

/** Whom to ask about listings while the index is away. */
export type ChainSource = {
  client: PlazaClient;
  /** Without `startBlock` the logs of the whole chain are asked; without the collections their items have no names. */
  deployment: Pick<PlazaDeployment, "marketplace"> &
    Partial<Pick<PlazaDeployment, "gameItems" | "gameResources" | "startBlock">>;
};

/** What stands in for an answer of the index. */
type StandIn<answer> = {
  /** The last answer among what the cache has. */
  find: (cached: unknown) => answer | null | undefined;
  /** What the chain says of it now. */
  check: (last: answer) => Promise<answer>;
  /** Where there is no last answer. */
  read?: (() => Promise<answer | undefined>) | undefined;
};

/**
 * Asks the index; while it does not answer, gives its last answer instead, with what the chain says now, or else what the chain alone knows, marked as
 * stale. Fails as the index does where there is neither.
 */
export async function orLastAnswer<answer extends object>(
  { signal, client, queryKey }: PlazaQueryContext,
  ask: () => Promise<answer | null>,
  { find, check, read }: StandIn<answer>,
): Promise<MaybeStale<answer> | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PlazaError) || !error.retryable || signal.aborted) throw error;
    const mark = { stale: true, staleReason: error.code } as const;
    const last = queryKey === undefined ? undefined : find(client?.getQueryData(queryKey));
    if (last) {
      const { staleFrom = "last_answer" } = last as MaybeStale<answer>;
      return { ...(await check(last)), ...mark, staleFrom };
    }
    // That the chain does not answer either says less than that the index does not.
    const found = await read?.().catch(() => undefined);
    if (!found) throw error;
    return { ...found, ...mark, staleFrom: "chain" };
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
    if (status !== "ACTIVE") return { ...listing, remaining: 0n };
    // The contract keeps what has expired until somebody takes it back.
    const isExpired = listing.expiry !== null && listing.expiry * 1000 <= Date.now();
    return { ...listing, price, remaining, status: isExpired ? "EXPIRED" : listing.status };
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
  const nodes = checked.filter(
    ({ remaining, status }, index) => page.nodes[index]?.status !== "ACTIVE" || (remaining > 0n && status === "ACTIVE"),
  );
  return { ...page, nodes, totalCount: page.totalCount - (page.nodes.length - nodes.length) };
}
