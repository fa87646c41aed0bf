import type { ReactNode } from "react";
import { Who } from "../../account/Who.tsx";
import { useChainNow } from "../../data/clock.ts";
import type { Item } from "../../data/model.ts";
import { formatCount } from "../../ui/amounts.ts";
import { Price } from "../../ui/Price.tsx";
import { formatAgo, formatDate } from "../../ui/times.ts";

/** Every sale of this item through the Marketplace, newest first. */
export function TradeHistory({ item }: { item: Item }): ReactNode {
  const now = useChainNow();
  const trades = item.trades.nodes;
  if (trades.length === 0) return <p className="soft">Never sold here before.</p>;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th>When</th>
            <th>From</th>
            <th>To</th>
            {item.standard === "ERC1155" ? <th className="num">Units</th> : null}
            <th className="num">Paid</th>
          </tr>
        </thead>
        <tbody>
          {trades.map((trade) => (
            <tr key={trade.id}>
              <td title={formatDate(trade.timestamp)} className="nowrap">
                {formatAgo(trade.timestamp, now)}
              </td>
              <td>
                <Who address={trade.seller} plain />
              </td>
              <td>
                <Who address={trade.buyer} plain />
              </td>
              {item.standard === "ERC1155" ? <td className="num">{formatCount(trade.quantity)}</td> : null}
              <td className="num">
                <Price amount={trade.total} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
