import type { ReactNode } from "react";
import type { Address } from "viem";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { withdrawCreditStep } from "../../flow/vaultSteps.ts";
import { Price } from "../../ui/Price.tsx";

/** Proceeds that could not be paid out wait here. */
export function CreditPanel({ account, credit }: { account: Address; credit: bigint }): ReactNode {
  const { state, run } = useFlow();
  const collect = () => void run([withdrawCreditStep(account)]);
  return (
    <section className="panel panel-pad waiting-credit">
      <div>
        <h2>
          <Price amount={credit} /> wait for you
        </h2>
        <p className="soft">Proceeds that could not be paid out when they came in.</p>
      </div>
      <button type="button" className="btn btn-gold" disabled={isBusy(state)} onClick={collect}>
        Collect
      </button>
      <FlowProgress state={state} done="Collected." onRetry={collect} />
    </section>
  );
}
