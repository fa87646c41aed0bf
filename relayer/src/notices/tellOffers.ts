import type { Address, Hex } from "viem";
import { type Notice, noticeOfOffer } from "../domain/notices.ts";
import type { Chain } from "../infra/chain/chain.ts";
import { findDepositor } from "../infra/database/chainEvents.ts";
import type { Queries } from "../infra/database/database.ts";
import { findOrder } from "../infra/database/orders.ts";

/** Whom an offer is to be told, as the chain has it now. */
export type OfferOwner = { orderId: Hex; owner: Address | undefined };

/** Asks the chain who has what an offer is for. An item that is held in units has no owner. */
export async function findOwner(queries: Queries, chain: Pick<Chain, "ownerOf">, orderId: Hex): Promise<OfferOwner> {
  const order = await findOrder(queries, orderId);
  if (order?.kind !== "offer" || order.offer.standard !== "ERC721") return { orderId, owner: undefined };
  return { orderId, owner: await chain.ownerOf(order.offer.token, order.offer.tokenId) };
}

/**
 * Says what an offer on one item means to its owner. Of an item in escrow that is who put it there: he can take it out and accept.
 */
export async function tellOffer(
  queries: Queries,
  { orderId, owner }: OfferOwner,
  marketplace: Address,
): Promise<Notice[]> {
  const order = await findOrder(queries, orderId);
  if (order?.kind !== "offer" || owner === undefined) return [];
  const isInEscrow = owner === marketplace.toLowerCase();
  const account = isInEscrow ? await findDepositor(queries, order.offer) : owner;
  if (account === undefined || account === order.offer.buyer) return [];
  return [noticeOfOffer(order, account)];
}
