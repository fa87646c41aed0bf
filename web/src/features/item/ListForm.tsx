import { feeSplit } from "@plaza/sdk";
import { useFee, useList } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { chainNow } from "../../data/clock.ts";
import type { Item } from "../../data/model.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { Choice, Field, QuantityField } from "../../ui/Field.tsx";
import { Price } from "../../ui/Price.tsx";
import { EXPIRIES, priceProblem } from "./saleRules.ts";

/** What a form to sell by is given. */
export interface SellFormProps {
  item: Item;
  /** Nothing once all of it is up for sale: then only how that went is shown. */
  holding: bigint;
  /** Told before anything is sent. */
  onBegin: () => void;
}

/** Price, how many, how long; and what the seller will have in hand. */
export function ListForm({ item, holding, onBegin }: SellFormProps): ReactNode {
  const [text, setText] = useState("");
  const [quantity, setQuantity] = useState(1n);
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number][0]>("0");
  const fee = useFee();
  const flow = useList();
  const stack = item.standard === "ERC1155";
  const price = parseCredits(text);
  const problem = priceProblem(price);
  const chosen = stack ? (quantity > holding ? holding : quantity) : 1n;

  function list(): void {
    if (price === undefined || problem !== undefined) return;
    onBegin();
    const until = expiry === "0" ? 0n : BigInt(chainNow()) + BigInt(expiry);
    const { token, standard, tokenId } = item;
    flow.mutate({ token, standard, tokenId, quantity: chosen, price, expiry: until });
  }

  const progress = <FlowProgress flow={flow} done="It is on the shelf." />;
  if (holding === 0n) return progress;
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
        disabled={flow.isPending || problem !== undefined}
        onClick={list}
      >
        {flow.isPending ? "Listing" : "Put it on the shelf"}
      </button>
      {progress}
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
