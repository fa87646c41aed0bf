import type { Credits } from "@plaza/sdk/query";
import type { Funds } from "@plaza/sdk/relayer";
import type { ReactNode } from "react";
import { Price } from "../../ui/Price.tsx";

/** What the vault's money is doing: free to bid with, held by bids, on its way out. */
export function VaultBar({ vault, funds }: { vault: Credits | undefined; funds: Funds | undefined }): ReactNode {
  const parts = [
    { key: "available", label: "Available", amount: funds?.available },
    { key: "reserved", label: "Held by your bids", amount: funds?.reserved },
    { key: "pending", label: "Being withdrawn", amount: funds?.pendingWithdrawals },
    { key: "exiting", label: "Exiting", amount: vault?.exiting },
  ];
  const shown = parts.filter(({ key, amount }) => key === "available" || key === "reserved" || (amount ?? 0n) > 0n);
  const whole = parts.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n);
  const share = (amount: bigint | undefined) => (whole === 0n ? 0 : Number(((amount ?? 0n) * 1_000n) / whole) / 10);
  return (
    <>
      <div className="vault-bar" aria-hidden="true">
        {parts.map(({ key, amount }) => (
          <span key={key} className={`vault-${key}`} style={{ width: `${share(amount)}%` }} />
        ))}
      </div>
      <dl className="vault-parts">
        {shown.map(({ key, label, amount }) => (
          <div key={key}>
            <dt>
              <span className={`vault-dot vault-${key}`} />
              {label}
            </dt>
            <dd data-testid={`vault-${key}`}>{amount === undefined ? "…" : <Price amount={amount} />}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
