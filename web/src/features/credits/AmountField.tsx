import type { ReactNode } from "react";
import { formatEther } from "viem";
import { Field } from "../../ui/Field.tsx";

/** Why an amount will not do; nothing when it will. */
export function amountProblem(
  amount: bigint | undefined,
  maximum: bigint | undefined,
  tooMuch: string,
): string | undefined {
  if (amount === undefined) return "Type an amount, such as 120 or 12.5.";
  if (amount === 0n) return "The amount must be more than zero.";
  if (maximum !== undefined && amount > maximum) return tooMuch;
  return undefined;
}

/** An amount of Credits, with all there is at a press. */
export function AmountField({
  text,
  onChange,
  maximum,
  problem,
}: {
  text: string;
  onChange: (text: string) => void;
  maximum: bigint | undefined;
  /** None while it is under way: the cache has moved the money already. */
  problem: string | undefined;
}): ReactNode {
  return (
    <div className="amount">
      <Field
        label="Amount"
        money
        placeholder="0.00"
        value={text}
        onChange={onChange}
        problem={text === "" ? undefined : problem}
      />
      <button
        type="button"
        className="btn btn-small"
        disabled={maximum === undefined || maximum === 0n}
        onClick={() => maximum !== undefined && onChange(formatEther(maximum))}
      >
        All
      </button>
    </div>
  );
}
