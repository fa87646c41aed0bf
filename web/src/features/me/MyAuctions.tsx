import { useLiveAuctions } from "@plaza/sdk/react";
import type { ReactNode } from "react";
import { useChainNow } from "../../data/clock.ts";
import type { Auction } from "../../data/model.ts";
import { QUICK } from "../../data/pace.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Empty } from "../../ui/Trouble.tsx";
import { AuctionRow } from "./AuctionRow.tsx";

/** What one has under the hammer. */
export function MyAuctions({ auctions }: { auctions: readonly Auction[] }): ReactNode {
  const now = useChainNow();
  const { data: lives } = useLiveAuctions(
    { ids: auctions.map(({ id }) => id) },
    { refetchInterval: QUICK, keepPrevious: true },
  );
  if (auctions.length === 0) {
    return (
      <Empty picture={<Glyph name="gavel" />} title="You have auctioned nothing yet">
        <p>Open one of your items and choose to auction it.</p>
      </Empty>
    );
  }
  return (
    <ul className="rows" data-testid="my-auctions">
      {auctions.map((auction) => (
        <AuctionRow key={auction.id} auction={auction} live={lives?.find(({ id }) => id === auction.id)} now={now} />
      ))}
    </ul>
  );
}
