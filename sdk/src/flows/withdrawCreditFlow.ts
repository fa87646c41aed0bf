import { type WithdrawCreditParameters, withdrawCredit } from "../actions/vault/withdrawCredit.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type WithdrawCreditFlowParameters = Omit<WithdrawCreditParameters, "marketplace">;

/**
 * Plans to collect proceeds that could not be pushed, and returned posts.
 *
 * @throws NoCreditError, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * const { amount } = await (await withdrawCreditFlow({ client, deployment }, {})).run();
 * ```
 */
export const withdrawCreditFlow = /* @__PURE__ */ transactFlow({
  kind: "withdrawCredit",
  label: "Collect the Credits",
  action: withdrawCredit,
  complete: (given: WithdrawCreditFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
