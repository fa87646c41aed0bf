import { TransactionTimeoutError } from "@plaza/sdk";
import type { FlowRequirement, FlowStatus } from "@plaza/sdk/flows";
import type { FlowHook } from "@plaza/sdk/react";
import type { ReactNode } from "react";
import { Icon } from "../ui/Icon.tsx";
import { Trouble } from "../ui/Trouble.tsx";
import { useWatched } from "./watched.ts";
import "./flow.css";

/** Any of the SDK's flows, as far as it is shown. */
export type ShownFlow = Pick<
  FlowHook<never, object>,
  "id" | "status" | "state" | "requirements" | "error" | "data" | "retry" | "reset"
>;

const SAYING: Partial<Record<FlowStatus, string>> = {
  validating: "Looking whether it works",
  awaitingSignature: "Waiting for the signature",
  sending: "On its way",
  processing: "Confirmed, refreshing the shop",
};

/** Where a change stands, step by step; read out to those who listen. */
export function FlowProgress({
  flow,
  done,
  onRetry = flow.retry,
}: {
  flow: ShownFlow;
  /** What to say when it worked. */
  done: ReactNode;
  /** Tries it anew; by default goes on with what failed. */
  onRetry?: () => void;
}): ReactNode {
  const { id, status, state, requirements, error, data } = flow;
  useWatched(id);
  const passed = requirements.slice(0, state?.step ?? 0);
  return (
    <div aria-live="polite" className="flow" data-flow={status}>
      {status === "error" ? (
        <>
          {/* A button that promises to show something sends nothing; but what was sent is waited for. */}
          <Trouble
            error={error}
            onRetry={onRetry}
            onRefresh={error instanceof TransactionTimeoutError ? onRetry : flow.reset}
          />
          {passed.length === 0 ? null : (
            <p className="field-note">
              Done already, and not done again: {passed.map(({ label }) => label.toLowerCase()).join(", ")}.
            </p>
          )}
        </>
      ) : status === "success" ? (
        <div className="notice notice-ok">
          <Icon name="check" />
          <div className="notice-title">{done}</div>
          {data?.indexed === false ? (
            <p className="soft">It is done on the chain. The shop window is still catching up.</p>
          ) : null}
        </div>
      ) : status === "pending" ? (
        <Steps flow={flow} />
      ) : null}
    </div>
  );
}

function Steps({ flow: { state, requirements } }: { flow: ShownFlow }): ReactNode {
  const step = state?.step ?? 0;
  const saying = state === undefined ? undefined : SAYING[state.status];
  const all: readonly Pick<FlowRequirement, "label">[] =
    requirements.length === 0 ? [{ label: "Looking what it takes" }] : requirements;
  const over = state?.status === "processing";
  return (
    <ol className="flow-steps">
      {all.map(({ label }, index) => {
        const passed = index < step;
        const current = index === step && !over;
        return (
          <li key={label} className={passed ? "passed" : current ? "current" : ""}>
            <span className="flow-mark">
              {passed ? <Icon name="check" /> : current ? <span className="spinner" /> : index + 1}
            </span>
            <span>
              {label}
              {current && saying !== undefined ? <small>{saying}</small> : null}
            </span>
          </li>
        );
      })}
      {over ? (
        <li className="current">
          <span className="flow-mark">
            <span className="spinner" />
          </span>
          <span>{SAYING.processing}</span>
        </li>
      ) : null}
    </ol>
  );
}
