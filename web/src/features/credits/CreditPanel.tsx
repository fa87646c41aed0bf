import { useWithdrawCredit } from "@plaza/sdk/react";
import type { ReactNode } from "react";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { Price } from "../../ui/Price.tsx";

/** Proceeds that could not be paid out wait here. */
export function CreditPanel({ credit }: { credit: bigint }): ReactNode {
  const flow = useWithdrawCredit();
  if (credit === 0n && flow.isIdle) return null;
  return (
    <section className="panel panel-pad waiting-credit">
      {credit === 0n ? null : (
        <>
          <div>
            <h2>
              <Price amount={credit} exact /> wait for you
            </h2>
            <p className="soft">Proceeds that could not be paid out when they came in.</p>
          </div>
          <button type="button" className="btn btn-gold" disabled={flow.isPending} onClick={() => flow.mutate({})}>
            Collect
          </button>
        </>
      )}
      <FlowProgress
        flow={flow}
        done={
          flow.data === undefined ? null : (
            <>
              <Price amount={flow.data.amount} exact /> are in your wallet.
            </>
          )
        }
      />
    </section>
  );
}
