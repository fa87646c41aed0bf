import { useCredits, useFunds } from "@plaza/sdk/react";
import type { ReactNode } from "react";
import type { Address } from "viem";
import { SignInPrompt } from "../../account/SignInPrompt.tsx";
import { useTrader } from "../../account/useTrader.ts";
import { QUICK } from "../../data/pace.ts";
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
  const { data: credits, error } = useCredits({ account });
  const funds = useFunds({ account }, { refetchInterval: QUICK });
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
            {credits === undefined ? (
              error === null ? (
                <Skeleton height="42px" width="180px" />
              ) : (
                <span className="bad">The chain does not answer</span>
              )
            ) : (
              <Price amount={credits.wallet} className="coffer-sum" />
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
            {credits === undefined ? (
              error === null ? (
                <Skeleton height="42px" width="180px" />
              ) : (
                <span className="bad">The chain does not answer</span>
              )
            ) : (
              <Price amount={credits.free + credits.exiting} className="coffer-sum" />
            )}
            <VaultBar vault={credits} funds={funds.data} />
          </div>
        </section>
      </div>
      {funds.isError && funds.data === undefined ? (
        <Trouble error={funds.error} title="The auction house does not answer" onRetry={() => void funds.refetch()} />
      ) : null}
      <CreditPanel credit={credits?.credit ?? 0n} />
      <div className="purse-ways">
        <DepositPanel purse={credits?.wallet} />
        <WithdrawPanel available={funds.data?.available} />
        <ExitPanel vault={credits} />
      </div>
    </>
  );
}
