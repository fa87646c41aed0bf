import { auctionQueryOptions } from "@plaza/sdk/query";
import { useLiveAuctions, usePlaza } from "@plaza/sdk/react";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Address } from "viem";
import { useChainNow } from "../../data/clock.ts";
import { QUICK, STEADY } from "../../data/pace.ts";
import { Glyph } from "../../ui/Glyph.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Empty } from "../../ui/Trouble.tsx";
import { useMyBids } from "../auction/myBids.ts";
import { AuctionRow } from "./AuctionRow.tsx";

const SHOWN = 20;

/** Auctions that one bid in from this browser, the latest first. */
export function MyBids({ account }: { account: Address }): ReactNode {
  const now = useChainNow();
  const all = useMyBids(account);
  const ids = all.slice(0, SHOWN);
  const { graphql } = usePlaza();
  const { data: lives } = useLiveAuctions({ ids: ids }, { refetchInterval: QUICK, keepPrevious: true });
  const queries = ids.map((id) => ({ ...auctionQueryOptions(graphql, { id }), refetchInterval: STEADY }));
  const auctions = useQueries({ queries });
  if (ids.length === 0) {
    return (
      <Empty picture={<Glyph name="gavel" />} title="You have bid on nothing yet">
        <p>Auctions that you bid in from this browser gather here.</p>
        <Link to="/auctions" className="btn btn-gold">
          To the auctions
        </Link>
      </Empty>
    );
  }
  return (
    <>
      <ul className="rows" data-testid="my-bids">
        {auctions.map(({ data, isPending }, index) => {
          const id = ids[index];
          if (id === undefined || data === null) return null;
          if (data === undefined) return isPending ? <Skeleton key={id} height="76px" /> : null;
          return (
            <AuctionRow
              key={id}
              auction={data}
              live={lives?.find((live) => live.id === id)}
              now={now}
              bidder={account}
            />
          );
        })}
      </ul>
      {all.length > ids.length ? (
        <p className="soft drawer-note">
          The latest {ids.length} of {all.length} are shown.
        </p>
      ) : null}
    </>
  );
}
