import type { ReactNode } from "react";
import { Icon } from "../ui/Icon.tsx";
import { Trouble } from "../ui/Trouble.tsx";
import type { FlowState } from "./types.ts";
import "./flow.css";

const SAYING: Record<FlowState["status"], string> = {
  idle: "",
  signing: "Waiting for the signature",
  sending: "Sent, waiting for a block",
  processing: "Confirmed, refreshing the shop",
  done: "Done",
  failed: "",
};

/** Where a change stands, step by step; read out to those who listen. */
export function FlowProgress({
  state,
  done,
  onRetry,
}: {
  state: FlowState;
  /** What to say when it worked. */
  done: ReactNode;
  onRetry?: () => void;
}): ReactNode {
  return (
    <div aria-live="polite" className="flow" data-flow={state.status}>
      {state.status === "failed" ? (
        <Trouble error={state.error} {...(onRetry === undefined ? {} : { onRetry })} />
      ) : state.status === "done" ? (
        <div className="notice notice-ok">
          <Icon name="check" />
          <div className="notice-title">{done}</div>
          {state.note === undefined ? null : <p className="soft">{state.note}</p>}
        </div>
      ) : state.status === "idle" ? null : (
        <ol className="flow-steps">
          {state.steps.map((label, index) => {
            const passed = index < state.step || state.status === "processing";
            const current = index === state.step && !passed;
            return (
              <li key={label} className={passed ? "passed" : current ? "current" : ""}>
                <span className="flow-mark">
                  {passed ? <Icon name="check" /> : current ? <span className="spinner" /> : index + 1}
                </span>
                <span>
                  {label}
                  {current ? <small>{SAYING[state.status]}</small> : null}
                </span>
              </li>
            );
          })}
          {state.status === "processing" ? (
            <li className="current">
              <span className="flow-mark">
                <span className="spinner" />
              </span>
              <span>{SAYING.processing}</span>
            </li>
          ) : null}
        </ol>
      )}
    </div>
  );
}
