import type { LiveAuction } from "@plaza/sdk/relayer";
import { type Address, isAddressEqual } from "viem";
import type { ItemCore, Trade } from "../../data/model.ts";

/** Something that happened to the person while the page was open. */
export interface Notice {
  /** The same event never appears twice. */
  id: string;
  kind: "sold" | "outbid" | "won" | "lost" | "returned" | "newBid";
  /** Credits that matter here: proceeds, or the bid that stands now. */
  amount: bigint | undefined;
  item: ItemCore | undefined;
  auction: LiveAuction["id"] | undefined;
}

/** A sale by `me` since the page opened; purchases are one's own doing and need no news. */
export function noticeOfTrade(trade: Trade, me: Address): Notice | undefined {
  if (!isAddressEqual(trade.seller, me)) return undefined;
  return {
    id: `trade:${trade.id}`,
    kind: "sold",
    amount: trade.proceeds,
    item: trade.item,
    auction: trade.auction?.id,
  };
}

/** What a change of an auction means for `me`, who bid in it or sells in it. */
export function noticeOfAuction(
  before: LiveAuction,
  after: LiveAuction,
  me: Address,
  item: ItemCore | undefined,
): Notice | undefined {
  const notice = (kind: Notice["kind"], amount: bigint | undefined): Notice => ({
    id: `${kind}:${after.id}:${after.sequence}`,
    kind,
    amount,
    item,
    auction: after.id,
  });
  const iSell = isAddressEqual(after.seller, me);
  const ledBefore = before.topBid !== null && isAddressEqual(before.topBid.bidder, me);
  const leadsNow = after.topBid !== null && isAddressEqual(after.topBid.bidder, me);

  if (before.status !== after.status) {
    if (after.status === "settled" && !iSell) {
      const winner = after.settlement?.winner ?? after.topBid?.bidder;
      const won = winner !== undefined && isAddressEqual(winner, me);
      return notice(won ? "won" : "lost", after.settlement?.amount ?? after.topBid?.amount);
    }
    if (after.status === "returned" && iSell) return notice("returned", undefined);
  }
  if (ledBefore && !leadsNow && after.topBid !== null) return notice("outbid", after.topBid.amount);
  if (iSell && after.sequence > before.sequence && after.topBid !== null) return notice("newBid", after.topBid.amount);
  return undefined;
}
