import type { Hex } from "viem";
import { type OrderTerms, partsOf } from "../domain/orders.ts";
import type { RefusalCode } from "../domain/refusal.ts";
import { placeOrder } from "../intake/placeOrder.ts";
import type { Services } from "../services.ts";

/** What the routes that take orders refuse. */
export const entryProblems: readonly RefusalCode[] = [
  "amount_out_of_range",
  "invalid_signature",
  "order_not_fillable",
  "too_many_orders",
  "temporarily_unavailable",
];

/** Enters an order, and counts it for its maker once it is taken. */
export async function enterOrder(services: Services, terms: OrderTerms, signature: Hex) {
  const { limits } = services;
  const { maker } = partsOf(terms);
  await limits.requireAccount(maker);
  const placed = await placeOrder(services, terms, signature);
  if (placed.isNew) await limits.countAccount(maker);
  return placed;
}
