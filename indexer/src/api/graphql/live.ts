import type { Live } from "../live.ts";
import { builder } from "./builder.ts";
import { LiveUnavailableEnum } from "./enums.ts";

export const LiveBidding = builder.objectRef<Live>("LiveBidding").implement({
  description:
    "An auction's bids as the relayer has them at this moment. They are off the chain and newer than the latest indexed block.",
  fields: (t) => ({
    unavailable: t.field({
      type: LiveUnavailableEnum,
      nullable: true,
      description: "Why the other fields are null; null if they are known.",
      resolve: ({ unavailable }) => unavailable,
    }),
    leader: t.field({
      type: "Address",
      nullable: true,
      description: "Who would win now, by bids that the relayer took and by posted ones; null while nobody has bid.",
      resolve: ({ auction }) => auction?.leader ?? null,
    }),
    currentPrice: t.field({
      type: "BigInt",
      nullable: true,
      description: "What the leader would pay, smallest unit of the currency; null while nobody has bid.",
      resolve: ({ auction }) => auction?.currentPrice ?? null,
    }),
    bidCount: t.int({
      nullable: true,
      description: "How many bids the relayer took.",
      resolve: ({ auction }) => auction?.bidCount ?? null,
    }),
    minimumBid: t.field({
      type: "BigInt",
      nullable: true,
      description: "The least that the next bid must offer, smallest unit of the currency.",
      resolve: ({ auction }) => auction?.minimumBid ?? null,
    }),
    endsAt: t.int({
      nullable: true,
      description: "Until when bids count, unix seconds, with extensions that are still on their way to the chain.",
      resolve: ({ auction }) => (auction ? Math.floor(auction.endsAt.getTime() / 1_000) : null),
    }),
  }),
});
