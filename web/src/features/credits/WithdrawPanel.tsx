import { useWithdraw } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** Out of the vault at once: the relayer vouches that no bid stands on the money. */
export function WithdrawPanel({ available }: { available: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const flow = useWithdraw();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, available, "Less than that is available; the rest is held by your bids.");
  const go = () => {
    if (amount === undefined || problem !== undefined) return;
    flow.mutate({ amount }, { onSuccess: () => setText("") });
  };
  return (
    <section className="panel panel-pad way">
      <h2>Withdraw at once</h2>
      <p className="soft">The auction house co-signs, for it knows that none of your bids needs the money.</p>
      <AmountField text={text} onChange={setText} maximum={available} problem={flow.isPending ? undefined : problem} />
      <button
        type="button"
        className="btn btn-gold btn-wide"
        data-testid="withdraw"
        disabled={flow.isPending || available === undefined || problem !== undefined}
        onClick={go}
      >
        Withdraw
      </button>
      <FlowProgress flow={flow} done="It is in your wallet." />
    </section>
  );
}
