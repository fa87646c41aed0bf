import type { Address, Hash } from "viem";
import type { ContractCall, WriteAction } from "../../actions/internal/types.ts";
import type { PlazaDeployment } from "../../deployment.ts";
import type { PlazaError } from "../../errors/base.ts";
import { defineFlow, type FlowFunction } from "./defineFlow.ts";
import type { PlanScope, Sent } from "./scope.ts";
import { sendStep } from "./sendStep.ts";

type TransactFlow<given extends object, args extends given, event> = {
  kind: string;
  label: string;
  action: WriteAction<args, ContractCall, event>;
  /** Completes what is given by the deployment's addresses, and by what must stay the same each time. */
  complete: (given: given, deployment: PlazaDeployment) => args;
  /** The contract that must have told of it; the one that is called by default. */
  emitter?: ((args: args) => Address) | undefined;
  reword?: ((error: PlazaError) => PlazaError) | undefined;
};

/** A flow of one transaction, which is played on the chain's state while it is planned. */
export function transactFlow<given extends object, args extends given, event extends object>({
  kind,
  label,
  action,
  complete,
  emitter,
  reword,
}: TransactFlow<given, args, event>): FlowFunction<given, event & { transaction: Hash }> {
  return defineFlow<given, args, event & { transaction: Hash }>({
    kind,
    async plan({ client, account, deployment }: PlanScope, given) {
      const parameters = complete(given, deployment);
      await action.simulate(client, { ...parameters, account });
      return { steps: ["transact"], parameters };
    },
    steps(planned, deployment) {
      // A plan comes from a store that others may have written to: whom it calls is the deployment's to say.
      const args = complete(planned, deployment);
      return {
        transact: sendStep({
          requirement: { type: "transact", label },
          action,
          args: () => args,
          emitter: emitter?.(args),
        }),
      };
    },
    reword,

    result(outcomes) {
      const { hash, event } = outcomes[0] as Sent<event>;
      return { ...event, transaction: hash };
    },
  });
}
