import type { VaultEvent } from "./chainEvents.ts";

/** One account's money in the vault as of the latest head, and what of it is too young to cover a bid. */
export type VaultFunds = {
  readonly free: bigint;
  readonly exiting: bigint;
  /** Additions to `free`, oldest first, kept until their block is final. */
  readonly recent: readonly { readonly blockNumber: number; readonly amount: bigint }[];
};

export const NO_FUNDS: VaultFunds = { free: 0n, exiting: 0n, recent: [] };

/** The account's money after an event that names it. */
export function applyVaultEvent(funds: VaultFunds, event: VaultEvent, blockNumber: number): VaultFunds {
  switch (event.name) {
    case "Deposited":
      return addFree(funds, event.amount, blockNumber);
    case "Withdrawn":
      return { ...funds, free: funds.free - event.amount };
    case "ExitRequested":
      return { ...funds, free: funds.free - event.amount, exiting: funds.exiting + event.amount };
    case "ExitCancelled":
      return { ...addFree(funds, event.amount, blockNumber), exiting: funds.exiting - event.amount };
    case "ExitExecuted":
      return { ...funds, exiting: funds.exiting - event.amount };
  }
}

/** The account's money after it paid for a settlement: free funds first, then what is on its way out (MECHANISM.md 13). */
export function payFromVault(funds: VaultFunds, amount: bigint): VaultFunds {
  const fromFree = amount < funds.free ? amount : funds.free;
  return { ...funds, free: funds.free - fromFree, exiting: funds.exiting - (amount - fromFree) };
}

/** Forgets additions whose block is final: they count like any other money. */
export function pruneRecent(funds: VaultFunds, finalized: number): VaultFunds {
  const recent = funds.recent.filter(({ blockNumber }) => blockNumber > finalized);
  return recent.length === funds.recent.length ? funds : { ...funds, recent };
}

/** Free funds that a reorg cannot take away: additions count when final, debits at once (MECHANISM.md 17). */
export function settledFree(funds: VaultFunds, finalized: number): bigint {
  let free = funds.free;
  for (const { blockNumber, amount } of funds.recent) if (blockNumber > finalized) free -= amount;
  return free > 0n ? free : 0n;
}

/**
 * What can cover one more bid or leave by a withdrawal.
 *
 * @param parameters.free - Free funds by {@link settledFree}.
 * @param parameters.reserved - Standing top bids of the account, the one being replaced left out.
 * @param parameters.pendingWithdrawals - Withdrawals signed, not yet executed and not surely expired.
 */
export function available({
  free,
  reserved,
  pendingWithdrawals,
}: {
  free: bigint;
  reserved: bigint;
  pendingWithdrawals: bigint;
}): bigint {
  const rest = free - reserved - pendingWithdrawals;
  return rest > 0n ? rest : 0n;
}

function addFree(funds: VaultFunds, amount: bigint, blockNumber: number): VaultFunds {
  return { ...funds, free: funds.free + amount, recent: [...funds.recent, { blockNumber, amount }] };
}
