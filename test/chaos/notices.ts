import type { Notification } from "@plaza/sdk";
import { getAddress } from "viem";
import type { Crowd } from "./crowd.ts";
import type { Heard, Listeners } from "./listeners.ts";

/** How long a notice may take, from when what it tells of was acknowledged or final. */
const PROMISED_MS = 5_000;

export type Delivery = {
  /** Bids of which sellers who listen were to hear. */
  due: number;
  delivered: number;
  inTime: number;
  worstMs: number;
  /** Notices that were missing, or told twice. */
  faults: string[];
};

type NewBid = Extract<Notification, { kind: "new_bid" }>;

const isNewBid = (heard: Heard): heard is Heard & { notification: NewBid } => heard.notification.kind === "new_bid";

/**
 * Looks whether each seller who listens heard of each bid, once. A notice tells of all that came since the one before, and says of how
 * many bids: so their sum says through which sequence number he was told.
 */
export function deliveryOf(crowd: Crowd, listeners: Listeners): Delivery {
  const delivery: Delivery = { due: 0, delivered: 0, inTime: 0, worstMs: 0, faults: [] };
  const bidsByLot = Map.groupBy(crowd.placed, ({ lot }) => lot.id);
  for (const [listener, heard] of listeners.heard) {
    const sequences = heard.map(({ notification }) => notification.sequence);
    if (sequences.some((sequence, index) => sequence !== index + 1))
      delivery.faults.push(`${listener}: notices have other numbers than 1 to ${sequences.length}`);
    const noticesByLot = Map.groupBy(heard.filter(isNewBid), ({ notification }) => notification.data.auctionId);
    for (const lot of crowd.lots) {
      if (getAddress(lot.seller) !== getAddress(listener)) continue;
      const told: { through: bigint; at: number }[] = [];
      let through = 0n;
      for (const { notification, at } of noticesByLot.get(lot.id) ?? []) {
        through += BigInt(notification.data.bids);
        told.push({ through, at });
      }
      const bids = bidsByLot.get(lot.id)?.filter(({ receipt }) => receipt) ?? [];
      for (const { receipt, answeredAt } of bids) {
        if (receipt === undefined) continue;
        delivery.due += 1;
        const notice = told.find((candidate) => candidate.through >= receipt.sequence);
        if (notice === undefined) {
          delivery.faults.push(`${listener}: was not told of bid ${receipt.sequence} on ${lot.id}`);
          continue;
        }
        const late = Math.max(0, notice.at - answeredAt);
        delivery.delivered += 1;
        if (late <= PROMISED_MS) delivery.inTime += 1;
        delivery.worstMs = Math.max(delivery.worstMs, late);
      }
      if (through > BigInt(bids.length))
        delivery.faults.push(`${listener}: was told of ${through} of ${bids.length} bids`);
    }
  }
  return delivery;
}
