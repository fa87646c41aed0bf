import { type IndexedListing, listingTerms, toPlazaError } from "@plaza/sdk";
import { useBuy } from "@plaza/sdk/react";
import { formatEther } from "viem";

/** One listing, and its purchase: the flow says in words where it stands, and what stands in the way. */
export function Card({ listing }: { listing: IndexedListing }) {
  const { mutate: buy, state, error, isPending } = useBuy();
  const { name, icon, rarity, itemType } = listing.item;
  return (
    <li data-rarity={rarity ?? undefined}>
      <svg viewBox="0 0 512 512" role="img" aria-label={name}>
        <path d={icon ?? ""} />
      </svg>
      <h2>{name}</h2>
      <p>{[rarity, itemType].filter(Boolean).join(" ").toLowerCase()}</p>
      <button
        type="button"
        disabled={isPending}
        onClick={() => buy({ terms: listingTerms(listing), maxTotal: listing.price, permit: true })}
      >
        {isPending ? (state?.message ?? "Looking…") : `Buy for ${formatEther(listing.price)}`}
      </button>
      {error && <p role="alert">{toPlazaError(error).shortMessage}</p>}
    </li>
  );
}
