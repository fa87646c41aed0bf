import { creditsQueryOptions } from "@plaza/sdk/query";
import { useCredits, usePlaza } from "@plaza/sdk/react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { isLocal } from "../settings.ts";
import { formatCredits } from "../ui/amounts.ts";
import { Icon } from "../ui/Icon.tsx";
import { Menu } from "../ui/Menu.tsx";
import { describeTrouble } from "../ui/trouble.ts";
import { shortHex } from "../ui/words.ts";
import { localPlayers } from "./players.ts";
import { playerLabel, useAccountSwitch, useTrader } from "./useTrader.ts";
import { Avatar } from "./Who.tsx";

/** Who trades here: what is in the purse, and a way to become somebody else. */
export function AccountMenu(): ReactNode {
  const { address, pending } = useTrader();
  const [open, setOpen] = useState(false);
  const { data: credits } = useCredits({ account: address });
  if (address === undefined) {
    return (
      <Menu
        open={open}
        onOpen={setOpen}
        label="Sign in"
        trigger={
          <button
            type="button"
            className="btn btn-gold"
            disabled={pending}
            onClick={() => setOpen(!open)}
            aria-expanded={open}
          >
            {pending ? "Connecting" : "Sign in"}
          </button>
        }
      >
        <AccountChoices onPick={() => setOpen(false)} />
      </Menu>
    );
  }
  const name = playerLabel(address) ?? shortHex(address);
  return (
    <Menu
      open={open}
      onOpen={setOpen}
      label="Account"
      trigger={
        <button
          type="button"
          className="purse"
          data-testid="account"
          aria-expanded={open}
          aria-label={`Account: ${name}`}
          onClick={() => setOpen(!open)}
        >
          <Avatar address={address} />
          <span className="purse-text">
            <span className="purse-name">{name}</span>
            <span className="purse-sum">
              {credits === undefined ? "…" : `${formatCredits(credits.wallet, 0)} Credits`}
            </span>
          </span>
        </button>
      }
    >
      <AccountChoices onPick={() => setOpen(false)} />
    </Menu>
  );
}

/** The ways in: the funded players of a local chain, and the browser's wallets. */
export function AccountChoices({ onPick }: { onPick: () => void }): ReactNode {
  const { address } = useTrader();
  const { play, wallets, connectWallet, leave, error, isPending } = useAccountSwitch();
  return (
    <>
      {isLocal ? (
        <>
          <p className="menu-head">Play as</p>
          {localPlayers().map(({ name, label, account }) => (
            <button
              key={name}
              type="button"
              role="menuitemradio"
              aria-checked={account.address === address}
              className="menu-item"
              data-testid={`play-${name}`}
              onClick={() => {
                play(name);
                onPick();
              }}
            >
              <Avatar address={account.address} />
              <span className="grow">
                {label}
                <small>{shortHex(account.address)}</small>
              </span>
              <PlayerPurse address={account.address} />
            </button>
          ))}
        </>
      ) : null}
      {wallets.length > 0 || !isLocal ? <p className="menu-head">Your own wallet</p> : null}
      {wallets.map((wallet) => (
        <button
          key={wallet.uid}
          type="button"
          role="menuitem"
          className="menu-item"
          disabled={isPending}
          // Where it fails, this stays to say so.
          onClick={() => void connectWallet(wallet).then(onPick, () => undefined)}
        >
          <Icon name="wallet" />
          <span className="grow">
            {wallet.name === "Injected" ? "Browser wallet" : wallet.name}
            {isPending ? <small>Look at your wallet</small> : null}
          </span>
        </button>
      ))}
      {wallets.length === 0 && !isLocal ? (
        <p className="menu-note">
          This browser has no wallet. Install one that injects itself into pages, then reload.
        </p>
      ) : null}
      {error === null ? null : (
        <p className="menu-note bad" role="alert">
          The wallet did not connect. {describeTrouble(error).message}
        </p>
      )}
      {address === undefined ? null : (
        <>
          <div className="menu-rule" />
          <Link to="/credits" className="menu-item" role="menuitem" onClick={onPick}>
            <Icon name="wallet" />
            <span className="grow">My Credits</span>
          </Link>
          <button
            type="button"
            role="menuitem"
            className="menu-item"
            onClick={() => {
              leave();
              onPick();
            }}
          >
            <Icon name="out" />
            <span className="grow">Sign out</span>
          </button>
        </>
      )}
    </>
  );
}

function PlayerPurse({ address }: { address: `0x${string}` }): ReactNode {
  const { data } = useQuery(creditsQueryOptions(usePlaza(), { account: address }));
  return <span className="dim nowrap">{data === undefined ? "" : formatCredits(data.wallet, 0)}</span>;
}
