import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { withdrawSteps } from "../../flow/vaultSteps.ts";
import { parseCredits } from "../../ui/amounts.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** Out of the vault at once: the relayer vouches that no bid stands on the money. */
export function WithdrawPanel({ account, available }: { account: Address; available: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const { state, run } = useFlow();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, available, "Less than that is available; the rest is held by your bids.");
  const go = async () => {
    if (amount === undefined || problem !== undefined) return;
    if (await run(withdrawSteps(account, amount))) setText("");
  };
  return (
    <section className="panel panel-pad way">
      <h2>Withdraw at once</h2>
      <p className="soft">The auction house co-signs, for it knows that none of your bids needs the money.</p>
      <AmountField text={text} onChange={setText} maximum={available} problem={problem} />
      <button
        type="button"
        className="btn btn-gold btn-wide"
        data-testid="withdraw"
        disabled={isBusy(state) || available === undefined || problem !== undefined}
        onClick={() => void go()}
      >
        Withdraw
      </button>
      <FlowProgress state={state} done="It is in your wallet." onRetry={() => void go()} />
    </section>
  );
}
