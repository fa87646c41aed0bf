import type { Hex } from "viem";
import { parseJson } from "../http/decode.ts";
import type { HttpSettings } from "../http/request.ts";
import { liveAuction } from "./decoders.ts";
import { followEvents, notify, type WatchParameters } from "./followEvents.ts";
import type { LiveAuction } from "./types.ts";

export type WatchAuctionParameters = WatchParameters & {
  /** Called with each new state, the present one first. */
  onUpdate: (auction: LiveAuction) => void;
};

const finalStatuses: readonly LiveAuction["status"][] = ["settled", "returned", "cancelled"];

/** Whether nothing can happen to an auction any more. */
export const isFinal = ({ status }: Pick<LiveAuction, "status">): boolean => finalStatuses.includes(status);

/** Watches an auction over server-sent events, and reconnects where it left off. Returns a function that ends the watch. */
export function watchAuction(settings: HttpSettings, id: Hex, parameters: WatchAuctionParameters): () => void {
  let lastEventId: string | undefined;
  let latest: LiveAuction | undefined;
  return followEvents(
    settings,
    {
      url: `${settings.url}/v1/auctions/${id}/stream`,
      headers(): Record<string, string> {
        return lastEventId === undefined ? {} : { "last-event-id": lastEventId };
      },
      onEvent(event, live) {
        if (event.id !== undefined) lastEventId = event.id;
        if (event.event !== "auction") return;
        const auction = liveAuction(parseJson(event.data), "");
        latest = auction;
        live();
        notify(() => parameters.onUpdate(auction));
      },
      isOver: () => latest !== undefined && isFinal(latest),
    },
    parameters,
  );
}
