import type { CSSProperties, ReactNode } from "react";
import { type Address, isAddressEqual } from "viem";
import { shortHex } from "../ui/words.ts";
import { playerLabel, useTrader } from "./useTrader.ts";

/** A coloured medal that tells addresses apart at a glance. */
export function Avatar({ address }: { address: Address }): ReactNode {
  const hue = Number.parseInt(address.slice(2, 8), 16) % 360;
  const style: CSSProperties = {
    background: `conic-gradient(from ${hue}deg, hsl(${hue} 55% 46%), hsl(${(hue + 70) % 360} 55% 32%), hsl(${hue} 55% 46%))`,
  };
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {(playerLabel(address) ?? address.slice(2)).charAt(0).toUpperCase()}
    </span>
  );
}

/** An address as people know it: "You", a player's name, or its two ends. */
export function Who({ address, plain = false }: { address: Address; plain?: boolean }): ReactNode {
  const { address: me } = useTrader();
  const mine = me !== undefined && isAddressEqual(me, address);
  const name = mine ? "You" : (playerLabel(address) ?? shortHex(address));
  if (plain)
    return (
      <span className="nowrap" title={address}>
        {name}
      </span>
    );
  return (
    <span className="who" title={address}>
      <Avatar address={address} />
      <span>{name}</span>
    </span>
  );
}
