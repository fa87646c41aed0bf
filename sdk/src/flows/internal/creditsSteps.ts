import { type Address, formatEther } from "viem";
import { approveCredits } from "../../actions/credits/approveCredits.ts";
import { getCreditsAllowance } from "../../actions/reads/getCreditsAllowance.ts";
import { getCreditsBalance } from "../../actions/reads/getCreditsBalance.ts";
import { NotEnoughCreditsError } from "../../errors/flow.ts";
import type { PlanScope, Step } from "./scope.ts";
import { sendStep } from "./sendStep.ts";

/** Lets a contract take exactly so many Credits of the account's, unless it may already. */
export function approveStep<parameters>(
  { credits }: { credits: Address },
  { spender, amount }: { spender: Address; amount: bigint },
): Step<parameters> {
  return sendStep({
    requirement: { type: "approve", label: "Allow the marketplace to take the Credits", amount, spender },
    action: approveCredits,
    args: () => ({ credits, spender, amount }),
    needed: async ({ client, account }) =>
      (await getCreditsAllowance(client, { credits, owner: account.address, spender })) < amount,
  });
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
