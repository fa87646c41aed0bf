import type { Address } from "viem";
import { getBlockNumber } from "viem/actions";
import { getAction } from "viem/utils";
import type { PlazaClient } from "../actions/internal/types.ts";
import { getCreditsBalance } from "../actions/reads/getCreditsBalance.ts";
import { getVault } from "../actions/reads/getVault.ts";
import type { PlazaDeployment } from "../deployment.ts";
import type { GraphqlClient } from "../graphql/index.ts";
import { queryOf } from "./internal/options.ts";
import type { PlazaQueryOptions } from "./types.ts";

/** Credits of an account, smallest unit. */
export type CreditsHeld = {
  /** In the wallet. */
  wallet: bigint;
  /** In the vault; covers bids. */
  free: bigint;
  /** On its way out of the vault. */
  exiting: bigint;
  /** Proceeds that could not be pushed, and returned posts: can be withdrawn at once. */
  credit: bigint;
};

/** Where the index says something else than the chain said at the same block. */
export type CreditsDiscrepancy = {
  field: keyof CreditsHeld;
  chain: bigint;
  index: bigint;
  block: bigint;
};

/** An account's Credits by the chain, compared with the index. */
export type Credits = CreditsHeld & {
  /** Unix seconds from which `exiting` can be taken out; zero when there is no exit. */
  exitableAt: number;
  /** The chain's block that this was read at. */
  block: bigint;
  /**
   * What chain and index disagree about; empty when they agree. Null where they were not compared: no index was given, it did not
   * answer, or it moved on while it was asked.
   */
  discrepancies: CreditsDiscrepancy[] | null;
};

/** Where Credits are read. */
export type CreditsSource = {
  client: PlazaClient;
  deployment: Pick<PlazaDeployment, "chainId" | "credits" | "marketplace">;
  /** Compared with the chain, where given. */
  graphql?: GraphqlClient | undefined;
};

const COMPARE_MS = 3_000;

/**
 * An account's Credits by the chain, compared with what the index says of the same block. `useCredits` asks on events, on focus and
 * every five minutes.
 *
 * @example
 * ```ts
 * const { wallet, discrepancies } = await queryClient.fetchQuery(creditsQueryOptions(plaza, { account }));
 * ```
 */
export function creditsQueryOptions(
  source: CreditsSource,
  { account }: { account: Address },
): PlazaQueryOptions<Credits> {
  const { chainId, credits, marketplace } = source.deployment;
  const which = { account, credits, marketplace };
  return queryOf<Credits>("credits", String(chainId), which, async ({ signal, client: cache, queryKey }) => {
    const block = await getAction(source.client, getBlockNumber, "getBlockNumber")({ cacheTime: 0 });
    const limit = AbortSignal.any([signal, AbortSignal.timeout(COMPARE_MS)]);
    const comparison = compare(source, account, limit).catch(() => null);
    const { held, exitableAt } = await heldAt(source, account, block);
    const byChain = { ...held, exitableAt, block };
    // What is shown for the first time waits for no index.
    if (queryKey && !signal.aborted)
      cache?.setQueryData<Credits>(queryKey, (known) => known ?? { ...byChain, discrepancies: null });
    return { ...byChain, discrepancies: await comparison };
  });
}

async function heldAt(
  { client, deployment }: CreditsSource,
  account: Address,
  blockNumber: bigint,
): Promise<{ held: CreditsHeld; exitableAt: number }> {
  const { credits, marketplace } = deployment;
  const [wallet, { free, exiting, credit, exitableAt }] = await Promise.all([
    getCreditsBalance(client, { credits, account, blockNumber }),
    getVault(client, { marketplace, account, blockNumber }),
  ]);
  return { held: { wallet, free, exiting, credit }, exitableAt };
}

/** The index lags by a block or two, so that the chain is asked about the index's block, not about its own newest. */
async function compare(
  source: CreditsSource,
  account: Address,
  signal: AbortSignal,
): Promise<CreditsDiscrepancy[] | null> {
  const { graphql } = source;
  if (graphql === undefined) return null;
  const none = { first: 1 };
  const before = await graphql.getMeta({ signal });
  const indexed = await graphql.getAccount(
    { address: account, holdings: none, listings: none, auctions: none, trades: none },
    { signal },
  );
  const { block } = await graphql.getMeta({ signal });
  if (block !== before.block) return null;
  const { held } = await heldAt(source, account, block);
  const { free, exiting, credit } = indexed.vault;
  const index: CreditsHeld = { wallet: indexed.credits, free, exiting, credit };
  const fields = Object.keys(held) as (keyof CreditsHeld)[];
  return fields
    .filter((field) => held[field] !== index[field])
    .map((field) => ({ field, chain: held[field], index: index[field], block }));
}
