import type { Notification, NotificationItem } from "@plaza/sdk/relayer";
import type { Hex } from "viem";

/** Where a notification leads. */
export type Target = { to: "auction"; id: Hex } | { to: "item"; item: NotificationItem } | { to: "credits" };

/** A notification as the page says it. */
export interface Words {
  title: string;
  /** Before the amount; empty where the amount speaks for itself. */
  text: string;
  amount: bigint | undefined;
  item: NotificationItem | undefined;
  target: Target;
  isGood: boolean;
}

/** What to say of a notification. */
export function wordsOf(notification: Notification): Words {
  const { kind, data } = notification;
  if (kind === "credits_received")
    return {
      ...{ title: "Credits wait for you", text: "to withdraw", amount: data.amount, item: undefined },
      ...{ target: { to: "credits" }, isGood: true },
    };
  const { item } = data;
  const words = (title: string, text: string, amount: bigint | undefined, isGood: boolean): Words => {
    const target: Target = "auctionId" in data ? { to: "auction", id: data.auctionId } : { to: "item", item };
    return { title, text, amount, item, target, isGood };
  };
  switch (kind) {
    case "item_sold":
      return words(
        "Sold",
        data.buyerName === null ? "you received" : `to ${data.buyerName}, you received`,
        data.proceeds,
        true,
      );
    case "new_bid":
      return words(data.bids > 1 ? `${data.bids} new bids` : "New bid", "now at", data.amount, true);
    case "outbid":
      return words("You have been outbid", "now at", data.amount, false);
    case "auction_won":
      return words("You won", "for", data.amount, true);
    case "auction_lost":
      return data.amount === null
        ? words("Nobody got it", "it went back to its seller", undefined, false)
        : words("Won by somebody else", "for", data.amount, false);
    case "auction_unsold":
      return words("Ended without a sale", "", undefined, false);
    case "auction_cancelled":
      return words("Auction called off", "", undefined, false);
    case "settlement_delayed":
      return words("Settlement takes longer", "nothing is lost", undefined, false);
    case "offer_received":
      return words("Offer for your item", "", data.total, true);
    case "offer_accepted":
      return words("Your offer was accepted", "for", data.total, true);
  }
}
