import type { ReactNode } from "react";
import { exactCredits, formatCredits } from "./amounts.ts";
import { Glyph } from "./Glyph.tsx";

/** An amount of Credits with its coin. */
export function Price({ amount, className = "" }: { amount: bigint; className?: string }): ReactNode {
  return (
    <span className={`price ${className}`} title={`${exactCredits(amount)} Credits`}>
      <Glyph name="coin" />
      {formatCredits(amount)}
      <span className="visually-hidden"> Credits</span>
    </span>
  );
}
