import { type ExecuteExitParameters, executeExit } from "../actions/vault/executeExit.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type ExecuteExitFlowParameters = Omit<ExecuteExitParameters, "marketplace">;

/**
 * Plans to take out what an exit has made ready.
 *
 * @throws ExitNotReadyError, NoExitError, PresentedBidsUncoveredError: while it plans, and again before the signature.
 *
 * @example
 * ```ts
 * await (await executeExitFlow({ client, deployment }, {})).run();
 * ```
 */
export const executeExitFlow = /* @__PURE__ */ transactFlow({
  kind: "executeExit",
  label: "Take the Credits out",
  action: executeExit,
  complete: (given: ExecuteExitFlowParameters, { marketplace }) => ({ ...given, marketplace }),
});
