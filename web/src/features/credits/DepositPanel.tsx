import { useDeposit } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** From the wallet into the vault. */
export function DepositPanel({ purse }: { purse: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const flow = useDeposit();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, purse, "Your wallet holds less than that.");
  const go = () => {
    if (amount === undefined || problem !== undefined) return;
    flow.mutate({ amount }, { onSuccess: () => setText("") });
  };
  return (
    <section className="panel panel-pad way">
      <h2>Deposit</h2>
      <p className="soft">Covers your bids from the next block on. Stays yours.</p>
      <AmountField text={text} onChange={setText} maximum={purse} problem={flow.isPending ? undefined : problem} />
      <button
        type="button"
        className="btn btn-gold btn-wide"
        data-testid="deposit"
        disabled={flow.isPending || problem !== undefined}
        onClick={go}
      >
        Deposit
      </button>
      <FlowProgress flow={flow} done="It is in your vault." />
    </section>
  );
}
