import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Address } from "viem";
import { SignInPrompt } from "../../account/SignInPrompt.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { fundsQuery, purseQuery, vaultQuery } from "../../data/queries.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Price } from "../../ui/Price.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Trouble } from "../../ui/Trouble.tsx";
import { CreditPanel } from "./CreditPanel.tsx";
import { DepositPanel } from "./DepositPanel.tsx";
import { ExitPanel } from "./ExitPanel.tsx";
import { VaultBar } from "./VaultBar.tsx";
import { WithdrawPanel } from "./WithdrawPanel.tsx";
import "./credits.css";

/** One's money: what is in the wallet, what lies in the vault, and every way in and out. */
export function CreditsPage(): ReactNode {
  const { address, pending } = useTrader();
  if (address === undefined) return pending ? null : <SignInPrompt reason="to see your Credits" />;
  return <Purse key={address} account={address} />;
}

function Purse({ account }: { account: Address }): ReactNode {
  const purse = useQuery(purseQuery(account));
  const vault = useQuery(vaultQuery(account));
  const funds = useQuery(fundsQuery(account));
  return (
    <>
      <title>My Credits · Plaza</title>
      <header className="page-head">
        <div>
          <h1>My Credits</h1>
          <p className="soft">Purchases are paid from the wallet. Bids are covered by the vault.</p>
        </div>
      </header>
      <div className="purse-top">
        <section className="panel panel-pad coffer" aria-label="Wallet">
          <span className="coffer-picture">
            <Glyph name="coin" />
          </span>
          <div>
            <span className="deal-label">In the wallet</span>
            {purse.data === undefined ? (
              purse.error === null ? (
                <Skeleton height="42px" width="180px" />
              ) : (
                <span className="bad">The chain does not answer</span>
              )
            ) : (
              <Price amount={purse.data} className="coffer-sum" />
            )}
            <p className="soft">Spend it in the market, or deposit it to bid.</p>
          </div>
        </section>
        <section className="panel panel-pad coffer" aria-label="Vault">
          <span className="coffer-picture">
            <Glyph name="vault" />
          </span>
          <div className="coffer-words">
            <span className="deal-label">In the vault</span>
            {vault.data === undefined ? (
              vault.error === null ? (
                <Skeleton height="42px" width="180px" />
              ) : (
                <span className="bad">The chain does not answer</span>
              )
            ) : (
              <Price amount={vault.data.free + vault.data.exiting} className="coffer-sum" />
            )}
            <VaultBar vault={vault.data} funds={funds.data} />
          </div>
        </section>
      </div>
      {funds.isError && funds.data === undefined ? (
        <Trouble error={funds.error} title="The auction house does not answer" onRetry={() => void funds.refetch()} />
      ) : null}
      {vault.data !== undefined && vault.data.credit > 0n ? (
        <CreditPanel account={account} credit={vault.data.credit} />
      ) : null}
      <div className="purse-ways">
        <DepositPanel account={account} purse={purse.data} />
        <WithdrawPanel account={account} available={funds.data?.available} />
        <ExitPanel account={account} vault={vault.data} />
      </div>
    </>
  );
}
