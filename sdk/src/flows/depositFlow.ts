import type { Address, Hash } from "viem";
import { deposit } from "../actions/vault/deposit.ts";
import { approveStep, needsOnlyApproval } from "./internal/creditsSteps.ts";
import { defineFlow } from "./internal/defineFlow.ts";
import { NOT_ALLOWED } from "./internal/rehearse.ts";
import type { PlanScope, Sent } from "./internal/scope.ts";
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
    const steps = (await look(scope, parameters)) ? ["approve", "deposit"] : ["deposit"];
    return { steps, parameters };
  },

  steps(parameters, { credits, marketplace }) {
    const { amount, beneficiary } = parameters;
    return {
      approve: approveStep({ credits }, { spender: marketplace, amount, look: (scope) => look(scope, parameters) }),
      deposit: sendStep({
        requirement: { type: "transact", label: "Deposit into the vault", amount },
        action: deposit,
        args: () => ({ marketplace, amount, beneficiary }),
        lacks: { names: NOT_ALLOWED.credits, step: "approve" },
      }),
    };
  },

  result(outcomes, { amount }) {
    return { transaction: (outcomes.at(-1) as Sent<unknown>).hash, amount };
  },
});

function look(scope: PlanScope, parameters: DepositFlowParameters): Promise<boolean> {
  const { client, account, deployment } = scope;
  const { marketplace } = deployment;
  return needsOnlyApproval(scope, {
    spender: marketplace,
    amount: parameters.amount,
    play: () => deposit.simulate(client, { ...parameters, marketplace, account }),
  });
}
