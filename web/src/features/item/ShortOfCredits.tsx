import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCost } from "../../ui/amounts.ts";
import { Icon } from "../../ui/Icon.tsx";

/** The purse does not hold enough: how much is missing, and where it could come from. */
export function ShortOfCredits({ missing }: { missing: bigint }): ReactNode {
  return (
    <div className="notice notice-warn">
      <Icon name="alert" />
      <p className="notice-title">You are {formatCost(missing)} Credits short</p>
      <p className="soft">Sell something, or take Credits out of your vault.</p>
      <div className="notice-actions">
        <Link to="/me" className="btn btn-small">
          Sell some of my items
        </Link>
        <Link to="/credits" className="btn btn-small">
          My Credits
        </Link>
      </div>
    </div>
  );
}
