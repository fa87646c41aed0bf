import { type RequestExitParameters, requestExit } from "../actions/vault/requestExit.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type RequestExitFlowParameters = Omit<RequestExitParameters, "marketplace">;

/**
 * Plans to start the way out of the vault that needs nobody's consent, and EXIT_DELAY of patience. `executeExitFlow` ends it,
 * `cancelFlow` with `exit: true` takes it back.
 *
 * @throws InsufficientFreeError, ZeroQuantityError: while it plans, and again before the signature.
 *
 * @example
 * ```ts
 * const { exitableAt } = await (await requestExitFlow({ client, deployment }, { amount: parseEther("100") })).run();
 * ```
 */
export const requestExitFlow = /* @__PURE__ */ transactFlow({
  kind: "requestExit",
  label: "Start the exit",
  action: requestExit,
  complete: (given: RequestExitFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
