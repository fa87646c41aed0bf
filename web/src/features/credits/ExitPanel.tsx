import type { Credits } from "@plaza/sdk/query";
import { useCancel, useExecuteExit, useRequestExit } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { useChainNow } from "../../data/clock.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { formatCountdown } from "../../ui/times.ts";
import { AmountField, amountProblem } from "./AmountField.tsx";

/** Out of the vault without anybody's consent, after a wait. How each part of it went stays in view, whatever the vault shows by then. */
export function ExitPanel({ vault }: { vault: Credits | undefined }): ReactNode {
  const request = useRequestExit();
  const take = useExecuteExit();
  const stop = useCancel();
  const flows = [request, take, stop];
  const busy = flows.some(({ isPending }) => isPending);
  const begin = (go: () => void) => () => {
    for (const flow of flows) flow.reset();
    go();
  };
  // While it is asked for, the cache shows it already, which the chain does not.
  const exiting = vault !== undefined && vault.exiting > 0n && !request.isPending ? vault : undefined;
  return (
    <section className="panel panel-pad way">
      <h2>Exit on your own</h2>
      {exiting === undefined ? (
        <Request free={vault?.free} busy={busy} request={request} begin={begin} />
      ) : (
        <Exiting
          vault={exiting}
          busy={busy}
          onTake={begin(() => take.mutate({}))}
          onStop={begin(() => stop.mutate({ exit: true }))}
        />
      )}
      <FlowProgress flow={request} done="The exit has begun." />
      <FlowProgress flow={take} done="It is in your wallet." />
      <FlowProgress flow={stop} done="The exit is stopped." />
    </section>
  );
}

function Request({
  free,
  busy,
  request,
  begin,
}: {
  free: bigint | undefined;
  busy: boolean;
  request: ReturnType<typeof useRequestExit>;
  begin: (go: () => void) => () => void;
}): ReactNode {
  const [text, setText] = useState("");
  const amount = parseCredits(text);
  const problem = amountProblem(amount, free, "Your vault holds less than that.");
  const go = begin(() => {
    if (amount !== undefined && problem === undefined) request.mutate({ amount });
  });
  return (
    <>
      <p className="soft">
        Needs no consent of anybody, but a wait longer than the longest auction. Cannot be bid with meanwhile.
      </p>
      <AmountField text={text} onChange={setText} maximum={free} problem={busy ? undefined : problem} />
      <button type="button" className="btn btn-wide" disabled={busy || problem !== undefined} onClick={go}>
        Start the exit
      </button>
    </>
  );
}

function Exiting({
  vault,
  busy,
  onTake,
  onStop,
}: {
  vault: Credits;
  busy: boolean;
  onTake: () => void;
  onStop: () => void;
}): ReactNode {
  const left = vault.exitableAt - useChainNow();
  return (
    <>
      <p className="soft">
        <Price amount={vault.exiting} />{" "}
        {left > 0 ? <>can be taken out in {formatCountdown(left)}.</> : "is ready to be taken out."}
      </p>
      <button type="button" className="btn btn-gold btn-wide" disabled={busy || left > 0} onClick={onTake}>
        Take it out
      </button>
      <button type="button" className="btn btn-quiet btn-wide" disabled={busy} onClick={onStop}>
        Stop the exit
      </button>
    </>
  );
}
