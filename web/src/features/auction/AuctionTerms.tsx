import type { ReactNode } from "react";
import { Who } from "../../account/Who.tsx";
import type { Auction } from "../../data/model.ts";
import { Price } from "../../ui/Price.tsx";
import { formatDate } from "../../ui/times.ts";

/** What the seller set. */
export function AuctionTerms({ auction }: { auction: Auction }): ReactNode {
  return (
    <dl className="facts">
      <div>
        <dt>Seller</dt>
        <dd>
          <Who address={auction.seller} />
        </dd>
      </div>
      <div>
        <dt>Start price</dt>
        <dd>
          <Price amount={auction.startPrice} />
        </dd>
      </div>
      <div>
        <dt>Reserve</dt>
        <dd>{auction.reservePrice === 0n ? "None" : <Price amount={auction.reservePrice} />}</dd>
      </div>
      <div>
        <dt>Buyout</dt>
        <dd>{auction.buyoutPrice === null ? "None" : <Price amount={auction.buyoutPrice} />}</dd>
      </div>
      <div>
        <dt>Each bid beats the last by</dt>
        <dd>{auction.incrementBps / 100} %</dd>
      </div>
      <div>
        <dt>Begins</dt>
        <dd>{formatDate(auction.start)}</dd>
      </div>
      <div>
        <dt>Ends</dt>
        <dd>{formatDate(auction.endsAt)}</dd>
      </div>
      <div>
        <dt>Fee, paid by the seller</dt>
        <dd>{auction.feeBps / 100} %</dd>
      </div>
      {auction.maxRoyaltyBps === 0 ? null : (
        <div>
          <dt>Royalty, paid by the seller</dt>
          <dd>up to {auction.maxRoyaltyBps / 100} %</dd>
        </div>
      )}
    </dl>
  );
}
