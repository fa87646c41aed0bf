import type { Credits } from "@plaza/sdk/query";
import { useCancel, useExecuteExit, useRequestExit } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { useChainNow } from "../../data/clock.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** Out of the vault without anybody's consent, after a wait. */
export function ExitPanel({ vault }: { vault: Credits | undefined }): ReactNode {
  return (
    <section className="panel panel-pad way">
      <h2>Exit on your own</h2>
      {vault !== undefined && vault.exiting > 0n ? <Exiting vault={vault} /> : <Request free={vault?.free} />}
    </section>
  );
}

function Request({ free }: { free: bigint | undefined }): ReactNode {
  const [text, setText] = useState("");
  const flow = useRequestExit();
  const amount = parseCredits(text);
  const problem = amountProblem(amount, free, "Your vault holds less than that.");
  const go = () => {
    if (amount === undefined || problem !== undefined) return;
    flow.mutate({ amount }, { onSuccess: () => setText("") });
  };
  return (
    <>
      <p className="soft">
        Needs no consent of anybody, but a wait longer than the longest auction. Cannot be bid with meanwhile.
      </p>
      <AmountField text={text} onChange={setText} maximum={free} problem={problem} />
      <button type="button" className="btn btn-wide" disabled={flow.isPending || problem !== undefined} onClick={go}>
        Start the exit
      </button>
      <FlowProgress flow={flow} done="The exit has begun." />
    </>
  );
}

function Exiting({ vault }: { vault: Credits }): ReactNode {
  const now = useChainNow();
  const take = useExecuteExit();
  const stop = useCancel();
  const busy = take.isPending || stop.isPending;
  const left = vault.exitableAt - now;
  return (
    <>
      <p className="soft">
        <Price amount={vault.exiting} />{" "}
        {left > 0 ? <>can be taken out in {formatCountdown(left)}.</> : "is ready to be taken out."}
      </p>
      <button
        type="button"
        className="btn btn-gold btn-wide"
        disabled={busy || left > 0}
        onClick={() => take.mutate({})}
      >
        Take it out
      </button>
      <button
        type="button"
        className="btn btn-quiet btn-wide"
        disabled={busy}
        onClick={() => stop.mutate({ exit: true })}
      >
        Stop the exit
      </button>
      <FlowProgress flow={take} done="It is in your wallet." />
      <FlowProgress flow={stop} done="The exit is stopped." />
    </>
  );
}
