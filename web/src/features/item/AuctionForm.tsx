import { useCreateAuction } from "@plaza/sdk/react";
import { type ReactNode, useState } from "react";
import { chainNow } from "../../data/clock.ts";
import { FlowProgress } from "../../flow/FlowProgress.tsx";
import { parseCredits } from "../../ui/amounts.ts";
import { Choice, Field, QuantityField } from "../../ui/Field.tsx";
import type { SellFormProps } from "./ListForm.tsx";
import { buyoutProblem, DURATIONS, INCREMENTS, priceProblem, ROYALTIES, STARTS } from "./saleRules.ts";

/** Start price, reserve, when and how long. */
export function AuctionForm({ item, holding, onBegin }: SellFormProps): ReactNode {
  const [startText, setStartText] = useState("");
  const [reserveText, setReserveText] = useState("");
  const [buyoutText, setBuyoutText] = useState("");
  const [quantity, setQuantity] = useState(1n);
  const [duration, setDuration] = useState<(typeof DURATIONS)[number][0]>("3600");
  const [begin, setBegin] = useState<(typeof STARTS)[number][0]>("0");
  const [increment, setIncrement] = useState<(typeof INCREMENTS)[number][0]>("500");
  const [royalty, setRoyalty] = useState<(typeof ROYALTIES)[number][0]>("0");
  const flow = useCreateAuction();
  const stack = item.standard === "ERC1155";
  const startPrice = parseCredits(startText);
  const startProblem = priceProblem(startPrice);
  const reserve = reserveText === "" ? 0n : parseCredits(reserveText);
  const reserveProblem = reserveText === "" ? undefined : priceProblem(reserve);
  const buyout = buyoutText === "" ? 0n : parseCredits(buyoutText);
  const firstBid = max(startPrice ?? 0n, reserve ?? 0n);
  const buyoutTrouble = buyoutText === "" ? undefined : buyoutProblem(buyout, firstBid);
  const chosen = stack ? (quantity > holding ? holding : quantity) : 1n;
  const ready = [startProblem, reserveProblem, buyoutTrouble].every((problem) => problem === undefined);

  function open(): void {
    if (startPrice === undefined || reserve === undefined || buyout === undefined || !ready) return;
    onBegin();
    const start = BigInt(chainNow()) + BigInt(begin);
    const { token, standard, tokenId } = item;
    flow.mutate({
      ...{ token, standard, tokenId, quantity: chosen },
      startPrice,
      reservePrice: reserve,
      start,
      end: start + BigInt(duration),
      incrementBps: BigInt(increment),
      buyoutPrice: buyout,
      maxRoyaltyBps: Number(royalty),
    });
  }

  const progress = <FlowProgress flow={flow} done="The auction is set up." />;
  if (holding === 0n) return progress;
  return (
    <>
      <div className="form-grid">
        <Field
          label="Start price"
          money
          placeholder="0.00"
          value={startText}
          onChange={setStartText}
          note="The lowest first bid."
          problem={startText === "" ? undefined : startProblem}
        />
        <Field
          label="Reserve"
          hint="optional"
          money
          placeholder="none"
          value={reserveText}
          onChange={setReserveText}
          note="Bids start here if it is above the start price."
          problem={reserveProblem}
        />
        <Field
          label="Buyout price"
          hint="optional"
          money
          placeholder="none"
          value={buyoutText}
          onChange={setBuyoutText}
          note="Whoever pays this has it at once, and the auction ends."
          problem={buyoutTrouble}
        />
        <Choice label="Runs for" value={duration} options={DURATIONS} onChange={setDuration} />
        <Choice label="Starts" value={begin} options={STARTS} onChange={setBegin} />
        <Choice label="Each bid beats the last by" value={increment} options={INCREMENTS} onChange={setIncrement} />
        <Choice label="Royalty to its creator" value={royalty} options={ROYALTIES} onChange={setRoyalty} />
        {stack ? (
          <QuantityField label="How many, together" value={chosen} maximum={holding} onChange={setQuantity} />
        ) : null}
      </div>
      <p className="field-note">Once it has started you cannot call it off. If nobody bids, you get the item back.</p>
      <button
        type="button"
        className="btn btn-gold btn-big btn-wide"
        data-testid="create-auction"
        disabled={flow.isPending || !ready}
        onClick={open}
      >
        {flow.isPending ? "Opening the auction" : "Open the auction"}
      </button>
      {progress}
    </>
  );
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
