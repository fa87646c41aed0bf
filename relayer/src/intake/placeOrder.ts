import { offerId, signedListingId } from "@plaza/sdk";
import { type Hex, hexToBytes } from "viem";
import { type OrderTerms, partsOf, requireWellFormed, type SignedOrder } from "../domain/orders.ts";
import { Refusal } from "../domain/refusal.ts";
import { type BookOrder, countLiveOrders, findOrder, insertOrder } from "../infra/database/orders.ts";
import { recoverSigner } from "../infra/signatures.ts";
import { requireService, type Services } from "../services.ts";

/** Orders of one maker that have not ended, at most: each is looked at again and again. */
const MAX_LIVE = 500;

/**
 * Enters a signed order into the book, once it is known that it can be filled now. The same order again is the one that is there.
 *
 * @throws Refusal
 */
export async function placeOrder(
  services: Services,
  terms: OrderTerms,
  signature: Hex,
): Promise<{ order: BookOrder; isNew: boolean }> {
  const { database, ordersDomain, currency, follower, orderKeeper, now } = services;
  requireWellFormed(terms, currency);
  const id =
    terms.kind === "listing" ? signedListingId(ordersDomain, terms.listing) : offerId(ordersDomain, terms.offer);
  const known = await findOrder(database, id);
  if (known) return { order: known, isNew: false };

  await requireService(services);
  const { maker } = partsOf(terms);
  const order: SignedOrder = {
    ...terms,
    id,
    signature,
    isContractSigned: await isByContract(services, terms, id, signature),
  };
  if ((await countLiveOrders(database, maker)) >= MAX_LIVE)
    throw new Refusal("too_many_orders", `An account can have ${MAX_LIVE} orders in the book.`);
  // The approval may be a moment old.
  await follower.sync().catch(() => {});
  const looked = await orderKeeper.look(order).catch((cause: unknown) => {
    throw new Refusal("temporarily_unavailable", "The chain does not answer; the order cannot be checked.", { cause });
  });
  if (looked === undefined) throw new Refusal("temporarily_unavailable", "The chain was not read yet.");
  const { standing, block } = looked;
  if (standing.reason !== null)
    throw new Refusal("order_not_fillable", `Nobody could fill this order: ${standing.reason}.`, {
      values: { reason: standing.reason },
    });
  // Looked at again at once: a block may have come in between.
  const isNew = await insertOrder(database, order, standing, { now: now(), block, dueAt: 0 });
  const entered = await findOrder(database, id);
  if (entered === undefined) throw new Error(`Order ${id} is gone.`);
  return { order: entered, isNew };
}

/**
 * Whether the maker's code signed, not his key.
 *
 * @throws Refusal `invalid_signature` where neither did.
 */
async function isByContract(
  { curve, chain, ordersDomain }: Services,
  terms: OrderTerms,
  id: Hex,
  signature: Hex,
): Promise<boolean> {
  const { maker } = partsOf(terms);
  let failure: unknown;
  try {
    if (recoverSigner(curve, hexToBytes(id), signature) === maker) return false;
  } catch (error) {
    failure = error;
  }
  const isGood = await chain.isValidSignature(maker, id, signature).catch((cause: unknown) => {
    throw new Refusal("temporarily_unavailable", "The chain does not answer; the signature cannot be checked.", {
      cause,
    });
  });
  if (isGood) return true;
  throw (
    failure ??
    new Refusal(
      "invalid_signature",
      `The signature is not the maker's over this order: another key signed, or other terms, another chain than ${ordersDomain.chainId}, or another contract than ${ordersDomain.orders}.`,
      { field: "signature" },
    )
  );
}
