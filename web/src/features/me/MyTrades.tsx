import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isAddressEqual } from "viem";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import type { IndexedAccount } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Price } from "../../ui/Price.tsx";
import { Empty } from "../../ui/Trouble.tsx";

import { formatAgo, formatDate } from "../../ui/times.ts";
import { ThingRow } from "./ThingRow.tsx";

const SOURCES = { LISTING: "Listing", AUCTION: "Auction", SIGNED_LISTING: "Signed listing", OFFER: "Offer" } as const;

/** Every purchase and sale, paid to the last coin. */
export function MyTrades({ account }: { account: IndexedAccount }): ReactNode {
  const now = useChainNow();
  const { nodes, totalCount } = account.trades;
  if (nodes.length === 0) {
    return (
      <Empty picture={<Glyph name="trade" />} title="No trades yet">
        <p>Whatever you buy or sell is written down here, with what was paid and what the fee was.</p>
        <Link to="/" className="btn btn-gold">
          To the market
        </Link>
      </Empty>
    );
  }
  return (
    <>
      <ul className="rows" data-testid="my-trades">
        {nodes.map((trade) => {
          const sold = isAddressEqual(trade.seller, account.address);
          return (
            <ThingRow key={trade.id} item={trade.item}>
              <span className="row-fact">
                <small>{sold ? "Sold to" : "Bought from"}</small>
                <Who address={sold ? trade.buyer : trade.seller} />
              </span>
              <span className="row-fact">
                <small>
                  {trade.quantity > 1n ? `${formatCount(trade.quantity)} pieces for` : sold ? "Buyer paid" : "You paid"}
                </small>
                <Price amount={trade.total} exact />
              </span>
              <span className="row-fact">
                <small>{sold ? "Fee" : "Fee included"}</small>
                <Price amount={trade.fee} exact />
              </span>
              {trade.royalty === 0n ? null : (
                <span className="row-fact">
                  <small>{sold ? "Royalty" : "Royalty included"}</small>
                  <Price amount={trade.royalty} exact />
                </span>
              )}
              <span className="row-fact">
                <small>{sold ? "You received" : "Seller received"}</small>
                <Price amount={trade.proceeds} exact />
              </span>
              <span className="row-fact row-when" title={formatDate(trade.timestamp)}>
                <small>{SOURCES[trade.source]}</small>
                {formatAgo(trade.timestamp, now)}
              </span>
            </ThingRow>
          );
        })}
      </ul>
      {totalCount > nodes.length ? (
        <p className="soft drawer-note">
          The latest {formatCount(nodes.length)} of {formatCount(totalCount)} are shown.
        </p>
      ) : null}
    </>
  );
}
