import { type Address, formatEther } from "viem";
import { approveCredits } from "../../actions/credits/approveCredits.ts";
import { getCreditsAllowance } from "../../actions/reads/getCreditsAllowance.ts";
import { getCreditsBalance } from "../../actions/reads/getCreditsBalance.ts";
import { NotEnoughCreditsError } from "../../errors/flow.ts";
import type { Look } from "./asks.ts";
import { NOT_ALLOWED, rehearse } from "./rehearse.ts";
import type { PlanScope, Step } from "./scope.ts";
import { sendStep } from "./sendStep.ts";

/** Lets a contract take exactly so many Credits of the account's, unless it may already, or they are not `needed` any more. */
export function approveStep<parameters>(
  { credits }: { credits: Address },
  {
    spender,
    amount,
    look,
    needed = async () => true,
  }: { spender: Address; amount: bigint; look: Look; needed?: (scope: PlanScope) => Promise<boolean> },
): Step<parameters> {
  return sendStep({
    requirement: { type: "approve", label: "Allow the marketplace to take the Credits", amount, spender },
    action: approveCredits,
    args: () => ({ credits, spender, amount }),
    needed: async (scope) =>
      (await needed(scope)) &&
      (await getCreditsAllowance(scope.client, { credits, owner: scope.account.address, spender })) < amount,
    look,
  });
}

/** Whether the account must still allow what an action takes. Throws when it does not have so many, or when not only that keeps it from happening. */
export async function needsOnlyApproval(
  scope: PlanScope,
  { play, ...taken }: Parameters<typeof needsApproval>[1] & { play: () => Promise<unknown> },
): Promise<boolean> {
  const approve = await needsApproval(scope, taken);
  await rehearse(play(), NOT_ALLOWED.credits);
  return approve;
}

/** Whether the account must still allow it. Throws when it does not have so many. */
export async function needsApproval(
  { client, account, deployment: { credits } }: PlanScope,
  { spender, amount, held = amount }: { spender: Address; amount: bigint; held?: bigint | undefined },
): Promise<boolean> {
  const [balance, allowance] = await Promise.all([
    getCreditsBalance(client, { credits, account: account.address }),
    getCreditsAllowance(client, { credits, owner: account.address, spender }),
  ]);
  if (balance < held) throw new NotEnoughCreditsError({ missing: held - balance, words: formatEther(held - balance) });
  return allowance < amount;
}
