import { type CreateAuctionParameters, createAuction } from "../actions/auctions/createAuction.ts";
import { randomSalt } from "../rules/salt.ts";
import { transactFlow } from "./internal/transactFlow.ts";

export type AuctionFlowParameters = Omit<CreateAuctionParameters, "marketplace">;

/**
 * Plans an auction: one transfer hands the item over and says how it is sold. No approval is needed.
 *
 * @throws What `createAuction` throws, while it plans and again before the signature.
 *
 * @example
 * ```ts
 * const { auctionId } = await (await auctionFlow(context, { token, standard: "ERC721", tokenId, startPrice, start, end })).run();
 * ```
 */
export const auctionFlow = /* @__PURE__ */ transactFlow({
  kind: "auction",
  label: "Put the item up for auction",
  action: createAuction,
  complete: (given: AuctionFlowParameters, { marketplace }) => ({ salt: randomSalt(), ...given, marketplace }),
  emitter: ({ marketplace }) => marketplace,
});
