import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { approveStep, depositStep } from "../../flow/steps.ts";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { parseCredits } from "../../ui/amounts.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** From the wallet into the vault. */
export function DepositPanel({ account, purse }: { account: Address; purse: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const { state, run } = useFlow();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, purse, "Your wallet holds less than that.");
  const go = async () => {
    if (amount === undefined || problem !== undefined) return;
    if (await run([approveStep(account, amount), depositStep(account, amount)])) setText("");
  };
  return (
    <section className="panel panel-pad way">
      <h2>Deposit</h2>
      <p className="soft">Covers your bids from the next block on. Stays yours.</p>
      <AmountField text={text} onChange={setText} maximum={purse} problem={problem} />
      <button
        type="button"
        className="btn btn-gold btn-wide"
        data-testid="deposit"
        disabled={isBusy(state) || problem !== undefined}
        onClick={() => void go()}
      >
        Deposit
      </button>
      <FlowProgress state={state} done="It is in your vault." onRetry={() => void go()} />
    </section>
  );
}
