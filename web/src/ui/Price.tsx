import type { ReactNode } from "react";
import { exactCredits, formatCredits } from "./amounts.ts";
import { Glyph } from "./Glyph.tsx";

/** An amount of Credits with its coin; `exact` shows every digit, for what was really paid. */
export function Price({
  amount,
  className = "",
  exact = false,
}: {
  amount: bigint;
  className?: string;
  exact?: boolean;
}): ReactNode {
  return (
    <span className={`price ${className}`} title={`${exactCredits(amount)} Credits`}>
      <Glyph name="coin" />
      {formatCredits(amount, exact ? 18 : 2)}
      <span className="visually-hidden"> Credits</span>
    </span>
  );
}
