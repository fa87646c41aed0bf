import { feeSplit } from "@plaza/sdk";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { chainNow } from "../../data/clock.ts";
import type { Item } from "../../data/model.ts";
import { feeQuery } from "../../data/queries.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { listStep } from "../../flow/saleSteps.ts";
import { isBusy } from "../../flow/types.ts";
import { useFlow } from "../../flow/useFlow.ts";
import { parseCredits } from "../../ui/amounts.ts";
import { Choice, Field, QuantityField } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { EXPIRIES, priceProblem } from "./saleRules.ts";

/** Price, how many, how long; and what the seller will have in hand. */
export function ListForm({ item, holding }: { item: Item; holding: bigint }): ReactNode {
  const [text, setText] = useState("");
  const [quantity, setQuantity] = useState(1n);
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number][0]>("0");
  const fee = useQuery(feeQuery());
  const { state, run } = useFlow();
  const stack = item.standard === "ERC1155";
  const price = parseCredits(text);
  const problem = priceProblem(price);
  const chosen = stack ? (quantity > holding ? holding : quantity) : 1n;

  function list(): void {
    if (price === undefined || problem !== undefined) return;
    const until = expiry === "0" ? 0n : BigInt(chainNow()) + BigInt(expiry);
    const { token, standard, tokenId } = item;
    void run([listStep({ token, standard, tokenId, quantity: chosen }, price, until)]);
  }

  return (
    <>
      <div className="form-grid">
        <Field
          label={stack ? "Price of one" : "Price"}
          money
          placeholder="0.00"
          value={text}
          onChange={setText}
          problem={text === "" ? undefined : problem}
        />
        <Choice label="How long" value={expiry} options={EXPIRIES} onChange={setExpiry} />
        {stack ? <QuantityField label="How many" value={chosen} maximum={holding} onChange={setQuantity} /> : null}
      </div>
      {price !== undefined && problem === undefined && fee.data !== undefined ? (
        <Proceeds total={price * chosen} feeBps={fee.data} />
      ) : null}
      <button
        type="button"
        className="btn btn-gold btn-big btn-wide"
        data-testid="list"
        disabled={isBusy(state) || problem !== undefined}
        onClick={list}
      >
        {isBusy(state) ? "Listing" : "Put it on the shelf"}
      </button>
      <FlowProgress state={state} done="It is on the shelf." onRetry={list} />
    </>
  );
}

function Proceeds({ total, feeBps }: { total: bigint; feeBps: number }): ReactNode {
  const { fee, proceeds } = feeSplit({ amount: total, feeBps });
  return (
    <dl className="sums">
      <div>
        <dt>Buyers pay</dt>
        <dd>
          <Price amount={total} />
        </dd>
      </div>
      <div>
        <dt>Fee, {feeBps / 100} %</dt>
        <dd>
          <Price amount={fee} />
        </dd>
      </div>
      <div className="sums-total">
        <dt>You receive</dt>
        <dd>
          <Price amount={proceeds} />
        </dd>
      </div>
    </dl>
  );
}
