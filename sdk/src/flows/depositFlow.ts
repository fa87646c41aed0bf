import type { Address, Hash } from "viem";
import { deposit } from "../actions/vault/deposit.ts";
import { approveStep, needsApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import type { Sent } from "./internal/scope.ts";
import { sendStep } from "./internal/sendStep.ts";

export type DepositFlowParameters = {
  /** Smallest unit of the currency. */
  amount: bigint;
  /** Whose vault account it goes to; the sender's by default. */
  beneficiary?: Address | undefined;
};

export type DepositFlowResult = { transaction: Hash; amount: bigint };

/**
 * Plans a deposit into the vault, where it covers bids: an approval of exactly so much where there is none, then the deposit.
 *
 * @throws NotEnoughCreditsError, ZeroQuantityError, DepositShortError.
 *
 * @example
 * ```ts
 * const flow = await depositFlow({ client, deployment }, { amount: parseEther("500") });
 * await flow.run();
 * ```
 */
export const depositFlow = /* @__PURE__ */ defineFlow<DepositFlowParameters, DepositFlowParameters, DepositFlowResult>({
  kind: "deposit",

  async plan(scope, parameters) {
    const { amount } = parameters;
    const approve = await needsApproval(scope, { spender: scope.deployment.marketplace, amount });
    return { steps: approve ? ["approve", "deposit"] : ["deposit"], parameters };
  },

  steps({ amount, beneficiary }, { credits, marketplace }) {
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount }),
      deposit: sendStep({
        requirement: { type: "transact", label: "Deposit into the vault", amount },
        action: deposit,
        args: () => ({ marketplace, amount, beneficiary }),
      }),
    };
  },

  result(outcomes, { amount }) {
    return { transaction: (outcomes.at(-1) as Sent<unknown>).hash, amount };
  },
});
