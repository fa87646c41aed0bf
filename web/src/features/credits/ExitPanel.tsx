import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { useChainNow } from "../../data/clock.ts";
import type { VaultAccount } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { cancelExitStep, executeExitStep, requestExitStep } from "../../flow/vaultSteps.ts";
import { parseCredits } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** Out of the vault without anybody's consent, after a wait. */
export function ExitPanel({ account, vault }: { account: Address; vault: VaultAccount | undefined }): ReactNode {
  return (
    <section className="panel panel-pad way">
      <h2>Exit on your own</h2>
      {vault !== undefined && vault.exiting > 0n ? (
        <Exiting account={account} vault={vault} />
      ) : (
        <Request free={vault?.free} />
      )}
    </section>
  );
}

function Request({ free }: { free: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const { state, run } = useFlow();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, free, "Your vault holds less than that.");
  const go = async () => {
    if (amount === undefined || problem !== undefined) return;
    if (await run([requestExitStep(amount)])) setText("");
  };
  return (
    <>
      <p className="soft">
        Needs no consent of anybody, but a wait longer than the longest auction. Cannot be bid with meanwhile.
      </p>
      <AmountField text={text} onChange={setText} maximum={free} problem={problem} />
      <button
        type="button"
        className="btn btn-wide"
        disabled={isBusy(state) || problem !== undefined}
        onClick={() => void go()}
      >
        Start the exit
      </button>
      <FlowProgress state={state} done="The exit has begun." onRetry={() => void go()} />
    </>
  );
}

function Exiting({ account, vault }: { account: Address; vault: VaultAccount }): ReactNode {
  const now = useChainNow();
  const { state, run } = useFlow();
  const left = Number(vault.exitableAt) - now;
  const take = () => void run([executeExitStep(account)]);
  return (
    <>
      <p className="soft">
        <Price amount={vault.exiting} />{" "}
        {left > 0 ? <>can be taken out in {formatCountdown(left)}.</> : "is ready to be taken out."}
      </p>
      <button type="button" className="btn btn-gold btn-wide" disabled={isBusy(state) || left > 0} onClick={take}>
        Take it out
      </button>
      <button
        type="button"
        className="btn btn-quiet btn-wide"
        disabled={isBusy(state)}
        onClick={() => void run([cancelExitStep()])}
      >
        Stop the exit
      </button>
      <FlowProgress state={state} done="Done." onRetry={take} />
    </>
  );
}
