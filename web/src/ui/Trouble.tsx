import type { Recovery } from "@plaza/sdk";
import type { MaybeStale } from "@plaza/sdk/query";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isLocal } from "../settings.ts";
import { Icon } from "./Icon.tsx";
import { describeTrouble } from "./trouble.ts";

/** Where another try can help; one asks the wallet for its chain again. */
const RETRIED: readonly Recovery[] = ["retry", "check_connection", "connect_wallet", "switch_chain"];

/** What went wrong, and a button for what helps. */
export function Trouble({
  error,
  title,
  onRetry,
  onRefresh = onRetry,
}: {
  error: unknown;
  title?: string;
  onRetry?: () => void;
  /** Where to show what is there now is another thing than to try it again. */
  onRefresh?: () => void;
}): ReactNode {
  const { message, recovery, declined } = describeTrouble(error);
  const queries = useQueryClient();
  const asking = (then: (() => void) | undefined) => () => {
    void queries.invalidateQueries({ queryKey: ["plaza"] });
    then?.();
  };
  return (
    <div className={`notice ${declined ? "notice-warn" : "notice-bad"}`} role="alert">
      <Icon name="alert" />
      {title === undefined ? null : <p className="notice-title">{title}</p>}
      <p className={title === undefined ? "notice-title" : "soft"}>{message}</p>
      {recovery === "check_connection" ? (
        <p className="soft">
          {isLocal ? "Is the local Plaza running? npm start brings it up." : "Check your connection."} This page keeps
          asking.
        </p>
      ) : null}
      {recovery === "connect_wallet" ? <p className="soft">Sign in again at the top of the page.</p> : null}
      <div className="notice-actions">
        {recovery === "top_up" || recovery === "view_credits" ? (
          <Link to="/credits" className="btn btn-small">
            Go to my Credits
          </Link>
        ) : null}
        {recovery === "sell_items" ? (
          <Link to="/me" className="btn btn-small">
            Sell some of my items
          </Link>
        ) : null}
        {recovery === "browse_similar" ? (
          <Link to="/" className="btn btn-small">
            Find something similar
          </Link>
        ) : null}
        {recovery === "refresh_listings" ? (
          <button type="button" className="btn btn-small" onClick={asking(onRefresh)}>
            <Icon name="refresh" /> Show what is there now
          </button>
        ) : null}
        {recovery !== undefined && RETRIED.includes(recovery) && onRetry !== undefined ? (
          <button type="button" className="btn btn-small" onClick={asking(onRetry)}>
            <Icon name="refresh" /> Try again
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** The index is away: what is shown are its last words with what the chain says, or what the chain alone knows; and why that is. */
export function StaleNote({ of }: { of: MaybeStale<object> | undefined }): ReactNode {
  if (!of?.stale) return null;
  const isOfChain = of.staleFrom === "chain";
  return (
    <div className="notice notice-warn" role="status" data-testid="stale">
      <Icon name="clock" />
      <p className="notice-title">
        {isOfChain ? "Shown from the chain alone" : "New listings cannot be shown right now"}
      </p>
      <p className="soft">
        {isOfChain
          ? "Price and what is left are right; what was sold before cannot be shown right now."
          : "These are the last that were known; prices and what is left are the chain's."}{" "}
        You can still buy. <span className="dim">({of.staleReason})</span>
      </p>
    </div>
  );
}

/** Nothing here, and what to do next. */
export function Empty({
  picture,
  title,
  children,
}: {
  picture: ReactNode;
  title: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      {picture}
      <h3>{title}</h3>
      {children}
    </div>
  );
}
