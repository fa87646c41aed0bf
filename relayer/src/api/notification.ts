import { z } from "@hono/zod-openapi";
import type { StoredNotice } from "../domain/notices.ts";
import { address, amount, hash, time } from "./schemas.ts";
import { isoTime } from "./wire.ts";

const item = z.object({ token: address, tokenId: amount, quantity: amount }).openapi("NotificationItem");
const auction = { auctionId: hash, item };

const common = {
  sequence: z.int().meta({ description: "Gapless within the account, from 1." }),
  happenedAt: time,
  readAt: time.nullable(),
};

const kind = <name extends StoredNotice["kind"], shape extends z.core.$ZodLooseShape>(name: name, data: shape) =>
  z.object({ ...common, kind: z.literal(name), data: z.object(data) });

/** One notification, as it is told. */
export const notificationSchema = z
  .discriminatedUnion("kind", [
    kind("item_sold", {
      trade: z.string(),
      source: z.enum(["listing", "signed_listing", "offer", "auction"]),
      id: hash,
      item,
      ...{ unitPrice: amount, total: amount, fee: amount, royalty: amount, proceeds: amount },
      buyer: address,
      buyerName: z.string().nullable(),
    }),
    kind("new_bid", { ...auction, bidder: address, amount, bids: z.int() }),
    kind("outbid", { ...auction, amount }),
    kind("auction_won", { ...auction, amount, transaction: hash }),
    kind("auction_lost", { ...auction, winner: address.nullable(), amount: amount.nullable() }),
    kind("auction_unsold", { ...auction, bidders: z.int() }),
    kind("auction_cancelled", auction),
    kind("settlement_delayed", { ...auction, settleableAt: time }),
    kind("offer_received", {
      ...{ id: hash, item, buyer: address, unitPrice: amount, total: amount, expiresAt: time.nullable() },
    }),
    kind("offer_accepted", {
      ...{ trade: z.string(), id: hash, item, unitPrice: amount, total: amount, seller: address },
    }),
    kind("credits_received", { id: hash, contract: address, amount }),
  ])
  .openapi("Notification");

/** A notification in JSON. */
export const notificationJson = ({ sequence, kind, data, happenedAt, readAt }: StoredNotice) =>
  ({
    sequence,
    kind,
    happenedAt: isoTime(happenedAt),
    readAt: readAt === null ? null : isoTime(readAt),
    data,
  }) as z.output<typeof notificationSchema>;
